global using Subject = GradCompile.FirstCall.LeNet5;

namespace GradCompile.FirstCall;

/// <summary>LeNet-5 with Adam, on 28×28 pixels padded by 2.</summary>
[Network(1, 28, 28, BatchSize = 128)]
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
internal partial class LeNet5
{
    /// <summary>Rows of a training step.</summary>
    public const int Rows = 128;
}
