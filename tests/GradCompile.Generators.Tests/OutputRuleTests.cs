using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD2001 to GRAD2006: each fires once, where its cause stands, and no other rule beside it.</summary>
public class OutputRuleTests
{
    [Theory]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2001:Dense(1, Activation.Softmax)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), {|GRAD2001:Activation(Activation.Softmax)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2001:Dense(1, Activation.Softmax)|}")]
    [InlineData("Network(20), {|GRAD2001:Dense(1, Activation.Softmax)|}, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation = Activation.Sigmoid)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.ReLU)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.Sigmoid)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.HardSigmoid)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(2, Activation.Softplus)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4), {|GRAD2002:Activation(Activation.Softmax)|}, Flatten, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.ReLU)|}, Activation(Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.Tanh)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1, Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1, Activation.Sigmoid)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(1), Activation(Activation.Tanh), {|GRAD2003:Loss(Loss.SoftmaxCrossEntropy)|}")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(4, Activation.Softmax)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(4, Activation.Softmax)|}, Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(1, Activation.Sigmoid)|}, Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData("Network(20), {|GRAD2005:Dense(8, Activation.Softmax)|}, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8), {|GRAD2005:Activation(Activation.Softmax)|}, Dropout(0.1), Dense(4)")]
    [InlineData("Network(34), Dense(68, Activation.ReLU), Dense(1), {|GRAD2004:Activation(Activation.ReLU)|}, Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(1, Activation.ReLU)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(3, Activation.ReLU)|}, Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(1, Activation.LeakyReLU, Alpha = 0)|}, Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(1, Activation.GELU)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(4, Activation.Sigmoid)|}, Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.SiLU)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.GELU)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(3), {|GRAD2002:Activation(Activation.Mish)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.HardSwish)|}, Flatten, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.ELU)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(1), {|GRAD2006:Dropout(0.5)|}, Loss(Loss.MeanSquaredError), Adam(0.003)")]
    [InlineData("Network(20), Dense(64, Activation.ReLU), Dense(10), {|GRAD2006:Dropout(0.25)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), {|GRAD2006:Dropout(0.25)|}, Activation(Activation.Softplus), Flatten, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Tanh), {|GRAD2006:Dropout(0.99)|}, Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("Network(3, 8, 8), Conv2D(8, 3, Activation.ReLU), Conv2D(4, 1), GlobalAveragePool, {|GRAD2006:Dropout(0.5)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    public void Fires(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Fact]
    public void ASoftmaxInABlockIsHidden() => NetworkCheck.Check(
        "[Network(8), Residual<B>] public partial class Net; [Block, {|GRAD2005:Dense(8, Activation.Softmax)|}] public class B;", "GRAD");

    [Theory]
    [InlineData("[Network(20), Dense(8), Residual<B>, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Dense(4, Activation.ReLU), {|GRAD2003:Dense(1)|}] public class B;")]
    [InlineData("[Network(20), Dense(8), Residual<B>, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Residual<C>, Activation(Activation.Tanh)] public class B; [Block, {|GRAD2003:Dense(1)|}] public class C;")]
    [InlineData("[Network(20), {|GRAD2003:Dense(1)|}, Residual<B>, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Activation(Activation.Tanh)] public class B;")]
    public void TheLayerThatDecidesTheOutputsIsNamed(string source) => NetworkCheck.Check(source, "GRAD2");

    [Fact]
    public void TheActivationOfASumIsSeen() => NetworkCheck.Check(
        "[Network(8), Dense(8, Activation.ReLU), {|GRAD2002:Residual<B>(Activation = Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Dense(8, Activation.ReLU), Dense(8)] public class B;", "GRAD2");

    [Theory]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Sigmoid)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Tanh), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(2, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Softplus), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.LeakyReLU), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.ELU, Alpha = 3), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.SiLU), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), Dropout(0), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dropout(0.5), Dense(1), Activation(Activation.Softplus), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4), Dropout(0.5)")]
    [InlineData("Network(3, 8, 8), Conv2D(8, 3, Activation.ReLU), Dropout(0.2), Conv2D(4, 1), GlobalAveragePool, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(5), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softplus), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.LeakyReLU), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), LayerNorm, Dense(4, Activation.Identity), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.Sigmoid), Dense(8, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    public void IsSilent(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Theory]
    [InlineData("Activation.Softmax", "SoftmaxCrossEntropy", "cannot fall below 0.74")] // ln(1 + 3/e)
    [InlineData("Activation.Tanh", "SoftmaxCrossEntropy", "cannot fall below 0.34")] // ln(1 + 3/e²)
    [InlineData("Activation.Tanh", "SigmoidCrossEntropy", "cannot fall below 0.31")] // ln(1 + 1/e)
    [InlineData("Activation.ReLU", "SigmoidCrossEntropy", "no probability is below one half, and a negative row costs at least 0.69")] // ln 2
    [InlineData("Activation.SiLU", "SigmoidCrossEntropy", "no probability is below 0.431, and a negative row costs at least 0.56")]
    [InlineData("Activation.GELU", "SigmoidCrossEntropy", "no probability is below 0.458, and a negative row costs at least 0.61")]
    [InlineData("Activation.SELU", "SigmoidCrossEntropy", "no probability is below 0.147, and a negative row costs at least 0.16")]
    [InlineData("Activation.ELU, Alpha = 0.1", "SigmoidCrossEntropy", "of what is never below -0.1, no probability is below 0.475")]
    [InlineData("Activation.ReLU", "Huber", "has no gradient and stays 0, and targets below 0 are out of reach")]
    [InlineData("Activation.Mish", "Huber", "no output is below -0.309")]
    [InlineData("Activation.Softmax", "MeanAbsoluteError", "is its median, 0, and there the network stays")]
    public void AMessageNamesTheFloor(string activation, string loss, string expected)
    {
        var found = Assert.Single(NetworkCheck.Diagnose($"Network(20), Dense(8, Activation.ReLU), Dense(4, {activation}), Loss(Loss.{loss}), Adam(0.001)", "GRAD2"));
        Assert.Contains(expected, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DiagnosticSeverity.Error, "Dense(1, Activation.SiLU), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Error, "Dense(1, Activation.ELU, Alpha = 0.2), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(1, Activation.ELU), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(1, Activation.SELU), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(1, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(10, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(20, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(1, UseBias = false), BatchNorm, Activation(Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(1, Activation.GELU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(2, Activation.Sigmoid), Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(3, Activation.Sigmoid), Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(20, Activation.Sigmoid), Loss(Loss.MeanAbsoluteError), Adam(0.001)")] // as many as inputs
    [InlineData(DiagnosticSeverity.Info, "Dense(4, Activation.Sigmoid), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(1), Dropout(0.5), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    public void SeverityFollowsTheHarm(DiagnosticSeverity severity, string end) =>
        Assert.Equal(severity, NetworkCheck.Severity($"Network(20), Dense(8, Activation.ReLU), {end}", "GRAD2"));

    [Theory]
    [InlineData("Dense(1), Dropout(0.5), Loss(Loss.MeanSquaredError)", "the error is least where the rest are 0.5 of the targets")]
    [InlineData("Dense(1), Dropout(0.2), Loss(Loss.Huber)", "in training 20 % of them are 0 at random, the error is least where the rest are 0.8 of the targets")]
    [InlineData("Dense(4), Dropout(0.25), Loss(Loss.SoftmaxCrossEntropy)", "25 % of the logits are 0 at random")]
    public void AMessageSaysWhatDropoutDoesToOutputs(string end, string expected) =>
        Assert.Contains(expected, Assert.Single(NetworkCheck.Diagnose($"Network(20), Dense(8, Activation.ReLU), {end}, Adam(0.001)", "GRAD2")).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact]
    public void TheForecastSaysHowManyOutputsStartSilent() => Assert.Contains(
        "an output that starts below 0 for all rows, as 20 % over all seeds are forecast to, has no gradient and stays 0",
        Assert.Single(NetworkCheck.Diagnose("Network(1, InputMean = 2, InputStd = 2, BatchSize = 7), Dense(4, Activation.ReLU), Dense(2, Activation.ReLU), Dense(1, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)", "GRAD"))
            .GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Fact]
    public void ASigmoidThatGetsNowhereIsAWarning() => Assert.Equal(
        DiagnosticSeverity.Warning,
        NetworkCheck.Severity("Network(784), Dense(64, Activation.Sigmoid), Dense(10, Activation.Sigmoid), Loss(Loss.MeanSquaredError), Sgd(0.01)", "GRAD2"));
}
