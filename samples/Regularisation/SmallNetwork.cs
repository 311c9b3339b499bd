namespace GradCompile.Samples.Regularisation;

/// <summary>A network small enough for as many steps as the article took, with an L1 penalty.</summary>
[Network(16, BatchSize = 16)]
[Dense(16, Activation.ReLU), Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.01)]
[L1(Experiment.Lambda)]
public partial class SmallNetworkL1;

/// <summary>The same network with an L2 penalty.</summary>
[Network(16, BatchSize = 16)]
[Dense(16, Activation.ReLU), Dense(4)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.01)]
[L2(Experiment.Lambda)]
public partial class SmallNetworkL2;
