namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1007 // shown on purpose

/// <summary>Batch norm keeps the signal in shape and still multiplies the squared gradient by 1.47 in every layer on its way back.</summary>
[Network(64)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class BatchNormTower;

#pragma warning restore GRAD1007

/// <summary>The same depth in residual blocks: the gradient has a way around each of them.</summary>
[Network(64)]
[Residual<TowerBlock>(Repeat = 14)]
[BatchNorm]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class BatchNormTowerFixed;

/// <summary>Two layers of the tower.</summary>
[Block]
[Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Dense(64, UseBias = false), BatchNorm]
public partial class TowerBlock;
