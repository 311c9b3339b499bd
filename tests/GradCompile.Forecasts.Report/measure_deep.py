#!/usr/bin/python3
"""Draws random deep networks with batch norm and deep convolutions and measures their gradients at initialisation.

Optional to the project: it needs PyTorch (apt-get install python3-torch). It writes the format of measured.json, with three words more:
`stride` of a convolution, `fn` (and `alpha`) of a residual for the activation of its sum, and a projection 1x1 of its own where a block
changes the shape, batch norm behind it if the block has one, listed after the block. data/deep.json is the draw of seed 2; constants were
fitted on that of seed 1.

    measure_deep.py SEED COUNT OUT.json
"""
import json
import math
import random
import sys
import time

import torch
import torch.nn.functional as F

SEEDS = 11
EPSILON = 1e-5
MOST_PRODUCTS = 2e9  # of a forward pass over the batch: seconds for all seeds


def pick(rng, *choices):
    return rng.choice(choices)


def activation(rng, rectifiers=0.6):
    if rng.random() < rectifiers:
        return {"fn": "relu"}
    return pick(rng, {"fn": "tanh"}, {"fn": "leaky_relu", "alpha": pick(rng, 0.01, 0.1, 0.3)}, {"fn": "relu"}, {"fn": "gelu"}, {"fn": "linear"})


def act(function):
    return [] if function["fn"] == "linear" else [dict(op="act", **function)]


def conv(channels, stride=1, kernel=3):
    return {"op": "conv", "channels": channels, "k": kernel, "pad": "same", "stride": stride}


def head(rng, classes, flat=None):
    if flat is None:
        flat = rng.random() < 0.4
    return [{"op": "flatten"} if flat else {"op": "gap"}, {"op": "dense", "units": classes}]


def resnet(rng):
    side, channels, batch = rng.randint(6, 16), pick(rng, 4, 6, 8, 8, 12, 16, 16, 24, 32, 48, 64), pick(rng, 8, 16, 32, 64, rng.randint(6, 64))
    blocks, function = round(math.exp(rng.uniform(math.log(4.5), math.log(54.5)))), activation(rng, 0.75)
    before, stages = rng.random() < 0.4, pick(rng, 1, 1, 1, 2, 3)
    norm = {"op": "batchnorm"}
    layers = [conv(channels)] + ([] if before else [norm, *act(function)])
    for i in range(blocks):
        stride = 1
        if stages > 1 and i > 0 and i * stages // blocks != (i - 1) * stages // blocks:
            stride, channels = 2, min(64, channels * pick(rng, 1, 2, 2))
        first, second = conv(channels, stride), conv(channels)
        body = [norm, *act(function), first, norm, *act(function), second] if before else [first, norm, *act(function), second, norm]
        after = {} if before or function["fn"] == "linear" else function
        layers.append({"op": "residual", "body": body, **after})
    if before:
        layers += [norm, *act(function)]
    return [3, side, side], batch, layers, rng.random() < 0.25


def bnconv(rng):
    side, channels, batch = rng.randint(6, 16), pick(rng, 4, 8, 8, 16, 16, 32, 64), pick(rng, 8, 16, 32, 64, rng.randint(6, 64))
    function = activation(rng)
    layers = []
    for i in range(rng.randint(5, 30)):
        layers += [conv(channels), {"op": "batchnorm"}, *act(function)]
    return [3, side, side], batch, layers, rng.random() < 0.4


def bnresidual(rng):
    width, batch, depth = pick(rng, 8, 12, 16, 24, 32, 48, 64), pick(rng, 8, 16, 32, 64, 128), rng.randint(20, 100)
    function, kind = activation(rng), rng.randint(0, 2)
    norm, dense = {"op": "batchnorm"}, {"op": "dense", "units": width}
    layers = [dense]
    if kind < 2:
        body = [norm, *act(function), dense] if kind == 0 else [dense, norm, *act(function)]
        layers += [{"op": "residual", "body": body} for _ in range(depth - 1)]
    else:
        after = {} if function["fn"] == "linear" else function
        layers += [{"op": "residual", "body": [dense, norm, *act(function), dense, norm], **after} for _ in range(depth // 2)]
    return [rng.randint(8, 64)], batch, layers, None


def deepconv(rng):
    side, channels, batch = rng.randint(6, 16), pick(rng, 4, 8, 8, 16, 16, 32, 64), pick(rng, 2, 8, 16, 32, 64)
    function, layers = activation(rng), []
    for i in range(rng.randint(8, 30)):
        layers += [conv(channels), *act(function)]
    return [3, side, side], batch, layers, rng.random() < 0.4


def smallbatch(rng):
    batch, function = pick(rng, 2, 2, 3, 4), activation(rng)
    if rng.random() < 0.5:
        width, layers = pick(rng, 8, 16, 32, 64), []
        if rng.random() < 0.6:
            for i in range(rng.randint(2, 20)):
                layers += [{"op": "dense", "units": width}, {"op": "batchnorm"}, *act(function)]
        else:
            layers.append({"op": "dense", "units": width})
            layers += [{"op": "residual", "body": [{"op": "batchnorm"}, *act(function), {"op": "dense", "units": width}]} for _ in range(rng.randint(5, 40))]
        return [rng.randint(8, 64)], batch, layers, None
    shape, _, layers, flat = bnconv(rng) if rng.random() < 0.5 else resnet(rng)
    return shape, batch, layers, flat


FAMILIES = {"resnet": resnet, "bnconv": bnconv, "bnresidual": bnresidual, "deepconv": deepconv, "smallbatch": smallbatch}


def gain(function):
    """The initialiser that suits an activation."""
    return {"relu": "he_normal", "leaky_relu": "he_normal", "gelu": "he_normal"}.get(function, "lecun_normal")


def functions(layers):
    return [layer["fn"] for layer in layers if layer["op"] == "act"] + [f for layer in layers if "body" in layer for f in functions(layer["body"])]


def draw(rng, family, number):
    while True:
        shape, batch, layers, flat = FAMILIES[family](rng)
        layers = layers + (head(rng, 10, flat) if len(shape) == 3 else [{"op": "dense", "units": 10}])
        kind = gain((functions(layers) or ["linear"])[0])
        if family != "deepconv" and rng.random() < 0.3:
            kind = pick(rng, "he_normal", "lecun_normal", "xavier_uniform", "torch_default")
        bias = {"kind": "torch_default"} if kind == "torch_default" else {"kind": "zeros"}
        network = {
            "id": f"{family}-{number:03d}", "family": family, "input": {"shape": shape, "dist": "normal"}, "batch": batch,
            "loss": pick(rng, "ce", "ce", "mse"), "init": {"kind": kind}, "bias": bias, "layers": layers,
        }
        if products(network) <= MOST_PRODUCTS:
            return network


def products(network):
    """Of a forward pass."""
    total = 0

    def walk(layers, shape):
        nonlocal total
        for layer in layers:
            if layer["op"] == "conv":
                side = -(-shape[1] // layer["stride"])
                total += shape[0] * layer["channels"] * layer["k"] ** 2 * side * side
                shape = [layer["channels"], side, side]
            elif layer["op"] == "residual":
                shape = walk(layer["body"], shape)
        return shape

    walk(network["layers"], network["input"]["shape"])
    return total * network["batch"]


class Run:
    """One seed of a network: weights are drawn as they are met."""

    def __init__(self, network, seed, trace=None):
        self.network, self.trace = network, trace
        self.generator = torch.Generator().manual_seed(seed)
        self.weights, self.biases, self.outputs = [], [], []
        batch = network["batch"]
        x = self.normal(batch, *network["input"]["shape"])
        y = self.walk(network["layers"], x)
        if network["loss"] == "ce":
            labels = torch.randint(0, y.shape[1], (batch,), generator=self.generator)
            loss = F.cross_entropy(y, labels)
        else:
            loss = F.mse_loss(y, self.normal(*y.shape))
        loss.backward()

    def normal(self, *shape):
        return torch.randn(*shape, generator=self.generator, dtype=torch.float64)

    def weight(self, shape, biased=True):
        fan_in = math.prod(shape[1:])
        fan_out = shape[0] * math.prod(shape[2:])
        kind = self.network["init"]["kind"]
        uniform = lambda bound, *s: (2 * torch.rand(*s, generator=self.generator, dtype=torch.float64) - 1) * bound
        weight = {
            "he_normal": lambda: self.normal(*shape) * math.sqrt(2 / fan_in),
            "lecun_normal": lambda: self.normal(*shape) * math.sqrt(1 / fan_in),
            "xavier_uniform": lambda: uniform(math.sqrt(6 / (fan_in + fan_out)), *shape),
            "torch_default": lambda: uniform(1 / math.sqrt(fan_in), *shape),
        }[kind]()
        bias = uniform(1 / math.sqrt(fan_in), shape[0]) if self.network["bias"]["kind"] == "torch_default" else torch.zeros(shape[0], dtype=torch.float64)
        return self.keep(weight, bias if biased else None)

    def keep(self, weight, bias):
        self.weights.append(weight.requires_grad_())
        self.biases.append(bias.requires_grad_() if bias is not None else None)
        return weight, bias

    def projection(self, channels, inputs, kind):
        """A projection of a block is He's or Xavier's by the activation behind it, without a bias."""
        scale = math.sqrt(2 / inputs) if kind == "he_normal" else math.sqrt(2 / (inputs + channels))
        return self.keep(self.normal(channels, inputs) * scale, None)[0]

    def walk(self, layers, x):
        for layer in layers:
            x = self.apply(layer, x)
            if self.trace is not None:
                x.retain_grad()
                self.trace.append((layer["op"], x))
        return x

    def apply(self, layer, x):
        op = layer["op"]
        if op == "dense":
            x = F.linear(x, *self.weight((layer["units"], x.shape[1])))
            self.outputs.append(x.detach())
        elif op == "conv":
            k = layer["k"]
            x = F.conv2d(x, *self.weight((layer["channels"], x.shape[1], k, k)), stride=layer["stride"], padding=k // 2)
            self.outputs.append(x.detach())
        elif op == "batchnorm":
            x = F.batch_norm(x, None, None, training=True, eps=EPSILON)
        elif op == "act":
            x = self.function(layer, x)
        elif op == "flatten":
            x = x.flatten(1)
        elif op == "gap":
            x = x.mean((2, 3))
        elif op == "residual":
            body = self.walk(layer["body"], x)
            if body.shape != x.shape:
                stride = math.prod(inner.get("stride", 1) for inner in layer["body"])
                weight = self.projection(body.shape[1], x.shape[1], "he_normal" if layer.get("fn", "") in ("relu", "leaky_relu", "gelu") else "xavier")
                x = F.conv2d(x, weight[:, :, None, None], stride=stride)
                self.outputs.append(x.detach())
                if any(inner["op"] == "batchnorm" for inner in layer["body"]):
                    x = F.batch_norm(x, None, None, training=True, eps=EPSILON)
            x = x + body
            if "fn" in layer:
                x = self.function(layer, x)
        else:
            raise ValueError(op)
        return x

    @staticmethod
    def function(layer, x):
        return {
            "relu": F.relu, "tanh": torch.tanh, "gelu": F.gelu, "leaky_relu": lambda u: F.leaky_relu(u, layer.get("alpha", 0.01)),
        }[layer["fn"]](x)


def folded(layers):
    """Runs of the same one to four layers as `repeat`."""
    layers = [{**layer, "body": folded(layer["body"])} if "body" in layer else layer for layer in layers]
    result, at = [], 0
    while at < len(layers):
        runs = []
        for length in range(1, 5):
            group, times = layers[at:at + length], 1
            while layers[at + times * length:at + (times + 1) * length] == group:
                times += 1
            runs.append((times * length, -length, times))
        covered, length, times = max(run for run in runs if run[2] > 1 or run[1] == -1)
        result += [{"op": "repeat", "times": times, "body": layers[at:at - length]}] if times > 1 else layers[at:at + 1]
        at += covered if times > 1 else 1
    return result


def log(x):
    return math.log10(x) if x > 0 else -300.0


def median(values):
    return sorted(values)[len(values) // 2]


def correlation(u):
    """Of two samples at one place of one channel."""
    batch = u.shape[0]
    square = (u * u).sum()
    pairs = (u.sum(0) ** 2).sum() - square
    return float(pairs / (batch - 1) / square)


def measure(network, seed):
    start = time.time()
    runs = [Run(network, 1000 * seed + i) for i in range(SEEDS)]
    weights = [[log(float(w.grad.norm())) for w in run.weights] for run in runs]
    biases = [[None if b is None else log(float(b.grad.norm())) for b in run.biases] for run in runs]
    count = len(weights[0])
    middle = [median([w[i] for w in weights]) for i in range(count)]
    ratios = [median([w[i] - w[-1] for w in weights]) for i in range(count)]
    first = [w[0] - w[-1] for w in weights]
    mean = sum(first) / SEEDS
    return {
        "nseeds": SEEDS,
        "gw_log10": [round(x, 3) for x in middle],
        "gb_log10": [None if biases[0][i] is None else round(median([b[i] for b in biases]), 3) for i in range(count)],
        "ratio_log10": [round(x, 3) for x in ratios],
        "first_last_log10": round(ratios[0], 3),
        "first_last_sd": round(math.sqrt(sum((x - mean) ** 2 for x in first) / (SEEDS - 1)), 3),
        "fwd": {
            "q": [float(f"{median([float((run.outputs[i] ** 2).mean()) for run in runs]):.4g}") for i in range(count)],
            "corr": [float(f"{median([correlation(run.outputs[i]) for run in runs]):.4g}") for i in range(count)],
        },
        "act": {},
        "seconds": round(time.time() - start, 2),
    }


def main():
    seed, count, out = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    torch.set_num_threads(1)
    rng = random.Random(seed)
    networks = []
    for number in range(count):
        family = list(FAMILIES)[number % len(FAMILIES)]
        network = draw(rng, family, number // len(FAMILIES))
        network["truth"] = measure(network, seed * 10000 + number)
        network["layers"] = folded(network["layers"])
        networks.append(network)
        print(network["id"], len(network["truth"]["gw_log10"]), network["truth"]["first_last_log10"], network["truth"]["first_last_sd"], network["truth"]["seconds"], flush=True)
        with open(out, "w") as file:
            file.write("[\n" + ",\n".join(json.dumps(n) for n in networks) + "\n]\n")


if __name__ == "__main__":
    main()
