namespace GradCompile.Samples.Regularisation;

/// <summary>LeNet-5 with an L1 penalty, trained by Adam.</summary>
[Network(1, 28, 28, BatchSize = 32)]
[Conv2D(6, 5, Activation.ReLU, Padding = 2), MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU), MaxPool(2)]
[Flatten]
[Dense(120, Activation.ReLU), Dense(84, Activation.ReLU), Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.001)]
[L1(Experiment.Lambda)]
public partial class LeNet5L1;

/// <summary>LeNet-5 with an L2 penalty, trained by SGD.</summary>
[Network(1, 28, 28, BatchSize = 32)]
[Conv2D(6, 5, Activation.ReLU, Padding = 2), MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU), MaxPool(2)]
[Flatten]
[Dense(120, Activation.ReLU), Dense(84, Activation.ReLU), Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
[L2(Experiment.Lambda)]
public partial class LeNet5L2;
