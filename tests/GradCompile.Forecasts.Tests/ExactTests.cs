using GradCompile.Compiler.Declared;
using static GradCompile.Forecasts.Tests.Declarations;

namespace GradCompile.Forecasts.Tests;

/// <summary>What is known exactly, and what must not break at the ends of the number line.</summary>
public sealed class ExactTests
{
    [Fact]
    public void Zero_weights_stop_the_gradient()
    {
        var forecast = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.Tanh), Dense(32, ActivationKind.Tanh, InitKind.Zeros), Dense(4)).Forecast();
        Assert.True(double.IsNegativeInfinity(forecast.Layers[0].LogWeightGradient));
        Assert.Equal(0, forecast.Layers[0].WeightGradientNorm);
        Assert.True(double.IsNegativeInfinity(forecast.Layers[2].LogWeightGradient), "tanh(0) = 0 reaches the last layer");
        Assert.True(forecast.Layers[2].LogBiasGradient > -2);
    }

    [Fact]
    public void Constant_weights_under_a_softmax_cross_entropy_have_a_gradient_in_the_last_layer_only()
    {
        var forecast = Network(16, LossKind.SoftmaxCrossEntropy, [.. Times(3, Dense(32, ActivationKind.Tanh, InitKind.Constant, 0.1)), Dense(4, init: InitKind.Constant, scale: 0.1)]).Forecast();
        Assert.All(forecast.Layers.Take(3), layer => Assert.True(layer.LogWeightGradient < -12, $"{layer.Name}: {layer.LogWeightGradient}"));
        Assert.True(forecast.Layers[3].LogWeightGradient > -4);
    }

    [Fact]
    public void Without_dropout_all_that_tells_rows_apart_comes_from_the_samples()
    {
        Assert.Equal(0, Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.ReLU), Dense(4)).Forecast().LogSampleShare);
        Assert.Equal(0, Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.ReLU), Dropout(0), Dense(4)).Forecast().LogSampleShare);
    }

    [Fact]
    public void Dropout_of_the_inputs_leaves_the_kept_share()
    {
        // Var = 1/keep for inputs of mean 0, of which 1 comes from the samples where the same row meets another mask.
        var forecast = Network(16, LossKind.SoftmaxCrossEntropy, Dropout(0.75), Dense(8, ActivationKind.Tanh), Dropout(0.5), Dense(4)).Forecast();
        Assert.Equal(Math.Log10(0.25), forecast.LogSampleShare, 1e-9);
    }

    [Fact]
    public void A_bias_before_a_batch_norm_has_no_gradient()
    {
        var forecast = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32), BatchNorm(), Act(ActivationKind.ReLU), Dense(4)).Forecast();
        Assert.True(double.IsNegativeInfinity(forecast.Layers[0].LogBiasGradient));
        Assert.True(forecast.Layers[0].LogWeightGradient > -3);
    }

    [Fact]
    public void A_softmax_over_one_unit_has_no_gradient()
    {
        var forecast = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.Tanh), Dense(1)).Forecast();
        Assert.All(forecast.Layers, layer => Assert.True(double.IsNegativeInfinity(layer.LogWeightGradient)));
    }

    [Fact]
    public void A_batch_norm_scaled_to_zero_makes_the_block_the_identity()
    {
        var network = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32), Residual("B", 20), Dense(4)).With("B", Dense(32), BatchNorm(0));
        var forecast = network.Forecast();
        Assert.Equal(forecast.Layers[0].LogForwardRms, forecast.Layers[20].LogForwardRms, 0.5);
        Assert.All(forecast.Layers.Skip(1).Take(20), layer => Assert.True(double.IsNegativeInfinity(layer.LogWeightGradient)));
        Assert.True(forecast.Layers[0].LogWeightGradient > -2);
    }

    [Theory]
    [MemberData(nameof(SimulationTests.Activations), MemberType = typeof(SimulationTests))]
    public void Weights_near_a_hundred_over_many_layers_stay_finite(ActivationKind kind)
    {
        var forecast = Network(64, LossKind.MeanSquaredError, [.. Times(150, Dense(64, kind, InitKind.Normal, 100, alpha: kind is ActivationKind.LeakyReLU or ActivationKind.ELU ? 0.1 : null)), Dense(4, init: InitKind.Normal, scale: 100)]).Forecast();
        Assert.All(forecast.Layers, layer => Assert.True(IsUsable(layer.LogForwardRms) && IsUsable(layer.LogWeightGradient) && IsUsable(layer.LogBiasGradient), layer.ToString()));
        Assert.True(double.IsFinite(forecast.Layers[0].WeightGradientNorm) && double.IsFinite(forecast.LogitDeviation));
    }

    [Theory]
    [MemberData(nameof(SimulationTests.Activations), MemberType = typeof(SimulationTests))]
    public void Tiny_weights_over_many_layers_stay_finite(ActivationKind kind)
    {
        var forecast = Network(64, LossKind.SoftmaxCrossEntropy, [.. Times(150, Dense(64, kind, InitKind.Normal, 1e-4)), Dense(4, init: InitKind.Normal, scale: 1e-4)]).Forecast();
        Assert.All(forecast.Layers, layer => Assert.True(IsUsable(layer.LogForwardRms) && IsUsable(layer.LogWeightGradient) && IsUsable(layer.LogBiasGradient), layer.ToString()));
    }

    [Fact]
    public void A_homogeneous_chain_scales_exactly_beyond_the_range_of_a_double()
    {
        // Linear layers multiply the signal by √n·σ = 800 each, whatever came before.
        var forecast = Network(64, LossKind.SoftmaxCrossEntropy, [.. Times(200, Dense(64, init: InitKind.Normal, scale: 100, useBias: false)), Dense(4)]).Forecast();
        var step = forecast.Layers[190].LogForwardRms - forecast.Layers[189].LogForwardRms;
        Assert.Equal(forecast.Layers[20].LogForwardRms - forecast.Layers[19].LogForwardRms, step, 1e-3);
        Assert.True(forecast.Layers[199].LogForwardRms > 500);
        Assert.True(forecast.LogLargestSecond > 1000);
        Assert.Equal(1e300, forecast.Layers[199].ForwardRms);
    }

    [Fact]
    public void Shares_of_saturated_and_dead_units_follow_from_the_biases()
    {
        var saturated = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.Sigmoid, bias: 9), Dense(4)).Forecast();
        Assert.True(saturated.Layers[0].Saturated > 0.99);
        Assert.Equal(0, saturated.Layers[1].Saturated);
        var dead = Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.ReLU, bias: -20), Dense(4)).Forecast();
        Assert.True(dead.Layers[0].Dead > 0.99);
        Assert.Equal(0, Network(16, LossKind.SoftmaxCrossEntropy, Dense(32, ActivationKind.ReLU), Dense(4)).Forecast().Layers[0].Dead, 1e-6);
    }

    [Fact]
    public void Without_a_loss_it_is_a_cross_entropy_or_a_squared_error_for_one_output()
    {
        DeclaredLayer[] classes = [Dense(32, ActivationKind.Tanh), Dense(4)];
        DeclaredLayer[] single = [Dense(32, ActivationKind.Tanh), Dense(1)];
        Assert.Equal(Network(16, LossKind.SoftmaxCrossEntropy, classes).Forecast(), Network(16, null, classes).Forecast());
        Assert.Equal(Network(16, LossKind.MeanSquaredError, single).Forecast(), Network(16, null, single).Forecast());
    }

    [Fact]
    public void The_same_declaration_gives_the_same_bits()
    {
        var network = Network(16, LossKind.Huber, Dense(32, ActivationKind.Mish), Residual("B", 5), Dense(4)).With("B", LayerNorm(), Dense(24, ActivationKind.GELU), Dropout(0.3), Dense(32));
        Assert.Equal(network.Forecast(), network.Forecast());
    }

    [Fact]
    public void What_the_first_steps_of_adam_mend_and_what_they_do_not()
    {
        // Uniformly tiny weights grow apart again; a deep sigmoid stack has collapsed for good.
        var tiny = Network(64, LossKind.SoftmaxCrossEntropy, [.. Times(4, Dense(64, ActivationKind.ReLU, InitKind.Normal, 0.001)), Dense(10)]).Forecast();
        var collapsed = Network(64, LossKind.SoftmaxCrossEntropy, [.. Times(20, Dense(64, ActivationKind.Sigmoid)), Dense(10)]).Forecast();
        Assert.True(tiny.LogSignalShareAfterAdam > -6);
        Assert.True(collapsed.LogSignalShareAfterAdam < -6);
    }

    [Fact]
    public void Depth_over_width_is_the_variance_of_a_rectifier_network()
    {
        var forecast = Network(20, LossKind.SoftmaxCrossEntropy, [.. Times(30, Dense(20, ActivationKind.ReLU)), Dense(10)]).Forecast();
        Assert.Equal(30 * Math.Log(1 + (5.0 / 20)), forecast.LogVariance, 0.3);
    }

    /// <summary>A number, or the exact zero.</summary>
    private static bool IsUsable(double logarithm) => !double.IsNaN(logarithm) && !double.IsPositiveInfinity(logarithm);
}
