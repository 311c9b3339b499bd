using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD1001 to GRAD1014: each fires where its cause stands, once, and names it.</summary>
public class GradientRuleTests
{
    private const string Classes = "Dense(10), Loss(Loss.SoftmaxCrossEntropy)";

    [Theory]
    // Depth, activation and initialiser jointly.
    [InlineData("{|GRAD1001:Dense(64, Activation.Sigmoid)|}", "Dense(64, Activation.Sigmoid)", 5, "Sgd(0.1)")]
    [InlineData("{|GRAD1001:Dense(64, Activation.Sigmoid)|}", "Dense(64, Activation.Sigmoid)", 5, "Adam(0.001)")]
    // Every layer's gradient shrinks alike: first and last differ little.
    [InlineData("{|GRAD1001:Dense(64, Activation.ReLU, Init = Init.XavierNormal)|}", "Dense(64, Activation.ReLU, Init = Init.XavierNormal)", 33, "Sgd(0.1)")]
    [InlineData("{|GRAD1001:Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)|}", "Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 0.01)", 9, "Adam(0.001)")]
    [InlineData("{|GRAD1001:Dense(64, Activation.Tanh, Init = Init.Normal, InitScale = 0.03)|}", "Dense(64, Activation.Tanh, Init = Init.Normal, InitScale = 0.03)", 7, "Sgd(0.01)")]
    [InlineData("{|GRAD1002:Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1)|}", "Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1)", 5, "Sgd(0.01)")]
    [InlineData("{|GRAD1002:Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 9)|}", "Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 9)", 39, "Adam(0.001)")]
    // Outputs that start far away, and a draw of the weights that differs too much from the next.
    [InlineData("{|GRAD1002:Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1)|}", "Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1)", 7, "AdamW(0.001)")]
    [InlineData("{|GRAD1001:Dense(9, Activation.LeakyReLU)|}", "Dense(9, Activation.LeakyReLU)", 24, "Adam(0.001)")]
    [InlineData("{|GRAD1007:Dense(64, UseBias = false)|}, BatchNorm, Activation(Activation.ReLU)", "Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)", 39, "Sgd(0.01)")]
    // Under gradient descent the spread over seeds takes from the typical gradient.
    [InlineData("{|GRAD1001:Dense(9, Activation.LeakyReLU)|}", "Dense(9, Activation.LeakyReLU)", 11, "Sgd(0.1)")]
    // Masks that tell more rows apart than the samples do: at the first of the highest rates.
    [InlineData("Dense(64, Activation.Tanh), {|GRAD1001:Dropout(0.5)|}", "Dense(64, Activation.Tanh), Dropout(0.5)", 9, "Sgd(0.1)")]
    [InlineData("Dense(64, Activation.Tanh), {|GRAD1001:Dropout(0.5)|}", "Dense(64, Activation.Tanh), Dropout(0.5)", 9, "Adam(0.001)")]
    [InlineData("Dense(64, Activation.Softsign), Dropout(0.3), Dense(64, Activation.Softsign), {|GRAD1001:Dropout(0.8)|}", "Dense(64, Activation.Softsign), Dropout(0.3)", 10, "RmsProp(0.001)")]
    // A norm behind the activation makes the gradient grow as one before it does.
    [InlineData("{|GRAD1007:Dense(64, Activation.ReLU)|}, BatchNorm", "Dense(64, Activation.ReLU), BatchNorm", 39, "Adam(0.001)")]
    public void AStackFires(string first, string layer, int more, string optimizer) =>
        NetworkCheck.Check($"[Network(100), {first}, {NetworkCheck.Times(more, layer)}, {Classes}, {optimizer}] public partial class Net;");

    [Theory]
    [InlineData("[Network(100), {|GRAD1003:Dense(64, Activation.Tanh, BiasInit = 6)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(100), {|GRAD1003:Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 2)|}, Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 2), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(100), {|GRAD1004:Dense(64, Activation.ReLU, BiasInit = -5)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    [InlineData("[Network(10), Dense(3, Activation.ReLU), Dense(3, Activation.ReLU), {|GRAD1004:Dense(3, Activation.ReLU)|}, Dense(3, Activation.ReLU), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    [InlineData("[Network(10), {|GRAD1005:Dense(30, Activation.Tanh, Init = Init.Zeros)|}, Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    [InlineData("[Network(10), {|GRAD1005:Dense(30, Activation.ReLU, Init = Init.Constant, InitScale = 0.01)|}, Dense(30, Activation.ReLU, Init = Init.Constant, InitScale = 0.01), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.001)]")]
    [InlineData("[Network(784), Dense(128, Activation.ReLU), {|GRAD1006:Dense(10, Init = Init.Normal, InitScale = 1)|}, Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)]")]
    [InlineData("[Network(784), Dense(128, Activation.ReLU), {|GRAD1006:Dense(3, Init = Init.HeNormal, InitScale = 9)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)]")]
    // .57 and .42 of the digits: sigmoids are slower to wake each other, and a weak dropout behind filters does not tell them apart.
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31, BatchSize = 16), {|GRAD1001:Dense(16, Activation.Sigmoid)|}, Dense(16, Activation.Sigmoid), Dense(16, Activation.Sigmoid), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31), {|GRAD1005:Conv2D(16, 3, Activation.SiLU, Init = Init.Constant, InitScale = 0.01)|}, MaxPool(2), Conv2D(32, 3, Activation.SiLU, Init = Init.Constant, InitScale = 0.01), MaxPool(2), Flatten, Dropout(0.1), Dense(64, Activation.SiLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), AdamW(0.001)]")]
    [InlineData("[Network(100), {|GRAD1009:Dense(64, Activation.SELU, Init = Init.HeNormal)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(100), {|GRAD1009:Dense(64)|}, BatchNorm, Activation(Activation.SELU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(100), Dense(64, Activation.SELU), {|GRAD1009:Dropout(0.2)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1010:ClipGlobalNorm(100)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1010:ClipValue(100)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1011:ClipNorm(0.001)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1011:ClipAdaptive(1e-6)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(10)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Adam(10)|}]")]
    [InlineData("[Network(2, InputMean = 49.5, InputStd = 29), Dense(1, Init = Init.Zeros), Loss(Loss.MeanSquaredError), {|GRAD1012:Sgd(0.5)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1013:Adam(0.001, Epsilon = 10)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001), {|GRAD1014:L2(1)|}]")]
    [InlineData("[Network(100), {|GRAD1014:Dense(64, Activation.ReLU, L1 = 0.5)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    [InlineData("[{|GRAD1002:Network(784, InputMean = 12000, InputStd = 7000)|}, Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)]")]
    public void ACauseFires(string attributes) => NetworkCheck.Check(attributes + " public partial class Net;");

    /// <summary>How much a gradient may grow depends on the steps that the first layers have to be found in.</summary>
    [Theory]
    [InlineData(300, DiagnosticSeverity.Warning)]
    [InlineData(2000, DiagnosticSeverity.Info)]
    public void AChainIsJudgedByItsSteps(int steps, DiagnosticSeverity severity) => Assert.Equal(
        severity,
        NetworkCheck.Severity($"Network(100, TrainingSteps = {steps}), {NetworkCheck.Times(30, "Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU)")}, {Classes}, Sgd(0.01)", "GRAD1007"));

    [Fact]
    public void ManyBranchesAtFullStrengthFire() => NetworkCheck.Check(
        "[Network(64), Dense(64), LayerNorm, {|GRAD1008:Residual<B>(Repeat = 16)|}, LayerNorm, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;"
        + "[Block, Dense(64, Activation.ReLU), Dense(64)] public class B;");

    [Fact]
    public void ResidualsThatExplodeAreNamed() => NetworkCheck.Check(
        "[Network(64), Dense(64), {|GRAD1002:Residual<B>(Repeat = 20)|}, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)] public partial class Net;"
        + "[Block, Dense(64, Activation.ReLU), Dense(64)] public class B;");

    [Fact]
    public void AMessageNamesTheJointCauseWithItsNumbers() => Assert.Matches(
        "^The gradient reaching 'dense1' is forecast [0-9.]+e-[0-9]+ of that at 'dense13' and [0-9.]+e-[0-9]+ of its weights: 12 layers of Sigmoid with Normal\\(0.1\\) weights lose a factor [0-9.]+ each\\. Use ",
        NetworkCheck.Message($"Network(100), {NetworkCheck.Times(12, "Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 0.1)")}, {Classes}, Sgd(0.1)"));

    [Fact]
    public void AMessageTellsWhatDropoutLeaves() => Assert.Matches(
        "^Dropout drowns the samples: of what tells one row from another, a share of 0\\.0[0-9]+ is forecast to come from the samples on the way through the layers, the rest from the masks of 10 dropouts in 11 weighted layers\\. ",
        NetworkCheck.Message($"Network(100), {NetworkCheck.Times(10, "Dense(64, Activation.Tanh), Dropout(0.5)")}, {Classes}, Adam(0.001)"));

    [Fact]
    public void SaturatedBranchesAreAHint()
    {
        var found = NetworkCheck.Diagnostics("[Network(100), Dense(64), Residual<B>(Repeat = 6), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Dense(64, Activation.HardTanh, Init = Init.HeNormal)] public class B;", "GRAD1003");
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Theory]
    // What Adam's family comes back from: a last layer too large, and a product of large matrices.
    [InlineData("Network(784), Dense(128, Activation.ReLU), Dense(10, Init = Init.Normal, InitScale = 100), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)", "GRAD1006")]
    [InlineData("Network(100), Dense(32, Init = Init.Normal, InitScale = 0.5), Dense(32, Init = Init.Normal, InitScale = 0.5), Dense(32, Init = Init.Normal, InitScale = 0.5), Dense(32, Init = Init.Normal, InitScale = 0.5), Dense(32, Init = Init.Normal, InitScale = 0.5), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)", "GRAD1006")]
    [InlineData("Network(100), Dense(64, Activation.Tanh, Init = Init.Normal, InitScale = 0.7), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)", "GRAD1003")]
    [InlineData("Network(100), Dense(64, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Sgd(8e-6)", "GRAD1012")]
    // Too slow by far, but whoever declares no optimizer may want to predict alone.
    [InlineData("Network(1), Dense(100), Dense(100), Loss(Loss.MeanSquaredError)", "GRAD1012")]
    [InlineData("Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), ClipGlobalNorm(100)", "GRAD1010")]
    public void AHintIsSilentInABuild(string attributes, string id)
    {
        var found = Assert.Single(NetworkCheck.Diagnose(attributes));
        Assert.Equal((id, DiagnosticSeverity.Info), (found.Id, found.Severity));
    }
}
