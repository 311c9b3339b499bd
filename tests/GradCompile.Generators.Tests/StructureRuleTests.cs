using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD3001 to GRAD3009: each fires once for all places of its kind, and stays silent on good designs.</summary>
public class StructureRuleTests
{
    private const string Classes = "Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)";

    [Theory]
    [InlineData("Network(784), {|GRAD3001:Dense(128)|}, " + Classes)]
    [InlineData("Network(784), {|GRAD3001:Dense(128)|}, Dense(64), Dense(32), " + Classes)]
    [InlineData("Network(784), {|GRAD3001:Dense(128)|}, LayerNorm, Dropout(0.1), " + Classes)]
    [InlineData("Network(784), {|GRAD3001:Dense(128, UseBias = false)|}, BatchNorm, Flatten, " + Classes)]
    [InlineData("Network(20), {|GRAD3001:Dense(2)|}, Dense(1), Loss(Loss.MeanSquaredError), RmsProp(0.001)")]
    [InlineData("Network(784), Dense(128, Activation.ReLU), {|GRAD3001:Dense(64)|}, Activation(Activation.Identity), " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), {|GRAD3002:Activation(Activation.Tanh)|}, " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.Tanh), Dropout(0.1), {|GRAD3002:Activation(Activation.Tanh)|}, " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), {|GRAD3002:Activation(Activation.ReLU)|}, Activation(Activation.GELU), " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10, Activation.ReLU), {|GRAD3002:Activation(Activation.Softmax)|}")]
    [InlineData("Network(784), {|GRAD3003:Dense(64)|}, BatchNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("Network(784), {|GRAD3003:Dense(64)|}, BatchNorm, Activation(Activation.ReLU), Dense(64, BiasInit = 0.1), BatchNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), {|GRAD3004:Dropout(0.3)|}, BatchNorm, " + Classes)]
    [InlineData("Network(784), Dense(64, UseBias = false), {|GRAD3004:Dropout(0.3)|}, Activation(Activation.ReLU), BatchNorm, " + Classes)]
    [InlineData("Network(784), {|GRAD3004:Dropout(0.2)|}, BatchNorm, Dense(64, Activation.ReLU), " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001), {|GRAD3005:L2(1e-4)|}")]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001), {|GRAD3005:ElasticNet(1e-5, 0.5)|}")]
    [InlineData("Network(784), {|GRAD3005:Dense(64, Activation.ReLU, L2 = 1e-4)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(784), Dense(512, Activation.ReLU), {|GRAD3006:Dropout(0.7)|}, " + Classes)]
    [InlineData("Network(784), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), {|GRAD3006:Dropout(0.5)|}, " + Classes)]
    [InlineData("Network(784), Dense(128, Activation.ReLU), {|GRAD3006:Dropout(0.95)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.003)")]
    [InlineData("Network(32), Dense(64, Activation.ReLU), {|GRAD3006:Dropout(0.99)|}, Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("{|GRAD3007:Network(20, BatchSize = 1)|}, Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("{|GRAD3007:Network(20, BatchSize = 2)|}, Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("{|GRAD3008:Network(28, 28, 3)|}, Conv2D(8, 3, Activation.ReLU), Flatten, " + Classes)]
    [InlineData("{|GRAD3008:Network(32, 32, 1)|}, Conv2D(8, 1, Activation.ReLU), Flatten, " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), {|GRAD3009:Dense(2, Activation.ReLU)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(784), {|GRAD3009:Dense(2, Activation.Tanh)|}, Dense(10), Loss(Loss.SigmoidCrossEntropy), Sgd(0.1)")]
    [InlineData("Network(784), {|GRAD3009:Dense(4, Activation.Tanh)|}, Dense(4, Activation.Tanh), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(784), Dense(64, Activation.Tanh), {|GRAD3009:Dense(3, Activation.Sigmoid)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    public void Fires(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Theory]
    [InlineData("[Network(8), Dense(8, Activation.ReLU), Residual<B>, Dense(4)] public partial class Net; [Block, {|GRAD3001:Dense(8)|}, Dense(8, Activation.ReLU)] public class B;")]
    [InlineData("[Network(8), {|GRAD3001:Dense(8)|}, Residual<B>, Dense(4)] public partial class Net; [Block, Dense(8)] public class B;")]
    [InlineData("[Network(8), Residual<A>, Dense(4)] public partial class Net; [Block, Residual<B>] public class A; [Block, Dense(8, Activation.ReLU), {|GRAD3002:Activation(Activation.Tanh)|}] public class B;")]
    [InlineData("[Network(8), Residual<B>(Repeat = 9), Dense(4)] public partial class Net; [Block, {|GRAD3003:Dense(8)|}, BatchNorm, Activation(Activation.ReLU)] public class B;")]
    [InlineData("[Network(8), Dense(8), {|GRAD3002:Activation(Activation.Tanh)|}, Dense(4)] public partial class Net;", true)]
    [InlineData("[Network(8), Residual<B>(Activation = Activation.ReLU), {|GRAD3002:Activation(Activation.Tanh)|}, Dense(4)] public partial class Net; [Block, Dense(8, Activation.ReLU), Dense(8)] public class B;")]
    [InlineData("[Network(8), Residual<B>, Dense(4)] public partial class Net; [Block, Dense(8, Activation.ReLU), {|GRAD3004:Dropout(0.1)|}, BatchNorm, Dense(8)] public class B;")]
    public void FiresInBlocks(string source, bool isControl = false)
    {
        // A control has a mark at a place where nothing is wrong: the check must be able to fail.
        if (isControl) Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => NetworkCheck.Check(source, "GRAD"));
        else NetworkCheck.Check(source, "GRAD");
    }

    [Theory]
    [InlineData("Network(784), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")] // linear on purpose
    [InlineData("Network(784), Dense(16), Dense(784), Loss(Loss.MeanSquaredError), Adam(0.001)")] // the code of an autoencoder
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(8), Dense(64, Activation.ReLU), Dense(784), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Activation(Activation.ReLU), " + Classes)] // two ReLUs are one
    [InlineData("Network(784), Dense(64, Activation.ReLU), BatchNorm, " + Classes)] // the bias passes an activation first
    [InlineData("Network(784), Dense(64), LayerNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("Network(784), BatchNorm, Dense(64, Activation.ReLU), Dropout(0.3), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("Network(784), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dropout(0.3), " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dropout(0), BatchNorm, " + Classes)]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), AdamW(0.001), L1(1e-6)")]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001), L2(0)")]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01), L2(1e-4)")]
    [InlineData("Network(784), Dense(64, Activation.ReLU), Dropout(0.5), Dense(64, Activation.ReLU), Dropout(0.5), " + Classes)]
    public void IsSilent(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Theory]
    [InlineData("Dense(8, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(8, UseBias = false), BatchNorm")]
    [InlineData("BatchNorm, Activation(Activation.ReLU), Dense(8, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(8)")]
    [InlineData("Dense(8, Activation.ReLU), Dense(8, Init = Init.Zeros)")]
    [InlineData("LayerNorm, Dense(32, Activation.GELU), Dense(8, Init = Init.Zeros), Dropout(0.1)")]
    public void BlocksOfEveryUsualFormAreSilent(string block)
    {
        foreach (var training in new[] { "Adam(0.001)", "Sgd(0.01)" })
        {
            NetworkCheck.Check($"[Network(20), Dense(8), Residual<B>(Repeat = 2), LayerNorm, Dense(4), Loss(Loss.SoftmaxCrossEntropy), {training}] public partial class Net; [Block, {block}] public class B;", "GRAD");
            NetworkCheck.Check($"[Network(20), Dense(8, UseBias = false), BatchNorm, Activation(Activation.ReLU), Residual<B>(Activation = Activation.ReLU), Residual<B>(Activation = Activation.ReLU), Dense(4), Loss(Loss.SoftmaxCrossEntropy), {training}] public partial class Net; [Block, {block}] public class B;", "GRAD");
        }
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Warning, "Network(32), Dense(64, Activation.ReLU), Dropout(0.99), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)", "0.64 are left on average, and none at all for 53 % of the rows")]
    [InlineData(DiagnosticSeverity.Info, "Network(32), Dense(64, Activation.ReLU), Dropout(0.9), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)", "drops 90 % of its inputs")]
    [InlineData(DiagnosticSeverity.Info, "Network(784), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), Dropout(0.5), Dense(512, Activation.ReLU), Dropout(0.5), " + Classes, "multiply what is left")]
    [InlineData(DiagnosticSeverity.Warning, "Network(20, BatchSize = 1), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)", "training throws an ArgumentException")]
    [InlineData(DiagnosticSeverity.Info, "Network(20, BatchSize = 2), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)", "1 and -1")]
    [InlineData(DiagnosticSeverity.Info, "Network(28, 28, 3), Conv2D(8, 3, Activation.ReLU), Flatten, " + Classes, "did you mean 3, 28, 28?")]
    public void SeverityFollowsTheHarm(DiagnosticSeverity severity, string attributes, string message)
    {
        var found = Assert.Single(NetworkCheck.Diagnose(attributes, "GRAD"));
        Assert.Equal(severity, NetworkCheck.Severity(attributes, "GRAD"));
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
