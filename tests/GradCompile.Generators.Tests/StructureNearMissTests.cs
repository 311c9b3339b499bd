namespace GradCompile.Generators.Tests;

/// <summary>Close to each rule on output, structure and settings, on the quiet side: the id names the rule that could have spoken.</summary>
public class StructureNearMissTests
{
    private const string End = "Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)";

    [Theory]
    [InlineData("GRAD2001", "Network(20), Dense(8, Activation.ReLU), Dense(2, Activation.Softmax)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.ELU), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")]
    [InlineData("GRAD2002", "Network(1, 28, 28), Conv2D(8, 5, Activation.ReLU), GlobalAveragePool, Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")]
    [InlineData("GRAD2003", "Network(20), Dense(8, Activation.ReLU), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")]
    [InlineData("GRAD2004", "Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Tanh), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2005", "Network(20), Dense(8, Activation.ReLU), Dense(4), Dropout(0.1), Activation(Activation.Softmax), Flatten")]
    [InlineData("GRAD3001", "Network(20), Dense(8), Activation(Activation.ReLU), Dense(4)")]
    [InlineData("GRAD3001", "Network(20), Dense(5), Dense(8, Activation.ReLU), Dense(4)")]
    [InlineData("GRAD3001", "Network(3, 16, 16), Conv2D(8, 3, Activation.ReLU), Conv2D(4, 1), Conv2D(32, 1, Activation.ReLU), Flatten, " + End)]
    [InlineData("GRAD3001", "Network(3, 16, 16), Conv2D(8, 3, UseBias = false), BatchNorm, Activation(Activation.ReLU), MaxPool(2), Conv2D(16, 3, Activation.ReLU), Flatten, " + End)]
    [InlineData("GRAD3002", "Network(20), Dense(8, Activation.ReLU), Dropout(0.1), Activation(Activation.ReLU), Dense(4)")]
    [InlineData("GRAD3002", "Network(20), Dense(8, Activation.ReLU), LayerNorm, Activation(Activation.Tanh), Dense(4)")]
    [InlineData("GRAD3003", "Network(3, 16, 16), Conv2D(8, 3), MaxPool(2), BatchNorm, Activation(Activation.ReLU), Flatten, " + End)]
    [InlineData("GRAD3003", "Network(20), Dense(8, Activation.ReLU), BatchNorm, Dense(4)")]
    [InlineData("GRAD3004", "Network(20), Dense(8, Activation.ReLU), Dropout(0.3), Dense(8, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(4)")]
    [InlineData("GRAD3005", "Network(20), Dense(8, Activation.ReLU), Dense(4), Loss(Loss.SoftmaxCrossEntropy), AdamW(0.001), L2(1e-6)")]
    [InlineData("GRAD3006", "Network(20), Dense(64, Activation.ReLU), Dropout(0.5), Dense(64, Activation.ReLU), Dropout(0.5), Dense(64, Activation.ReLU), Dropout(0.5), Dense(4)")]
    [InlineData("GRAD3006", "Network(20), Dense(3, Activation.ReLU), Dropout(0.5), Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2006", "Network(20), Dense(8, Activation.ReLU), Dropout(0.25), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2006", "Network(20), Dense(8, Activation.ReLU), Dense(4), Dropout(0.25)")]
    [InlineData("GRAD3007", "Network(20, BatchSize = 3), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD3007", "Network(1, 8, 8, BatchSize = 1), Conv2D(8, 3, UseBias = false), BatchNorm, Activation(Activation.ReLU), Flatten, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3007", "Network(20, BatchSize = 1), Dense(64), LayerNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD3008", "Network(3, 28, 28), Conv2D(8, 3, Activation.ReLU), Flatten, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3008", "Network(4, 4, 4), Conv2D(8, 3, Activation.ReLU), Flatten, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3008", "Network(8, 8, 5), Conv2D(8, 3, Activation.ReLU), Flatten, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3008", "Network(28, 28, 3), Flatten, Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3009", "Network(784), Dense(64, Activation.ReLU), Dense(4, Activation.ReLU), Dense(64, Activation.ReLU), Dense(784), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3009", "Network(784), Dense(64, Activation.ReLU), Dense(3, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3009", "Network(784), Dense(5, Activation.Tanh), Dense(5, Activation.Tanh), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3009", "Network(784), Dense(5, Activation.Tanh), Dense(5, Activation.Tanh), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3009", "Network(784), Dense(64, Activation.ReLU), Dense(2, Activation.ReLU), Dense(784), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    public void IsSilent(string rule, string attributes)
    {
        var found = NetworkCheck.Diagnose(attributes, "GRAD");
        Assert.True(found.Count == 0, $"{rule} could have spoken, and something did:\n{string.Join("\n", found)}");
    }

    [Fact]
    public void ImagesAreSeenAsWellAsVectors()
    {
        NetworkCheck.Check($"[Network(1, 28, 28), {{|GRAD3001:Conv2D(32, 5)|}}, MaxPool(2), Conv2D(64, 5, Activation.ReLU), MaxPool(2), Flatten, {End}] public partial class Net;", "GRAD");
        NetworkCheck.Check($"[Network(1, 28, 28), {{|GRAD3001:Conv2D(32, 5)|}}, Flatten, {End}] public partial class Net;", "GRAD");
        NetworkCheck.Check($"[Network(1, 28, 28), {{|GRAD3003:Conv2D(8, 5)|}}, BatchNorm, Activation(Activation.ReLU), Flatten, {End}] public partial class Net;", "GRAD");
        NetworkCheck.Check($"[Network(1, 28, 28), {{|GRAD2005:Conv2D(8, 5, Activation.Softmax)|}}, Flatten, {End}] public partial class Net;", "GRAD2");
        NetworkCheck.Check(
            $"[Network(3, 16, 16), Conv2D(64, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU), Residual<B>(Activation = Activation.ReLU, Repeat = 3), GlobalAveragePool, {End}] public partial class Net;"
            + "[Block, Conv2D(16, 1, UseBias = false), BatchNorm, Activation(Activation.ReLU), Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU), Conv2D(64, 1, UseBias = false), BatchNorm] public class B;",
            "GRAD");
    }
}
