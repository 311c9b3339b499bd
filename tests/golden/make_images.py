#!/usr/bin/env python3
"""The reference cases named images-*: convolutions, poolings and residual sums, as PyTorch computes them.

    python3 make_images.py OUT [seed-offset]

A network is a list of layers in the words of GradCompile's attributes; from it follow the attributes, the PyTorch module and the names
of the tensors. A case is written only if single and double precision agree within half of the tests' tolerance; else the next seed is
tried, so that no case asks for digits that a float does not have.
"""
import json
import math
import os
import struct
import sys

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
OUT, OFFSET = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 0
ACTIVATIONS = {
    "Identity": lambda x: x, "ReLU": F.relu, "Tanh": torch.tanh, "SiLU": F.silu, "ELU": F.elu, "HardSwish": F.hardswish,
    "Softmax": lambda x: F.softmax(x, 1)}


class Act(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def forward(self, x):
        return ACTIVATIONS[self.name](x)


class Sum(nn.Module):
    def __init__(self, block, projection, scale, activation):
        super().__init__()
        self.block, self.projection, self.scale, self.activation = block, projection, scale, Act(activation)

    def forward(self, x):
        return self.activation((x if self.projection is None else self.projection(x)) + self.scale * self.block(x))


class Layers:
    """One list of layers: the network's or a block's."""

    def __init__(self, layers, shape, prefix="", blocks=None):
        self.shape, self.prefix, self.blocks = shape, prefix, {} if blocks is None else blocks
        self.lines, self.modules, self.tensors, self.count = [], [], [], {}
        self.stride, self.has_norm = 1, False
        for kind, *arguments in layers:
            options = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
            getattr(self, kind)(*arguments, **options)

    def name(self, kind):
        self.count[kind] = self.count.get(kind, 0) + 1
        return f"{self.prefix}{kind}{self.count[kind]}"

    def line(self, kind, *arguments, **options):
        inside = ", ".join([str(a) for a in arguments] + [f"{key} = {value}" for key, value in options.items()])
        self.lines.append(f"[{kind}({inside})]" if inside else f"[{kind}]")

    def own(self, name, module, *parts):
        self.tensors += [(f"{name}.{part}", module, part) for part in parts if getattr(module, part) is not None]

    def norm(self, name, channels, shape):
        module = nn.BatchNorm2d(channels) if len(shape) == 3 else nn.BatchNorm1d(channels)
        self.own(name, module, "weight", "bias", "running_mean", "running_var")
        return module

    def after(self, channels, size, stride, padding):
        self.stride *= stride
        return (channels, *((side + 2 * padding - size) // stride + 1 for side in self.shape[1:]))

    def conv(self, filters, size, activation="Identity", stride=1, padding=0, bias=True):
        options = {**({"Stride": stride} if stride > 1 else {}), **({"Padding": padding} if padding else {}), **({} if bias else {"UseBias": "false"})}
        self.line("Conv2D", filters, size, f"Activation.{activation}", **options)
        module = nn.Conv2d(self.shape[0], filters, size, stride, padding, bias=bias)
        self.own(self.name("conv"), module, "weight", "bias")
        self.modules += [module, Act(activation)]
        self.shape = self.after(filters, size, stride, padding)

    def dense(self, units, activation="Identity"):
        if len(self.shape) > 1:
            self.line("Flatten")
            self.modules.append(nn.Flatten())
        self.line("Dense", units, f"Activation.{activation}")
        module = nn.Linear(math.prod(self.shape), units)
        self.own(self.name("dense"), module, "weight", "bias")
        self.modules += [module, Act(activation)]
        self.shape = (units,)

    def pool(self, kind, size, stride=None, padding=0):
        self.line(kind, size, **({} if stride is None else {"Stride": stride}), **({"Padding": padding} if padding else {}))
        self.modules.append((nn.MaxPool2d if kind == "MaxPool" else nn.AvgPool2d)(size, stride or size, padding))
        self.shape = self.after(self.shape[0], size, stride or size, padding)

    def average(self):
        self.line("GlobalAveragePool")
        self.modules += [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
        self.shape = self.shape[:1]

    def act(self, activation):
        self.line("Activation", f"Activation.{activation}")
        self.modules.append(Act(activation))

    def batchnorm(self):
        self.line("BatchNorm")
        self.has_norm = True
        self.modules.append(self.norm(self.name("batchnorm"), self.shape[0], self.shape))

    def layernorm(self):
        self.line("LayerNorm")
        module = nn.LayerNorm(list(self.shape))
        self.own(self.name("layernorm"), module, "weight", "bias")
        self.modules.append(module)

    def residual(self, block, layers, repeat=1, scale=1, activation="Identity"):
        options = {"Repeat": repeat} if repeat > 1 else {}
        options.update({"Scale": scale} if scale != 1 else {})
        options.update({"Activation": f"Activation.{activation}"} if activation != "Identity" else {})
        self.line(f"Residual<{block}>", **options)
        for _ in range(repeat):
            name = self.name("residual")
            inner = Layers(layers, self.shape, name + ".", self.blocks)
            self.blocks.setdefault(block, "[Block]\n" + "\n".join(inner.lines) + f"\npublic partial class {block};")
            projection = None
            if inner.shape != self.shape:
                projection = nn.Sequential(nn.Conv2d(self.shape[0], inner.shape[0], 1, inner.stride, bias=False))
                self.own(f"{name}.shortcut", projection[0], "weight")
                if inner.has_norm:
                    projection.append(self.norm(f"{name}.shortcut_norm", inner.shape[0], inner.shape))
            self.modules.append(Sum(nn.Sequential(*inner.modules), projection, scale, activation))
            self.tensors += inner.tensors
            self.stride *= inner.stride
            self.has_norm |= inner.has_norm
            self.shape = inner.shape


def save(path, tensors):
    head, offset, blobs = {}, 0, []
    for name, tensor in tensors.items():
        blob = tensor.detach().to(torch.float32).contiguous().numpy().tobytes()
        head[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [offset, offset + len(blob)]}
        offset += len(blob)
        blobs.append(blob)
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def fill(net, tensors):
    for name, module, part in tensors:
        tensor = getattr(module, part).data
        if tensor.dim() > 1 and not isinstance(module, nn.LayerNorm):
            tensor.normal_(0, 1 / math.sqrt(tensor[0].numel()))
        elif part in ("weight", "running_var"):
            tensor.uniform_(0.5, 1.5)
        else:
            tensor.uniform_(-0.3, 0.3)


def compute(net, tensors, start, x, targets, loss, optimizer, l2, steps):
    """Everything a case holds, in the precision of the inputs."""
    net.to(x.dtype)

    def live():
        return {name: getattr(module, part) for name, module, part in tensors}

    def total():
        y = net(x)
        value = F.cross_entropy(y, targets) if loss == "SoftmaxCrossEntropy" else F.mse_loss(y, targets)
        weights = [module.weight for _, module, part in tensors if part == "weight" and isinstance(module, (nn.Conv2d, nn.Linear))]
        return value + l2 * sum((w * w).sum() for w in weights) if l2 else value

    net.load_state_dict(start)
    net.eval()
    with torch.no_grad():
        outputs = net(x)
    net.train()
    net.zero_grad(set_to_none=True)
    first = total()
    first.backward()
    gradients = {name: t.grad.clone() for name, t in live().items() if t.requires_grad}
    net.load_state_dict(start)
    step = optimizer([t for t in live().values() if t.requires_grad])
    losses = []
    for _ in range(steps):
        step.zero_grad()
        value = total()
        value.backward()
        step.step()
        losses.append(value.item())
    after = {name: t.detach().clone() for name, t in live().items()}
    return {"loss": torch.tensor([first.item()] + losses), "y": outputs, "gradients": gradients, "after": after}


def distance(a, b):
    a, b = a.double(), b.double()
    return float(((a - b).abs() / torch.clamp(1e-4 * b.abs(), min=1e-5)).max())


def case(name, shape, layers, rows, loss="SoftmaxCrossEntropy", optimizer=("[Sgd(0.1)]", lambda p: torch.optim.SGD(p, lr=0.1)), l2=0.0, steps=3):
    for attempt in range(60):
        torch.manual_seed(100_000 * OFFSET + 1_000 * attempt + sum(ord(c) for c in name))
        built = Layers(layers, shape)
        net = nn.Sequential(*built.modules)
        fill(net, built.tensors)
        x = torch.randn(rows, *shape)
        targets = torch.randint(0, built.shape[0], (rows,)) if loss == "SoftmaxCrossEntropy" else torch.randn(rows, *built.shape)
        start = {key: value.clone() for key, value in net.state_dict().items()}
        weights = {key: getattr(module, part).detach().clone() for key, module, part in built.tensors}
        precise = targets.double() if targets.is_floating_point() else targets
        exact = compute(net, built.tensors, start, x.double(), precise, loss, optimizer[1], l2, steps)
        found = compute(net, built.tensors, start, x, targets, loss, optimizer[1], l2, steps)
        worst = max(
            [distance(found[key], exact[key]) for key in ("loss", "y")]
            + [distance(found[key][tensor], exact[key][tensor]) for key in ("gradients", "after") for tensor in found[key]])
        if worst >= 0.5:
            continue
        folder = os.path.join(OUT, "images-" + name)
        os.makedirs(folder, exist_ok=True)
        save(os.path.join(folder, "weights.safetensors"), weights)
        save(os.path.join(folder, "gradients.safetensors"), found["gradients"])
        save(os.path.join(folder, "after.safetensors"), found["after"])
        save(os.path.join(folder, "io.safetensors"), {"x": x, "y_eval": found["y"], **({"targets": targets} if targets.is_floating_point() else {})})
        attributes = [f"[Network({', '.join(map(str, shape))})]"] + built.lines + [f"[Loss(Loss.{loss})]", optimizer[0]] + ([f"[L2({l2})]"] if l2 else [])
        text = {
            "id": "images-" + name, "blocks": list(built.blocks.values()), "attributes": attributes, "batch": rows, "loss": found["loss"][0].item(),
            "labels": None if targets.is_floating_point() else targets.tolist(), "step_losses": found["loss"][1:].tolist(), "steps": steps}
        with open(os.path.join(folder, "case.json"), "w") as file:
            json.dump(text, file, indent=1)
        print(f"images-{name}: seed {attempt}, {worst:.2f} of the tolerance in single precision")
        return
    sys.exit(f"No seed of images-{name} is well conditioned.")


def norm_relu(*convolution):
    return [("conv", *convolution), ("batchnorm",), ("act", "ReLU")]


NO_BIAS = {"bias": False}
SAME = {"padding": 1, "bias": False}
HALVING = {"stride": 2, "padding": 1, "bias": False}
ADAM = ("[Adam(0.01)]", lambda p: torch.optim.Adam(p, lr=0.01))
MOMENTUM = ("[Sgd(0.05, Momentum = 0.9)]", lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9))
FEW = 4 + OFFSET % 3

# Each repetition halves the image, so each has a projection of its own; sides of 13 leave a remainder.
BOTTLENECK = [*norm_relu(FEW, 1, NO_BIAS), *norm_relu(FEW, 3, HALVING), ("conv", 3 * FEW, 1, NO_BIAS), ("batchnorm",)]
case("bottleneck-halving", (3, 13, 12), [*norm_relu(8, 3, SAME), ("residual", "Neck", BOTTLENECK, {"repeat": 2, "activation": "ReLU"}), ("average",), ("dense", 5)], 6)

# The outer projection is normalised, and strides, because of what the inner block does.
INNER = [("conv", 6, 3, {"stride": 2, "padding": 1}), ("batchnorm",)]
OUTER = [("conv", FEW, 3, "Tanh", {"padding": 1}), ("residual", "Inner", INNER, {"activation": "Tanh"}), ("conv", 7, 1)]
case("nested", (2, 9, 10), [("conv", 5, 3, "SiLU"), ("residual", "Outer", OUTER, {"repeat": 2, "activation": "SiLU"}), ("dense", 3)], 5, "MeanSquaredError")

PREACTIVATION = [("batchnorm",), ("act", "ReLU"), ("conv", 10, 3, SAME), ("batchnorm",), ("act", "ReLU"), ("conv", 10, 3, SAME)]
case("preactivation", (3, 8, 7), [("conv", 10, 3, SAME), ("residual", "Pre", PREACTIVATION, {"repeat": 3, "scale": 0.5}), ("batchnorm",), ("act", "ReLU"), ("average",), ("dense", 4)], 7, optimizer=MOMENTUM)

case("padded-poolings", (2, 11, 9), [
    ("conv", 6, 3, "ELU", {"padding": 2}), ("pool", "AveragePool", 3, {"stride": 2, "padding": 1}), ("conv", 9, 2, "HardSwish", {"stride": 1, "padding": 1}),
    ("pool", "MaxPool", 5, {"stride": 3, "padding": 2}), ("pool", "AveragePool", 2, {"padding": 1}), ("dense", 3)], 9, "MeanSquaredError")

case("lenet-tanh", (1, 28, 28), [
    ("conv", 6, 5, "Tanh"), ("pool", "AveragePool", 2), ("conv", 16, 5, "Tanh"), ("pool", "AveragePool", 2), ("dense", 32, "Tanh"), ("dense", 10)], 8 + OFFSET, optimizer=ADAM)

BASIC = [*norm_relu(12, 3, SAME), ("conv", 12, 3, SAME), ("batchnorm",)]
case("stem", (3, 21, 18), [
    *norm_relu(12, 7, {"stride": 2, "padding": 3, "bias": False}), ("pool", "MaxPool", 3, {"stride": 2, "padding": 1}),
    ("residual", "Basic", BASIC, {"activation": "ReLU"}), ("average",), ("dense", 6)], 5)

# Neither norm nor strided convolution: the pooling halves, the projection has no norm, and the penalty acts on it.
POOLED = [("conv", 8, 3, "ReLU", {"padding": 1}), ("pool", "MaxPool", 2)]
case("pooled-projection", (4, 8, 8), [("residual", "Pooled", POOLED, {"repeat": 2}), ("dense", 4)], 3, l2=0.01)

case("channel-softmax", (3, 6, 5), [
    ("conv", 5, 3, {"padding": 1}), ("layernorm",), ("act", "Softmax"), ("conv", 4, 2, "ReLU", {"stride": 2}), ("layernorm",), ("dense", 3)], 6, optimizer=MOMENTUM)
