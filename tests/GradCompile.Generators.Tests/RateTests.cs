using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>What is known exactly of rates and of the kernel behind them.</summary>
public class RateTests
{
    [Theory]
    // H = 2·diag(1, 1) for one input and a bias: λ = 2, tr H = 4; a batch of B adds (4 + 2)/B.
    [InlineData("Network(1, BatchSize = 1000000), Dense(1)", "Sgd(0.01)", 1)]
    [InlineData("Network(1, BatchSize = 6), Dense(1)", "Sgd(0.01)", 2 / (2 + (6 / 6.0)))]
    // 13 inputs and a batch of 10: 2/(2 + 30/10).
    [InlineData("Network(13, BatchSize = 10), Dense(1)", "Sgd(0.01)", 0.4)]
    [InlineData("Network(13, BatchSize = 10), Dense(1, UseBias = false)", "Sgd(0.01)", 2 / (2 + (28 / 10.0)))]
    // Along the mean of n inputs the curvature is 2(n·mean² + variance + 1), the bias included.
    [InlineData("Network(3, InputMean = 2, InputStd = 0.5, BatchSize = 1000000000), Dense(1)", "Sgd(0.01)", 2 / (2 * ((3 * 4) + 0.25 + 1)))]
    // K outputs share the error; full batches bear 1 + μ times as much with a momentum of μ.
    [InlineData("Network(2, BatchSize = 1000000000), Dense(4)", "Sgd(0.01)", 4)]
    [InlineData("Network(2, BatchSize = 1000000000), Dense(1)", "Sgd(0.01, Momentum = 0.5)", 1.5)]
    public void TheLargestRateOfALinearModel(string layers, string optimizer, double limit) =>
        Assert.Equal(limit, LinearCurvature.Of(Training($"{layers}, Loss(Loss.MeanSquaredError), {optimizer}"))!.Limit, limit * 1e-5);

    [Fact]
    public void AnyOtherModelHasNoExactLimit()
    {
        Assert.Null(LinearCurvature.Of(Training("Network(2), Dense(3), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.1)")));
        Assert.Null(LinearCurvature.Of(Training("Network(2), Dense(1), Loss(Loss.MeanAbsoluteError), Sgd(0.1)")));
        Assert.Null(LinearCurvature.Of(Training("Network(2), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.1)")));
    }

    [Theory]
    // The gradient of one output by the weights of a linear layer is its input: ‖x‖² = n(mean² + variance), and n·mean² over two samples.
    [InlineData(10, 0, 1)]
    [InlineData(10, 0.5, 2)]
    [InlineData(100, 3, 0.1)]
    public void TheKernelOfALinearModel(int inputs, double mean, double std)
    {
        var layer = Training(FormattableString.Invariant($"Network({inputs}, InputMean = {mean}, InputStd = {std}), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.1)")).Last.Forecast;
        Assert.Equal(Math.Log10(inputs * ((mean * mean) + (std * std))), layer.LogKernel, 1e-9);
        Assert.Equal(Math.Log10(inputs * std * std), layer.LogKernelApart, 1e-9);
        if (mean == 0) Assert.Equal(double.NegativeInfinity, layer.LogKernelPair);
        else Assert.Equal(Math.Log10(inputs * mean * mean), layer.LogKernelPair, 1e-9);
    }

    [Fact]
    public void ADeepLinearNetworkHasTheKernelOfItsLayers()
    {
        // y = w₂·W₁x: ‖∂y/∂W₁‖² = ‖w₂‖²·‖x‖², ‖∂y/∂w₂‖² = ‖W₁x‖²; LeCun's weights keep both at their inputs' size.
        var training = Training("Network(50), Dense(20, Init = Init.LeCunNormal), Dense(1, Init = Init.LeCunNormal), Loss(Loss.MeanSquaredError), Sgd(0.01)");
        Assert.Equal(Math.Log10(50), training.Layers[0].Forecast.LogKernel, 0.05);
        Assert.Equal(Math.Log10(20), training.Layers[1].Forecast.LogKernel, 0.05);
    }

    [Fact]
    public void ProgressIsProportionalToRateAndSteps()
    {
        const string Net = "Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy)";
        var once = Training($"Network(100), {Net}, Sgd(0.01)").Pace;
        Assert.Equal(once.LogProgress + 1, Training($"Network(100), {Net}, Sgd(0.1)").Pace.LogProgress, 1e-9);
        Assert.Equal(once.LogProgress + 1, Training($"Network(100, TrainingSteps = 20000), {Net}, Sgd(0.01)").Pace.LogProgress, 1e-9);
        Assert.Equal(once.LogProgress + 1, Training($"Network(100), {Net}, Sgd(0.01, Momentum = 0.9)").Pace.LogProgress, 1e-9);
    }

    [Fact]
    public void AnEpsilonFarAboveTheGradientsTakesTheStepsAway()
    {
        const string Net = "Network(100), Dense(64, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy)";
        var usual = Training($"{Net}, Adam(0.001)").Pace;
        Assert.InRange(usual.LogProgress - Training($"{Net}, Adam(0.001, Epsilon = 1e-6)").Pace.LogProgress, 0, 0.1);
        Assert.InRange(Training($"{Net}, Adam(0.001, Epsilon = 10)").Pace.LogProgress - Training($"{Net}, Adam(0.001, Epsilon = 100)").Pace.LogProgress, 0.99, 1.01);
    }

    [Theory]
    [InlineData("Network(1), Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.01)", 0.1, 0.5)]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(1)", 0.0005, 0.005)]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(1e-9)", 0.05, 1)]
    [InlineData("Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(9, Momentum = 0.9)", 0.005, 0.1)]
    [InlineData("Network(2, InputMean = 0.5, InputStd = 0.5, BatchSize = 4), Dense(8, Activation.Tanh), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)", 0.02, 0.2)]
    public void ASuggestedRateIsOfAUsualSizeWhateverIsDeclared(string attributes, double least, double most) => Assert.InRange(SuggestedRate.Of(Training(attributes))!.Value, least, most);

    private static TrainingForecast Training(string attributes)
    {
        var compilation = References.EmptyCompilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText($"using GradCompile; [{attributes}] public partial class Net;", References.ParseOptions, "User0.cs"));
        var bound = NetworkBinding.Bind(compilation.GetTypeByMetadataName("Net")!, compilation, TestContext.Current.CancellationToken)!;
        var model = NetworkLowering.Lower(bound.Network).Model!;
        return new TrainingForecast(model, Forecaster.Forecast(model)!);
    }
}
