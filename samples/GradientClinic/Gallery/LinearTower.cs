namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1002, GRAD3001 // shown on purpose

/// <summary>A product of twelve matrices: each stretches what it is given, and with nothing in between they are one layer at the price of twelve.</summary>
[Network(64)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(64, Init = Init.Normal, InitScale = 0.4), Dense(64, Init = Init.Normal, InitScale = 0.4)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class LinearTower;

#pragma warning restore GRAD1002, GRAD3001

/// <summary>An activation between the layers, and weights that fit it.</summary>
[Network(64)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(64, Activation.ReLU, Init = Init.HeNormal), Dense(64, Activation.ReLU, Init = Init.HeNormal)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class LinearTowerFixed;
