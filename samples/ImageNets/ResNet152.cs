namespace GradCompile.Samples.ImageNets;

/// <summary>
/// ResNet-152 of He, Zhang, Ren and Sun (2015) for 224×224 images of 1000 classes: fifty bottleneck blocks in four stages. 60,192,808
/// parameters.
/// </summary>
[Network(3, 224, 224, BatchSize = 16)]
[Conv2D(64, 7, Stride = 2, Padding = 3, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[MaxPool(3, Stride = 2, Padding = 1)]
[Residual<Bottleneck64>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck128Halving>(Activation = Activation.ReLU), Residual<Bottleneck128>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck256Halving>(Activation = Activation.ReLU), Residual<Bottleneck256>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck512Halving>(Activation = Activation.ReLU), Residual<Bottleneck512>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(1000)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.1, Momentum = 0.9)]
[ClipGlobalNorm(1)]
[L2(5e-5)]
public partial class ResNet152;

/// <summary>
/// ResNet-152 for the 32×32 images of CIFAR-10: the same blocks behind one convolution of 3×3.
/// </summary>
[Network(3, 32, 32)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Residual<Bottleneck64>(Repeat = 3, Activation = Activation.ReLU)]
[Residual<Bottleneck128Halving>(Activation = Activation.ReLU), Residual<Bottleneck128>(Repeat = 7, Activation = Activation.ReLU)]
[Residual<Bottleneck256Halving>(Activation = Activation.ReLU), Residual<Bottleneck256>(Repeat = 35, Activation = Activation.ReLU)]
[Residual<Bottleneck512Halving>(Activation = Activation.ReLU), Residual<Bottleneck512>(Repeat = 2, Activation = Activation.ReLU)]
[GlobalAveragePool]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.1, Momentum = 0.9)]
[ClipGlobalNorm(1)]
[L2(5e-5)]
public partial class ResNet152Cifar;

/// <summary>A bottleneck of 64 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(64, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 1, UseBias = false), BatchNorm]
public partial class Bottleneck64;

/// <summary>A bottleneck of 128 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(128, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(512, 1, UseBias = false), BatchNorm]
public partial class Bottleneck128Halving;

/// <summary>A bottleneck of 128 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(128, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(128, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(512, 1, UseBias = false), BatchNorm]
public partial class Bottleneck128;

/// <summary>A bottleneck of 256 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(256, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(1024, 1, UseBias = false), BatchNorm]
public partial class Bottleneck256Halving;

/// <summary>A bottleneck of 256 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(256, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(256, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(1024, 1, UseBias = false), BatchNorm]
public partial class Bottleneck256;

/// <summary>A bottleneck of 512 channels that halves height and width: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(512, 1, Stride = 2, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(512, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(2048, 1, UseBias = false), BatchNorm]
public partial class Bottleneck512Halving;

/// <summary>A bottleneck of 512 channels: 1×1, 3×3, 1×1, each with its batch norm.</summary>
[Block]
[Conv2D(512, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(512, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU)]
[Conv2D(2048, 1, UseBias = false), BatchNorm]
public partial class Bottleneck512;
