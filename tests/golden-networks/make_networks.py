"""One training step of LeNet-5, VGG-19 and ResNet-152 in PyTorch (float64): loss, and gradients of the first and last weights.

    python3 make_networks.py OUT

Weights and images follow from a formula that both sides compute, for they would be too large to keep: a number of tensor t, element i, is
(hash(i, t) / 2^32 - 1/2) * scale, with scale sqrt(24 / fan in) for weights (the variance of He's), 0.02 for biases, 1 for pixels.
The last batch norm of each of ResNet-152's blocks starts at a scale of 0.1: from 1 on, single precision strays by percents, in PyTorch as well.
VGG-19 and ResNet-152 run on small images; VGG-19 has one narrow dense layer for two wide ones and no dropout.
"""
import json
import sys

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def numbers(tensor, count, scale):
    i = np.arange(count, dtype=np.uint64)
    h = (i * np.uint64(2654435761) + np.uint64(tensor) * np.uint64(40503) + np.uint64(12345)) & np.uint64(0xFFFFFFFF)
    for _ in range(2):
        h ^= h >> np.uint64(16)
        h = (h * np.uint64(0x45D9F3B)) & np.uint64(0xFFFFFFFF)
    h ^= h >> np.uint64(16)
    return ((h.astype(np.float64) / 4294967296.0 - 0.5) * scale).astype(np.float32).astype(np.float64)


def fill(model):
    """The n-th weight of convolution or dense layer, in the order of the layers, has tensor number 2n, its bias 2n + 1."""
    layers = [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    for n, layer in enumerate(layers):
        fan_in = layer.weight[0].numel()
        layer.weight.data = torch.tensor(numbers(2 * n, layer.weight.numel(), (24 / fan_in) ** 0.5)).view_as(layer.weight)
        if layer.bias is not None:
            layer.bias.data = torch.tensor(numbers(2 * n + 1, layer.bias.numel(), 0.02))
    return layers


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def vgg():
    layers, channels = [], 3
    for width, count in ((64, 2), (128, 2), (256, 4), (512, 4), (512, 4)):
        for _ in range(count):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, width, 1, stride, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width))
        self.body[-1].weight.data.fill_(0.1)
        changes = stride > 1 or inputs != 4 * width
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width)) if changes else nn.Identity()

    def forward(self, x):
        return torch.relu(self.body(x) + self.shortcut(x))


def resnet():
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    channels = 64
    for stage, (width, count) in enumerate(((64, 3), (128, 8), (256, 36), (512, 3))):
        for block in range(count):
            layers.append(Bottleneck(channels, width, 2 if block == 0 and stage > 0 else 1))
            channels = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


def sample(gradient):
    flat = gradient.flatten()
    step = max(1, flat.numel() // 200)
    return {"largest": flat.abs().max().item(), "norm": flat.norm().item(), "step": step, "elements": flat[::step].tolist()}


def case(name, build, shape, rows, classes):
    torch.manual_seed(0)
    model = build().train()
    layers = fill(model)
    x = torch.tensor(numbers(9999, rows * int(np.prod(shape)), 1.0)).view(rows, *shape)
    loss = nn.CrossEntropyLoss()(model(x), torch.arange(rows) * 7 % classes)
    loss.backward()
    return {
        "name": name, "rows": rows, "loss": loss.item(), "parameters": sum(p.numel() for p in model.parameters()),
        "first": sample(layers[0].weight.grad), "last": sample(layers[-1].weight.grad)}


cases = [case("LeNet5", lenet, (1, 28, 28), 4, 10), case("Vgg19", vgg, (3, 32, 32), 3, 10), case("ResNet152", resnet, (3, 64, 64), 4, 1000)]
with open(sys.argv[1], "w") as file:
    json.dump(cases, file, indent=1)
print([(c["name"], c["loss"], c["parameters"], c["first"]["norm"], c["last"]["norm"]) for c in cases])
