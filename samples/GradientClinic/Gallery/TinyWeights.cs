namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1001 // shown on purpose

/// <summary>The small random numbers of many a tutorial: harmless in two layers, not in eight.</summary>
[Network(64)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class TinyWeights;

#pragma warning restore GRAD1001

/// <summary>He’s weights keep the size of a signal through ReLU.</summary>
[Network(64)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class TinyWeightsFixed;
