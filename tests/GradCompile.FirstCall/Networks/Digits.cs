global using Subject = GradCompile.FirstCall.Digits;

namespace GradCompile.FirstCall;

/// <summary>784-128-10 with Adam.</summary>
[Network(784)]
[Dense(128, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.001)]
internal partial class Digits
{
    /// <summary>Rows of a training step.</summary>
    public const int Rows = 64;
}
