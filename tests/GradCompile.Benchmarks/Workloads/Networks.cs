namespace GradCompile.Benchmarks.Workloads;

/// <summary>784-128-10, forward and the step of plain gradient descent.</summary>
[Network(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.01)]
public partial class DigitsSgd;

/// <summary>784-128-10 with Adam.</summary>
[Network(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.001)]
public partial class DigitsAdam;

/// <summary>784-512-512-10 with Adam: weights beyond the second-level cache.</summary>
[Network(784)]
[Dense(512, Activation.ReLU)]
[Dense(512, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.001)]
public partial class WideAdam;

/// <summary>4-32-16-4 tanh, as SimpleChains.jl's regression.</summary>
[Network(4)]
[Dense(32, Activation.Tanh)]
[Dense(16, Activation.Tanh)]
[Dense(4)]
[Loss(Loss.MeanSquaredError)]
[Adam(0.001)]
public partial class FullBatchTanh;

/// <summary>16-32-32-1, as in an audio effect.</summary>
[Network(16)]
[Dense(32, Activation.ReLU)]
[Dense(32, Activation.ReLU)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
[Sgd(0.01)]
public partial class SmallReLU;

/// <summary>16-32-32-1 with tanh.</summary>
[Network(16)]
[Dense(32, Activation.Tanh)]
[Dense(32, Activation.Tanh)]
[Dense(1)]
[Loss(Loss.MeanSquaredError)]
[Sgd(0.01)]
public partial class SmallTanh;

/// <summary>LeNet-5 with Adam, on 28×28 pixels padded by 2.</summary>
[Network(1, 28, 28)]
[Conv2D(6, 5, Activation.ReLU, Padding = 2)]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(120, Activation.ReLU)]
[Dense(84, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.001)]
public partial class LeNet5;

#pragma warning disable GRAD3001 // A matrix product by itself is what is measured here.

/// <summary>The products of 784×128: the second layer's kernels are timed by themselves, and the first is there so that it has an input gradient.</summary>
[Network(1)]
[Dense(784)]
[Dense(128)]
[Loss(Loss.MeanSquaredError)]
public partial class Product784x128;
