using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD1015: what no gradient can reach is named, and designs that start at zero on purpose are not.</summary>
public class DeadByConstructionTests
{
    private const string Classes = "Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)";

    [Theory]
    [InlineData("Network(8), Dense(32, UseBias = false), {|GRAD1015:BatchNorm(ScaleInit = 0)|}, Activation(Activation.ReLU), " + Classes)]
    [InlineData("Network(8), Dense(32, UseBias = false), {|GRAD1015:BatchNorm(ScaleInit = 0)|}, Dropout(0.1), Activation(Activation.LeakyReLU, Alpha = 0), " + Classes)]
    [InlineData("Network(1, 8, 8), Conv2D(8, 3, UseBias = false), {|GRAD1015:BatchNorm(ScaleInit = 0)|}, MaxPool(2), Activation(Activation.ReLU), Flatten, " + Classes)]
    [InlineData("Network(8), Dense(1), {|GRAD1015:LayerNorm|}, " + Classes)]
    [InlineData("Network(8), Dense(2), {|GRAD1015:LayerNorm|}, " + Classes)]
    [InlineData("Network(8), {|GRAD1015:Dense(32, Activation.ReLU, Init = Init.Zeros)|}, Dropout(0.2), " + Classes)]
    [InlineData("Network(8), {|GRAD1015:Dense(1, Activation.ReLU, Init = Init.Zeros)|}, " + Classes)]
    [InlineData("Network(8, InputStd = 0), {|GRAD1015:Dense(32, Activation.ReLU)|}, " + Classes)]
    [InlineData("Network(8), Dense(32, UseBias = false), BatchNorm(ScaleInit = 0), Activation(Activation.Tanh), {|GRAD1015:Dense(3)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    public void Fires(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD1");

    [Theory]
    [InlineData("{|GRAD1015:Residual<B>(Repeat = 2, Scale = 0)|}", "[Block, Dense(8, Activation.ReLU), Dense(8)]")]
    [InlineData("Residual<B>(Repeat = 2)", "[Block, Dense(8, UseBias = false), {|GRAD1015:BatchNorm(ScaleInit = 0)|}, Activation(Activation.ReLU), Dense(8)]")]
    [InlineData("Residual<B>(Repeat = 2)", "[Block, Dense(8, UseBias = false), {|GRAD1015:BatchNorm(ScaleInit = 0)|}, Activation(Activation.ReLU)]")]
    [InlineData("Residual<B>(Repeat = 2)", "[Block, Dense(8, Activation.ReLU), {|GRAD1015:Dense(8, Activation.ReLU, Init = Init.Zeros)|}]")]
    public void FiresInBlocks(string residual, string block) =>
        NetworkCheck.Check($"[Network(8), {residual}, {Classes}] public partial class Net; {block} public class B;", "GRAD1");

    [Theory]
    [InlineData("", "Dense(8, Activation.ReLU), Dense(8, UseBias = false), BatchNorm(ScaleInit = 0)")]
    [InlineData("Activation = Activation.ReLU", "Dense(8, Activation.ReLU), Dense(8, UseBias = false), BatchNorm(ScaleInit = 0)")]
    [InlineData("", "LayerNorm, Dense(8, Activation.GELU), Dense(8, Init = Init.Zeros), Dropout(0.1)")]
    [InlineData("Scale = 0.1", "Dense(8, Activation.ReLU), Dense(8)")]
    public void BranchesThatStartAtZeroAreSilent(string options, string block) =>
        NetworkCheck.Check($"[Network(8), Dense(8), LayerNorm, Residual<B>({options}), Residual<B>({options}), {Classes}] public partial class Net; [Block, {block}] public class B;", "GRAD1");

    [Theory]
    [InlineData(DiagnosticSeverity.Error, "Dense(32, UseBias = false), BatchNorm(ScaleInit = 0), Activation(Activation.ReLU)")]
    [InlineData(DiagnosticSeverity.Error, "Dense(1), LayerNorm")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(2), LayerNorm")]
    [InlineData(DiagnosticSeverity.Warning, "Dense(32, Activation.HardSwish, BiasInit = -30)")]
    [InlineData(DiagnosticSeverity.Info, "Dense(32, UseBias = false), BatchNorm(ScaleInit = 0), Activation(Activation.Tanh)")]
    public void SeverityFollowsTheHarm(DiagnosticSeverity severity, string layers) =>
        Assert.Equal(severity, NetworkCheck.Severity($"Network(8), {layers}, {Classes}"));

    [Theory]
    [InlineData("GRAD1004", "Dense(32, Activation.ReLU, BiasInit = -30)")]
    [InlineData("GRAD1005", "Dense(32, Activation.ReLU, Init = Init.Zeros)")]
    public void ACauseThatHasARuleIsNamedOnce(string id, string layers) => Assert.Equal(id, Assert.Single(NetworkCheck.Diagnose($"Network(8), {layers}, {Classes}")).Id);
}
