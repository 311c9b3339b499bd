using GradCompile.Compiler.Declared;
using static GradCompile.Forecasts.Tests.Declarations;

namespace GradCompile.Forecasts.Tests;

/// <summary>The forecast against networks with random weights: every activation, loss, initialiser and layer.</summary>
public sealed class SimulationTests
{
    private const int Seeds = 31;

    public static TheoryData<ActivationKind> Activations => [.. Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.Softmax)];

    public static TheoryData<LossKind> Losses => [.. Enum.GetValues<LossKind>()];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation(ActivationKind kind) =>
        Agrees(Network(24, LossKind.SoftmaxCrossEntropy, [.. Times(5, Dense(40, kind, biasStd: 0.1)), Dense(5)]));

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_of_a_wide_signal(ActivationKind kind) =>
        Agrees(Network(24, LossKind.MeanSquaredError, [.. Times(4, Dense(48, kind, InitKind.Normal, 0.6, bias: 0.5)), Dense(4)]).WithInput(0.5, 2, 24));

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss(LossKind loss) =>
        Agrees(Network(20, loss, [.. Times(3, Dense(40, ActivationKind.ELU)), Dense(6, init: InitKind.Normal, scale: 0.3)]));

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_of_large_outputs(LossKind loss) =>
        Agrees(Network(20, loss, [.. Times(2, Dense(40, ActivationKind.ReLU)), Dense(12, init: InitKind.Normal, scale: 1.5)]));

    [Theory]
    [InlineData(InitKind.Normal, 0.12)]
    [InlineData(InitKind.Uniform, 0.3)]
    [InlineData(InitKind.TruncatedNormal, 0.2)]
    [InlineData(InitKind.XavierNormal, null)]
    [InlineData(InitKind.XavierUniform, null)]
    [InlineData(InitKind.HeNormal, null)]
    [InlineData(InitKind.HeUniform, null)]
    [InlineData(InitKind.LeCunNormal, null)]
    [InlineData(InitKind.LeCunUniform, null)]
    [InlineData(InitKind.Orthogonal, 1.4)]
    [InlineData(InitKind.PyTorchDefault, null)]
    public void Every_initialiser(InitKind init, double? scale) =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, [Dense(50, ActivationKind.ReLU, init, scale), Dense(36, ActivationKind.ReLU, init, scale), Dense(44, ActivationKind.ReLU, init, scale), Dense(8, init: init, scale: scale)]));

    [Fact]
    public void Dropout_after_activations() =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, [Dropout(0.2), .. Times(4, Dense(50, ActivationKind.SiLU), Dropout(0.4)), Dense(5)]));

    public static TheoryData<DeclaredNetwork> Dropouts =>
    [
        Network(30, LossKind.SoftmaxCrossEntropy, [.. Times(4, Dense(60, ActivationKind.ReLU), Dropout(0.3)), Dense(5)]),
        Network(30, LossKind.SoftmaxCrossEntropy, [.. Times(3, Dense(60, ActivationKind.Tanh, biasStd: 0.3), Dropout(0.5)), Dense(5)]),
        Network(30, LossKind.SoftmaxCrossEntropy, [.. Times(3, Dense(60), BatchNorm(), Act(ActivationKind.ELU), Dropout(0.4)), Dense(5)]),
        Network(30, LossKind.SoftmaxCrossEntropy, [.. Times(3, Dense(60), LayerNorm(), Act(ActivationKind.GELU), Dropout(0.4)), Dense(5)]),
        Network(30, LossKind.SoftmaxCrossEntropy, [Dense(60), Residual("B", 3), Dense(5)]).With("B", Dense(60, ActivationKind.Softplus), Dropout(0.5), Dense(60)),
    ];

    [Theory]
    [MemberData(nameof(Dropouts))]
    public void What_dropout_leaves_of_the_samples(DeclaredNetwork network)
    {
        var (forecast, measured) = (network.Forecast().LogSampleShare, Simulation.LogSampleShare(network.Lower(), Seeds));
        Assert.InRange(forecast, measured - 0.05, measured + 0.05);
        Assert.True(forecast < -0.1, "dropout takes its share");
    }

    [Fact]
    public void Batch_norm_before_activations() =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, [.. Times(6, Dense(50), BatchNorm(), Act(ActivationKind.ReLU)), Dense(5)]));

    [Fact]
    public void Batch_norm_with_another_scale() =>
        Agrees(Network(30, LossKind.MeanSquaredError, [.. Times(3, Dense(50), BatchNorm(0.5), Act(ActivationKind.Tanh)), Dense(5)]));

    [Fact]
    public void Layer_norm_before_and_after_activations() =>
        Agrees(Network(30, LossKind.MeanSquaredError, [.. Times(3, Dense(40), LayerNorm(), Act(ActivationKind.GELU)), .. Times(3, Dense(40, ActivationKind.GELU), LayerNorm()), Dense(5)]));

    [Fact]
    public void Residual_sums_with_a_scale() =>
        Agrees(Network(30, LossKind.MeanSquaredError, Dense(40), Residual("B", 8, 0.4), Dense(5)).With("B", Dense(40, ActivationKind.ReLU), Dense(40)));

    [Fact]
    public void Residual_sums_with_a_projection_and_an_activation() =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, Residual("B", 3, 1, ActivationKind.ReLU), Residual("C", 2, 1, ActivationKind.ReLU), Dense(5))
            .With("B", Dense(48, ActivationKind.ReLU), Dense(48)).With("C", Dense(64), BatchNorm(), Act(ActivationKind.ReLU), Dense(64), BatchNorm()));

    [Fact]
    public void Layer_norm_after_residual_sums() =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, [Dense(40), .. Times(4, Residual("B"), LayerNorm()), Dense(5)]).With("B", Dense(64, ActivationKind.GELU), Dense(40)));

    [Fact]
    public void Pre_activation_blocks_with_batch_norm() =>
        Agrees(Network(30, LossKind.SoftmaxCrossEntropy, Dense(40), Residual("B", 6), BatchNorm(), Act(ActivationKind.ReLU), Dense(5))
            .With("B", BatchNorm(), Act(ActivationKind.ReLU), Dense(40), BatchNorm(), Act(ActivationKind.ReLU), Dense(40)));

    [Fact]
    public void A_hidden_softmax() =>
        Agrees(Network(30, LossKind.MeanSquaredError, Dense(40, ActivationKind.Tanh), Dense(10, ActivationKind.Softmax), Dense(40, ActivationKind.Tanh), Dense(5)));

    [Fact]
    public void Few_inputs_and_a_large_batch() =>
        Agrees(Network(6, LossKind.SoftmaxCrossEntropy, [.. Times(3, Dense(40, ActivationKind.Tanh)), Dense(5)]).WithInput(0, 1, 128));

    private static void Agrees(DeclaredNetwork network)
    {
        var model = network.Lower();
        var forecast = GradCompile.Compiler.Forecasts.Forecaster.Forecast(model)!;
        var medians = Simulation.Medians(model, Seeds);
        Assert.Equal(medians.Select(m => m.Name), forecast.Layers.Select(l => l.Name));
        var lines = forecast.Layers.Zip(medians, (l, m) => $"{l.Name}: G {l.LogWeightGradient:F3}/{m.Weight:F3} b {l.LogBiasGradient:F3}/{m.Bias:F3} q {2 * l.LogForwardRms:F3}/{m.Second:F3}");
        var report = "forecast/simulated\n" + string.Join('\n', lines);
        var gradients = forecast.Layers.Zip(medians, (l, m) => Error(l.LogWeightGradient, m.Weight)).ToArray();
        var seconds = forecast.Layers.Zip(medians, (l, m) => Math.Abs((2 * l.LogForwardRms) - m.Second)).ToArray();
        Assert.True(gradients.Average() < 0.09 && gradients.Max() < 0.15, report);
        Assert.True(seconds.Average() < 0.06 && seconds.Max() < 0.15, report);
    }

    private static double Error(double forecast, double measured) => double.IsNegativeInfinity(forecast) && measured < -12 ? 0 : Math.Abs(forecast - measured);
}
