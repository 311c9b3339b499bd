namespace GradCompile.Samples.Regularisation;

/// <summary>ResNet-152 for 32×32 images, an eighth as wide, with an L1 penalty, trained by SGD.</summary>
[Network(3, 32, 32, BatchSize = 16)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck8>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck16Halving>(Activation = Activation.ReLU), Residual<Bottleneck16>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck32Halving>(Activation = Activation.ReLU), Residual<Bottleneck32>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck64Halving>(Activation = Activation.ReLU), Residual<Bottleneck64>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.1)]
[L1(Experiment.Lambda)]
public partial class ResNet152L1;

/// <summary>ResNet-152 for 32×32 images, an eighth as wide, with an L2 penalty, trained by SGD.</summary>
[Network(3, 32, 32, BatchSize = 16)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck8>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck16Halving>(Activation = Activation.ReLU), Residual<Bottleneck16>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck32Halving>(Activation = Activation.ReLU), Residual<Bottleneck32>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck64Halving>(Activation = Activation.ReLU), Residual<Bottleneck64>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.1)]
[L2(Experiment.Lambda)]
public partial class ResNet152L2;

/// <summary>A bottleneck of 8 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(8, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(8, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 1, UseBias = false), BatchNorm]
public partial class Bottleneck8;

/// <summary>A bottleneck of 16 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(16, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 1, UseBias = false), BatchNorm]
public partial class Bottleneck16Halving;

/// <summary>A bottleneck of 16 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(16, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 1, UseBias = false), BatchNorm]
public partial class Bottleneck16;

/// <summary>A bottleneck of 32 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(32, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 1, UseBias = false), BatchNorm]
public partial class Bottleneck32Halving;

/// <summary>A bottleneck of 32 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(32, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(32, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 1, UseBias = false), BatchNorm]
public partial class Bottleneck32;

/// <summary>A bottleneck of 64 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(64, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 1, UseBias = false), BatchNorm]
public partial class Bottleneck64Halving;

/// <summary>A bottleneck of 64 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(64, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 1, UseBias = false), BatchNorm]
public partial class Bottleneck64;
