"""The workloads of the benchmark in PyTorch: prints one line `key<TAB>seconds a call` for each.

    python3 pytorch_workloads.py THREADS [KEY ...]

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


def image_forward(build, shape, rows):
    model, x = build().eval(), torch.rand(rows, *shape)

    def call():
        with torch.no_grad():
            model(x)

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


def main():
    torch.manual_seed(1)
    torch.set_num_threads(int(sys.argv[1]))
    torch.rand(64, 64) @ torch.rand(64, 64)
    print(f"version\t{torch.__version__}, matrix products by {blas()}", flush=True)
    for key in sys.argv[2:] or WORKLOADS:
        if key in WORKLOADS:
            print(f"{key}\t{seconds(WORKLOADS[key]())}", flush=True)


if __name__ == "__main__":
    main()
