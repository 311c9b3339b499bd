"""The workloads of the benchmark in PyTorch: prints one line `key<TAB>seconds a call` for each.

    python3 pytorch_workloads.py THREADS [KEY ...]
    python3 pytorch_workloads.py THREADS --serve KEY

The second form makes the workload, prints its version line, and then, for each line `N` that it reads, does it N times and prints the
seconds a call: so that two programs can take turns.

Eager mode, as a user of PyTorch writes it; gradients are cleared by setting them to None, which is the default and the
fastest. The time is the median of 25 runs of some milliseconds after a warm-up, as on the other side of the comparison.
"""
import os
import statistics
import sys
import time

import torch
from torch import nn


def chain(widths, activation):
    layers = []
    for inputs, outputs in zip(widths[:-1], widths[1:]):
        layers += [nn.Linear(inputs, outputs), activation()]
    return nn.Sequential(*layers[:-1])


def forward(widths, rows, activation=nn.ReLU):
    model, x = chain(widths, activation).eval(), torch.rand(rows, widths[0])

    def call():
        with torch.no_grad():
            model(x)

    return call


def step(widths, rows, loss, optimizer, activation=nn.ReLU):
    model, x = chain(widths, activation), torch.rand(rows, widths[0])
    classes = isinstance(loss, nn.CrossEntropyLoss)
    target = torch.arange(rows) * 7 % widths[-1] if classes else torch.rand(rows, widths[-1])
    updates = optimizer(model.parameters())

    def call():
        updates.zero_grad(set_to_none=True)
        loss(model(x), target).backward()
        updates.step()

    return call


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def convolutions(model):
    """He's initialisation, as the declarations have it; the default's would let the loss of a deep network stand still."""
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
    return model


def vgg19():
    layers, channels = [], 3
    for filters, repeats in [(64, 2), (128, 2), (256, 4), (512, 4), (512, 4)]:
        for _ in range(repeats):
            layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(inplace=True)]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return convolutions(nn.Sequential(
        *layers, nn.Flatten(), nn.Linear(512 * 7 * 7, 4096), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(4096, 4096), nn.ReLU(inplace=True), nn.Dropout(0.5),
        nn.Linear(4096, 1000)))


class Bottleneck(nn.Module):
    def __init__(self, inputs, filters, stride):
        super().__init__()
        outputs = 4 * filters
        self.branch = nn.Sequential(
            nn.Conv2d(inputs, filters, 1, stride=stride, bias=False), nn.BatchNorm2d(filters), nn.ReLU(inplace=True),
            nn.Conv2d(filters, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU(inplace=True),
            nn.Conv2d(filters, outputs, 1, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = None if stride == 1 and inputs == outputs else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return torch.relu_(self.branch(x) + (x if self.shortcut is None else self.shortcut(x)))


def resnet152():
    layers = [nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, stride=2, padding=1)]
    channels = 64
    for filters, repeats, stride in [(64, 3, 1), (128, 8, 2), (256, 36, 2), (512, 3, 2)]:
        for i in range(repeats):
            layers.append(Bottleneck(channels, filters, stride if i == 0 else 1))
            channels = 4 * filters
    return convolutions(nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000)))


def image_forward(build, shape, rows):
    model, x = build().eval(), torch.rand(rows, *shape)

    def call():
        with torch.no_grad():
            model(x)

    return call


def clipped_step(build, shape, rows, rate, decay):
    """Momentum, an L2 penalty and clipping by the global norm, as the published networks are declared."""
    model, x, loss = build(), torch.rand(rows, *shape), nn.CrossEntropyLoss()
    target = torch.arange(rows) * 7 % 10
    updates = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9, weight_decay=decay)

    def call():
        updates.zero_grad(set_to_none=True)
        loss(model(x), target).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        updates.step()

    return call


def image_step(build, shape, rows, optimizer):
    model, x, loss = build(), torch.rand(rows, *shape), nn.CrossEntropyLoss()
    target = torch.arange(rows) * 7 % 10
    updates = optimizer(model.parameters())

    def call():
        updates.zero_grad(set_to_none=True)
        loss(model(x), target).backward()
        updates.step()

    return call


def sgd(parameters):
    return torch.optim.SGD(parameters, lr=0.01)


def adam(parameters):
    return torch.optim.Adam(parameters, lr=0.001)


WORKLOADS = {
    "digits-forward": lambda: forward([784, 128, 10], 64),
    "digits-sgd": lambda: step([784, 128, 10], 64, nn.CrossEntropyLoss(), sgd),
    "digits-adam": lambda: step([784, 128, 10], 64, nn.CrossEntropyLoss(), adam),
    "lenet-forward": lambda: image_forward(lenet, (1, 28, 28), 128),
    "lenet-adam": lambda: image_step(lenet, (1, 28, 28), 128, adam),
    "lenet-one": lambda: image_forward(lenet, (1, 28, 28), 1),
    "wide-adam": lambda: step([784, 512, 512, 10], 128, nn.CrossEntropyLoss(), adam),
    "lenet-512": lambda: image_step(lenet, (1, 28, 28), 512, adam),
    "wide-512": lambda: step([784, 512, 512, 10], 512, nn.CrossEntropyLoss(), adam),
    "vgg-forward": lambda: image_forward(vgg19, (3, 224, 224), 1),
    "vgg-step": lambda: clipped_step(vgg19, (3, 224, 224), 4, 0.01, 5e-4),
    "resnet-forward": lambda: image_forward(resnet152, (3, 224, 224), 1),
    "resnet-step": lambda: clipped_step(resnet152, (3, 224, 224), 4, 0.1, 1e-4),
    "full-batch": lambda: step([4, 32, 16, 4], 10_000, nn.MSELoss(), adam, nn.Tanh),
    "row-relu": lambda: forward([16, 32, 32, 1], 1),
    "row-tanh": lambda: forward([16, 32, 32, 1], 1, nn.Tanh),
    "small-tanh": lambda: step([16, 32, 32, 1], 32, nn.MSELoss(), sgd, nn.Tanh),
}

def blas():
    """The matrix library that was loaded: Debian's torch takes whichever is installed, and the reference one is 40 times slower."""
    try:
        with open("/proc/self/maps") as maps:
            paths = {line.split()[-1] for line in maps if "blas" in line or "mkl" in line}
    except OSError:
        return "unknown"
    return ", ".join(sorted(os.path.realpath(path) for path in paths)) or "built in"


def seconds(call, runs=25, run_seconds=0.005, warm_up_seconds=0.3):
    start = time.perf_counter()
    calls = 0
    while time.perf_counter() - start < warm_up_seconds or calls < 3:
        call()
        calls += 1
    each = (time.perf_counter() - start) / calls
    repeats = max(1, round(run_seconds / each))
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        for _ in range(repeats):
            call()
        times.append((time.perf_counter() - start) / repeats)
    return statistics.median(times)


def serve(call):
    for line in sys.stdin:
        repeats = int(line)
        start = time.perf_counter()
        for _ in range(repeats):
            call()
        print((time.perf_counter() - start) / repeats, flush=True)


def main():
    torch.manual_seed(1)
    torch.set_num_threads(int(sys.argv[1]))
    torch.rand(64, 64) @ torch.rand(64, 64)
    version = f"version\t{torch.__version__}, matrix products by {blas()}"
    if sys.argv[2:3] == ["--serve"]:
        call = WORKLOADS[sys.argv[3]]()
        print(version, flush=True)
        serve(call)
        return
    print(version, flush=True)
    for key in sys.argv[2:] or WORKLOADS:
        if key in WORKLOADS:
            print(f"{key}\t{seconds(WORKLOADS[key]())}", flush=True)


if __name__ == "__main__":
    main()
