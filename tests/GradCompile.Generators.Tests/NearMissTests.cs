namespace GradCompile.Generators.Tests;

/// <summary>Close to each rule's limit, on the quiet side: the id names the rule that could have spoken.</summary>
public class NearMissTests
{
    private const string End = "Dense(10), Loss(Loss.SoftmaxCrossEntropy)";

    [Theory]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), " + End + ", Sgd(0.1)")]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), " + End + ", Adam(0.001)")]
    [InlineData("GRAD1002", "Network(100), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.22), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.22), " + End + ", Sgd(0.01)")]
    [InlineData("GRAD1002", "Network(100), Dense(64, Activation.LeakyReLU), Dense(64, Activation.LeakyReLU), Dense(64, Activation.LeakyReLU), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.01)")]
    // Dropout after every layer of the usual depths, and before the last layer alone at any rate.
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), " + End + ", Adam(0.001)")]
    [InlineData("GRAD1001", "Network(784), Dropout(0.2), Dense(1024, Activation.ReLU), Dropout(0.5), Dense(1024, Activation.ReLU), Dropout(0.5), Dense(1024, Activation.ReLU), Dropout(0.5), " + End + ", Adam(0.001)")]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Sigmoid), Dropout(0.8), " + End + ", Adam(0.001)")]
    [InlineData("GRAD1001", "Network(100), Dense(9, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), Dense(9, Activation.LeakyReLU), " + End + ", Sgd(0.1)")]
    [InlineData("GRAD1003", "Network(100), Dense(64, Activation.Tanh, BiasInit = 1.5), " + End + ", Sgd(0.1)")]
    [InlineData("GRAD1004", "Network(100), Dense(64, Activation.ReLU, BiasInit = -1), " + End + ", Sgd(0.1)")]
    [InlineData("GRAD1004", "Network(2), Dense(2, Activation.ReLU), Dense(2, Activation.ReLU), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD1005", "Network(10), Dense(30, Activation.Tanh, Init = Init.Constant, InitScale = 0.1, BiasStd = 1), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD1006", "Network(784), Dense(128, Activation.ReLU), Dense(10, Init = Init.Normal, InitScale = 0.2), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")]
    [InlineData("GRAD1006", "Network(784), Dense(128, Activation.ReLU), Dense(10, Init = Init.Normal, InitScale = 1), Loss(Loss.MeanSquaredError), Adam(0.01)")]
    [InlineData("GRAD1009", "Network(64), Dense(64, Activation.SELU, Init = Init.XavierNormal), Dense(64, Activation.SELU, Init = Init.LeCunUniform), " + End + ", Adam(0.001)")]
    [InlineData("GRAD1010", "Network(100), Dense(64, Activation.ReLU), " + End + ", Sgd(0.1), ClipGlobalNorm(10)")]
    [InlineData("GRAD1010", "Network(100), Dense(64, Activation.ReLU), " + End + ", Sgd(0.1), ClipEma(20)")]
    [InlineData("GRAD1011", "Network(100), Dense(64, Activation.ReLU), " + End + ", Sgd(0.1), ClipGlobalNorm(0.5)")]
    [InlineData("GRAD1012", "Network(100), Dense(64, Activation.ReLU), " + End + ", Sgd(0.7)")]
    [InlineData("GRAD1012", "Network(100), Dense(64, Activation.ReLU), " + End + ", Adam(0.01)")]
    // Trained as declared: .93, .87, .92, .91 of the digits; units that cannot die come back from large steps where few layers have to.
    [InlineData("GRAD1012", "Network(784, BatchSize = 256), Dense(256, Activation.Sigmoid, Init = Init.PyTorchDefault), Dense(10, Init = Init.PyTorchDefault), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.3, Momentum = 0.999)")]
    [InlineData("GRAD1012", "Network(784, BatchSize = 256), Dense(128, Activation.Tanh, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), Sgd(11)")]
    [InlineData("GRAD1012", "Network(784, BatchSize = 100), Dense(32, Activation.SELU), Dense(10, Init = Init.LeCunNormal), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.16, Momentum = 0.9, Nesterov = true)")]
    [InlineData("GRAD1012", "Network(1, 28, 28, BatchSize = 64), Conv2D(16, 5, Activation.SiLU), BatchNorm, MaxPool(2), Conv2D(32, 5, Activation.SiLU), BatchNorm, MaxPool(2), Flatten, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.05, Momentum = 0.9)")]
    [InlineData("GRAD1004", "Network(784, BatchSize = 64), Dense(128, Activation.ReLU, Init = Init.PyTorchDefault, BiasInit = -2), Dense(10, Init = Init.PyTorchDefault, BiasInit = -2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.003)")]
    [InlineData("GRAD1013", "Network(100), Dense(64, Activation.ReLU), " + End + ", Adam(0.001, Epsilon = 1e-3)")]
    [InlineData("GRAD1015", "Network(8), Dense(32, Activation.ReLU), Dense(3, Init = Init.Zeros), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD1015", "Network(8), Dense(3, Activation.ReLU), LayerNorm, Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD1015", "Network(8), Dense(32, UseBias = false), BatchNorm(ScaleInit = 0), Activation(Activation.ReLU), Dense(3)")]
    [InlineData("GRAD1014", "Network(100), Dense(64, Activation.ReLU), " + End + ", Adam(0.001), L2(0.05)")]
    public void IsSilent(string rule, string attributes) =>
        Assert.True(NetworkCheck.Diagnose(attributes).Count == 0, $"{rule} could have spoken, and something did:\n{string.Join("\n", NetworkCheck.Diagnose(attributes))}");

    [Theory]
    [InlineData("GRAD1007", "[Network(100), {0}, " + End + ", Sgd(0.1)] public partial class Net;")]
    public void AChainIsSilent(string rule, string source)
    {
        Assert.Equal("GRAD1007", rule);
        NetworkCheck.Check(source.Replace("{0}", NetworkCheck.Times(16, "Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)"), StringComparison.Ordinal));
        NetworkCheck.Check(source.Replace("{0}", NetworkCheck.Times(16, "Dense(64, Activation.ReLU), BatchNorm"), StringComparison.Ordinal));
        NetworkCheck.Check(source.Replace("{0}", NetworkCheck.Times(16, "Dense(64, Activation.SiLU), LayerNorm"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GRAD1008", 15, "")]
    [InlineData("GRAD1008", 40, ", Scale = 0.2")]
    public void AResidualIsSilent(string rule, int repeat, string scale)
    {
        Assert.Equal("GRAD1008", rule);
        NetworkCheck.Check(
            $"[Network(64), Dense(64), LayerNorm, Residual<B>(Repeat = {repeat}{scale}), LayerNorm, {End}, Adam(0.001)] public partial class Net;"
            + "[Block, Dense(64, Activation.ReLU), Dense(64)] public class B;");
    }
}
