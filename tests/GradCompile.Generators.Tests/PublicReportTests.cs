using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>
/// Kinds of programs from public reports: networks that did not train, and published ones that do. What each did was measured; every kind is
/// wider than its example.
/// </summary>
public class PublicReportTests
{
    private const string Selu4 = "Dense(128, Activation.SELU), Dense(128, Activation.SELU), Dense(128, Activation.SELU), Dense(128, Activation.SELU)";
    private const string Selu20 = $"{Selu4}, {Selu4}, {Selu4}, {Selu4}, {Selu4}";
    private const string He512 = "Dense(512, Activation.ReLU, Init = Init.Normal, InitScale = 1)";

    [Theory]
    // The first program that everybody writes: what bounds its rate is the curvature alone, and the batch.
    [InlineData("Network(1), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.01)")]
    [InlineData("Network(1), Dense(1, Init = Init.PyTorchDefault), Loss(Loss.MeanSquaredError), Sgd(0.5)")]
    [InlineData("Network(2, BatchSize = 10), Dense(1, Init = Init.Normal, InitScale = 0.01), Loss(Loss.MeanSquaredError), Sgd(0.03)")]
    [InlineData("Network(4), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.01)")]
    [InlineData("Network(13, BatchSize = 10), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.3)")]
    [InlineData("Network(13), Dense(1, Init = Init.Zeros), Loss(Loss.Huber), Sgd(0.1)")]
    [InlineData("Network(20), Dense(1), Loss(Loss.SigmoidCrossEntropy), Sgd(0.1)")]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.5)")]
    // Large rates of Adam on models and networks so small that its steps hardly move them.
    [InlineData("Network(9, BatchSize = 32), Dense(1, Init = Init.XavierUniform), Loss(Loss.MeanAbsoluteError), Adam(0.1)")]
    [InlineData("Network(9), Dense(1), Loss(Loss.MeanSquaredError), AdaGrad(1)")]
    [InlineData("Network(2, BatchSize = 4, InputMean = 0.5, InputStd = 0.5), Dense(8, Activation.Tanh), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.1)")]
    [InlineData("Network(2, BatchSize = 4, InputMean = 0.5, InputStd = 0.5), Dense(4, Activation.Sigmoid), Dense(1), Loss(Loss.SigmoidCrossEntropy), RmsProp(0.05)")]
    // Published: Nielsen's, with a rate for the sum of ten outputs; his book's squared error; LeNet with sigmoids for as many steps as the book trains.
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31, BatchSize = 10), Dense(30, Activation.Sigmoid, Init = Init.LeCunNormal, BiasStd = 1), Dense(10, Init = Init.LeCunNormal, BiasStd = 1), Loss(Loss.SigmoidCrossEntropy), Sgd(5)")]
    [InlineData("Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31, BatchSize = 256, TrainingSteps = 2325), Conv2D(6, 5, Activation.Sigmoid, Init = Init.XavierUniform, Padding = 2), AveragePool(2), Conv2D(16, 5, Activation.Sigmoid, Init = Init.XavierUniform), AveragePool(2), Flatten, Dense(120, Activation.Sigmoid, Init = Init.XavierUniform), Dense(84, Activation.Sigmoid, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.9)")]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31, TrainingSteps = 3750), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)")]
    // Rates of Adam and AdaGrad that learn all the same.
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), AdaGrad(0.03)")]
    // Raw pixels under Adam, and an epsilon that only slows it.
    [InlineData("Network(784, InputMean = 33.3, InputStd = 78.6), Dense(100, Activation.Sigmoid, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001, Epsilon = 0.1)")]
    // Penalties and decays that networks bear.
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), L2(0.05), Sgd(0.1)")]
    [InlineData("Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), AdamW(0.001, WeightDecay = 10)")]
    // A single unit that starts at 0 has no other to be told from: a hint of a slow start at most.
    [InlineData("Network(100), Dense(1, Init = Init.Zeros), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)")]
    // Adam's betas swapped.
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001, Beta1 = 0.999, Beta2 = 0.9)")]
    // A length of the gradient means nothing to Adam, however it is clipped.
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01), ClipGlobalNorm(0.001)")]
    public void NoWarning(string attributes)
    {
        var found = NetworkCheck.Diagnose(attributes).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).ToList();
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    [Theory]
    [InlineData("[Network(13, BatchSize = 10), Dense(1), Loss(Loss.MeanSquaredError), {|GRAD1012:Sgd(0.5)|}]")]
    [InlineData("[Network(13), Dense(1), Loss(Loss.MeanSquaredError), {|GRAD1012:Sgd(1.2)|}]")]
    [InlineData("[Network(1, InputMean = 165, InputStd = 11), Dense(1), Loss(Loss.MeanSquaredError), {|GRAD1012:Sgd(0.01)|}]")]
    [InlineData("[{|GRAD1002:Network(5, InputMean = 2020, InputStd = 3)|}, Dense(32, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)]")]
    [InlineData("[{|GRAD1002:Network(5, InputMean = 2020, InputStd = 3)|}, Dense(32, Activation.Tanh), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)]")]
    [InlineData("[Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1014:AdamW(0.01, WeightDecay = 250)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1014:AdamW(0.001, WeightDecay = 100)|}]")]
    [InlineData("[Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1014:L2(15)|}]")]
    [InlineData("[Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(0.1, Momentum = 0.999)|}]")]
    [InlineData("[Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(0.5, Momentum = 0.99)|}]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(2)|}]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(128, Activation.ReLU, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Adam(1)|}]")]
    [InlineData("[Network(1, 28, 28, InputMean = 0, InputStd = 1), Conv2D(6, 5, Activation.ReLU, Init = Init.PyTorchDefault, Padding = 2), MaxPool(2), Conv2D(16, 5, Activation.ReLU, Init = Init.PyTorchDefault), MaxPool(2), Flatten, Dense(120, Activation.ReLU, Init = Init.PyTorchDefault), Dense(84, Activation.ReLU, Init = Init.PyTorchDefault), Dense(10, Init = Init.PyTorchDefault), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(1, Momentum = 0.9)|}]")]
    // Twenty layers of SELU are lost in twenty steps at this rate, and without momentum too.
    [InlineData("[Network(784, InputMean = 0, InputStd = 1), " + Selu20 + ", Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(0.05, Momentum = 0.9)|}]")]
    // Too slow for the steps that are declared.
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Sgd(0.00001)|}]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), {|GRAD1012:Adam(0.0000001)|}]")]
    [InlineData("[Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31, TrainingSteps = 781, BatchSize = 256), {|GRAD1001:Conv2D(6, 5, Activation.Sigmoid, Init = Init.XavierUniform, Padding = 2)|}, AveragePool(2), Conv2D(16, 5, Activation.Sigmoid, Init = Init.XavierUniform), AveragePool(2), Flatten, Dense(120, Activation.Sigmoid, Init = Init.XavierUniform), Dense(84, Activation.Sigmoid, Init = Init.XavierUniform), Dense(10, Init = Init.XavierUniform), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.9)]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31, TrainingSteps = 625), {|GRAD1001:Dense(64, Activation.Sigmoid)|}, Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]")]
    // A clip that stops gradient descent, and one that brings Adam's gradients below its epsilon.
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1011:ClipGlobalNorm(0.001)|}]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), {|GRAD1011:ClipValue(0.00001)|}]")]
    [InlineData("[Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01), {|GRAD1013:ClipGlobalNorm(1e-9)|}]")]
    // N(0, 1) under tanh, dropout that drowns the samples, sums that explode.
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), {|GRAD1003:Dense(100, Activation.Tanh, Init = Init.Normal, InitScale = 1)|}, Dense(100, Activation.Tanh, Init = Init.Normal, InitScale = 1), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    [InlineData("[Network(784, InputMean = 0.13, InputStd = 0.31), Dense(64, Activation.ReLU), {|GRAD1001:Dropout(0.9)|}, Dense(64, Activation.ReLU), Dropout(0.9), Dense(64, Activation.ReLU), Dropout(0.9), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]")]
    // A penalty that convolutions do not bear.
    [InlineData("[Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31), Conv2D(8, 3, Activation.ReLU, Init = Init.HeNormal), MaxPool(2), Conv2D(16, 3, Activation.ReLU, Init = Init.HeNormal), MaxPool(2), Flatten, Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001), {|GRAD1014:L2(0.25)|}]")]
    public void OneWarning(string attributes) => NetworkCheck.Check(attributes + " public partial class Net;");

    [Fact]
    public void LayersThatAllStartTooLargeAreNamedTogether()
    {
        var message = NetworkCheck.Message($"Network(784), {NetworkCheck.Times(6, He512)}, Dense(10, Init = Init.Normal, InitScale = 1), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)");
        Assert.Contains("7 layers start with Normal(1) weights", message, StringComparison.Ordinal);
        Assert.Contains("Use Init.HeNormal", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExplosionByFifteenDecadesIsAWarningUnderAdam()
    {
        var found = Assert.Single(NetworkCheck.Diagnose($"Network(784), {NetworkCheck.Times(9, "Dense(2400, Activation.ReLU, Init = Init.Normal, InitScale = 1)")}, Dense(10, Init = Init.Normal, InitScale = 1), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)"), diagnostic => diagnostic.Severity > DiagnosticSeverity.Info);
        Assert.Equal("GRAD1002", found.Id);
    }

    [Theory]
    [InlineData("Network(784, InputMean = 33, InputStd = 79), Dense(128, Activation.ReLU), Dropout(0.2), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(5, InputMean = 2020, InputStd = 3), Dense(32, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(1, InputMean = 165, InputStd = 11), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.01)")]
    public void RawInputsAreTheCause(string attributes)
    {
        var message = NetworkCheck.Message(attributes);
        Assert.Contains("the inputs' root mean square is", message, StringComparison.Ordinal);
        Assert.Contains("by InputMean and InputStd", message, StringComparison.Ordinal);
    }

    [Fact]
    public void DeepAndNarrowWithTwoClassesIsAHint()
    {
        var found = NetworkCheck.Diagnose($"Network(10), {NetworkCheck.Times(15, "Dense(5, Activation.Tanh)")}, Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)");
        Assert.All(found, diagnostic => Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity));
    }

    [Theory]
    // A decay that multiplies weights by -1.5 and by -2 is no matter of opinion.
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), AdamW(0.01, WeightDecay = 250)")]
    [InlineData("Network(8), Dense(32, Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), L2(15)")]
    public void DivergingDecaysAreErrors(string attributes) => Assert.Equal(DiagnosticSeverity.Error, Assert.Single(NetworkCheck.Diagnose(attributes)).Severity);

    [Fact]
    public void TheFirstStepOfRmsPropIsWhatItIs() => Assert.Contains(
        "608 % to 707 %",
        NetworkCheck.Message("Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), RmsProp(0.1)"),
        StringComparison.Ordinal);

    [Fact]
    public void AVerdictOnTheRateNamesItsHorizon() => Assert.StartsWith(
        "In 500 steps a rate of 1E-06".Replace("1E-06", "1e-6", StringComparison.Ordinal),
        NetworkCheck.Message("Network(100, TrainingSteps = 500), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(1e-6)"),
        StringComparison.Ordinal);
}
