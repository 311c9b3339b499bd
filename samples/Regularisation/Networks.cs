namespace GradCompile.Samples.Regularisation;

/// <summary>LeNet-5 with L1 and Adam.</summary>
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
[L1(1e-3)]
public partial class LeNetL1;

/// <summary>LeNet-5 with L2 and SGD.</summary>
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
[Sgd(0.05)]
[L2(1e-3)]
public partial class LeNetL2;

/// <summary>LeNet-5 with Adam alone, for the rule as printed.</summary>
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
public partial class LeNetAdam;

/// <summary>LeNet-5 with SGD alone, for the rule as printed.</summary>
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
[Sgd(0.05)]
public partial class LeNetSgd;

/// <summary>VGG-19, an eighth as wide and for images of 32×32, with L1 and SGD.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Flatten]
[Dense(64, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
[L1(1e-3)]
public partial class VggL1;

/// <summary>The same with L2 and SGD.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Flatten]
[Dense(64, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
[L2(1e-3)]
public partial class VggL2;

/// <summary>The same with SGD alone, for the rule as printed.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[Conv2D(8, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[Conv2D(16, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[Conv2D(32, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[Conv2D(64, 3, Activation.ReLU, Padding = 1)]
[MaxPool(2)]
[Flatten]
[Dense(64, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
public partial class VggSgd;

/// <summary>ResNet-152, an eighth as wide and for images of 32×32, with L1 and SGD.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck8>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck16Halving>(Activation = Activation.ReLU), Residual<Bottleneck16>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck32Halving>(Activation = Activation.ReLU), Residual<Bottleneck32>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck64Halving>(Activation = Activation.ReLU), Residual<Bottleneck64>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
[L1(1e-3)]
public partial class ResNetL1;

/// <summary>The same with L2 and SGD.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck8>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck16Halving>(Activation = Activation.ReLU), Residual<Bottleneck16>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck32Halving>(Activation = Activation.ReLU), Residual<Bottleneck32>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck64Halving>(Activation = Activation.ReLU), Residual<Bottleneck64>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
[L2(1e-3)]
public partial class ResNetL2;

/// <summary>The same with SGD alone, for the rule as printed.</summary>
[Network(3, 32, 32)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck8>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck16Halving>(Activation = Activation.ReLU), Residual<Bottleneck16>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck32Halving>(Activation = Activation.ReLU), Residual<Bottleneck32>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck64Halving>(Activation = Activation.ReLU), Residual<Bottleneck64>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.02)]
[ClipGlobalNorm(1)]
public partial class ResNetSgd;

/// <summary>A bottleneck of 8 channels; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(8, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck8;

/// <summary>A bottleneck of 16 channels that halves height and width; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(16, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck16Halving;

/// <summary>A bottleneck of 16 channels; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(16, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck16;

/// <summary>A bottleneck of 32 channels that halves height and width; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(32, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck32Halving;

/// <summary>A bottleneck of 32 channels; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(32, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck32;

/// <summary>A bottleneck of 64 channels that halves height and width; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(64, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck64Halving;

/// <summary>A bottleneck of 64 channels; its last batch norm starts at 0.2, so that fifty of them begin near the identity.</summary>
[Block]
[Conv2D(64, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 1, UseBias = false), BatchNorm(ScaleInit = 0.2)]
public partial class Bottleneck64;
