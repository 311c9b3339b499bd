namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1009 // shown on purpose

/// <summary>SELU normalises itself, but only with weights of variance 1/n; He’s have twice that.</summary>
[Network(64)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(64, Activation.SELU, Init = Init.HeNormal), Dense(64, Activation.SELU, Init = Init.HeNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class SeluWithHe;

#pragma warning restore GRAD1009

/// <summary>The initialiser that SELU was derived with, which Init.Auto would have chosen.</summary>
[Network(64)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(64, Activation.SELU, Init = Init.LeCunNormal), Dense(64, Activation.SELU, Init = Init.LeCunNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class SeluWithHeFixed;
