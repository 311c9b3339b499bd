namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1002 // shown on purpose

/// <summary>Weights near 100, as a slip of units or a forgotten division gives them.</summary>
[Network(64)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 100)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 100)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 100)]
[Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 100)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class HundredfoldWeights;

#pragma warning restore GRAD1002

/// <summary>The same spread for every layer’s inputs and outputs.</summary>
[Network(64)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class HundredfoldWeightsFixed;
