namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1003 // shown on purpose

/// <summary>Weights from N(0, 1) are fine for one input, not for the sum of 128: the sums drive tanh into its flat ends.</summary>
[Network(128)]
[Dense(128, Activation.Tanh, Init = Init.Normal, InitScale = 1)]
[Dense(128, Activation.Tanh, Init = Init.Normal, InitScale = 1)]
[Dense(128, Activation.Tanh, Init = Init.Normal, InitScale = 1)]
[Dense(128, Activation.Tanh, Init = Init.Normal, InitScale = 1)]
[Dense(128, Activation.Tanh, Init = Init.Normal, InitScale = 1)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class StandardNormal;

#pragma warning restore GRAD1003

/// <summary>Weights that shrink with the number of inputs.</summary>
[Network(128)]
[Dense(128, Activation.Tanh, Init = Init.XavierNormal)]
[Dense(128, Activation.Tanh, Init = Init.XavierNormal)]
[Dense(128, Activation.Tanh, Init = Init.XavierNormal)]
[Dense(128, Activation.Tanh, Init = Init.XavierNormal)]
[Dense(128, Activation.Tanh, Init = Init.XavierNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class StandardNormalFixed;
