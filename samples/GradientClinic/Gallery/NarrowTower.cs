namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1004 // shown on purpose

/// <summary>Four units a layer: sooner or later all four are negative at once, and nothing comes through any more.</summary>
[Network(4)]
[Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU)]
[Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU)]
[Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU)]
[Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU), Dense(4, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class NarrowTower;

#pragma warning restore GRAD1004

/// <summary>Among 32 units some are always awake.</summary>
[Network(4)]
[Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU)]
[Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU)]
[Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU)]
[Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class NarrowTowerFixed;
