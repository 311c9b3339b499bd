using GradCompile.Compiler;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using static GradCompile.Forecasts.Tests.Declarations;

namespace GradCompile.Forecasts.Tests;

/// <summary>What a batch norm does to few samples, and to signals that do not vary.</summary>
public sealed class BatchNormTests
{
    private const LossKind Loss = LossKind.SoftmaxCrossEntropy;

    [Theory]
    [InlineData(ActivationKind.Tanh)]
    [InlineData(ActivationKind.Sigmoid)]
    [InlineData(ActivationKind.GELU)]
    [InlineData(ActivationKind.ReLU)]
    public void Two_samples_are_plus_and_minus_one(ActivationKind kind)
    {
        var forecast = Batch(2, Dense(4096), BatchNorm(), Act(kind), Dense(4096, init: InitKind.LeCunNormal, bias: 0), Dense(4)).Forecast();
        var row = ActivationTable.Of(kind);
        var (up, down) = (row.Value(1, 0), row.Value(-1, 0));
        Assert.Equal(Math.Log10(((up * up) + (down * down)) / 2), 2 * forecast.Layers[1].LogForwardRms, 5e-3);
        Assert.Equal(2 * up * down / ((up * up) + (down * down)), forecast.Layers[1].Correlation, 1e-3);
    }

    [Fact]
    public void Two_samples_let_next_to_nothing_back_through_batch_norms()
    {
        var forecast = Batch(2, [.. Times(6, Dense(16), BatchNorm(), Act(ActivationKind.Tanh)), Dense(4)]).Forecast();

        // Measured over 201 seeds: −10.8, from seed to seed ± 3.5.
        Assert.InRange(forecast.LogFirstToLast, -13, -8);
    }

    [Fact]
    public void Many_samples_lose_two_directions_of_N_and_are_divided_by_a_chi_square()
    {
        // A linear network: δ keeps N − 2 of N − 1 directions in each layer, and E 1/χ² is 1/(k − 2).
        var forecast = Batch(64, [.. Times(21, Dense(256, init: InitKind.LeCunNormal), BatchNorm()), Dense(4)]).Forecast();
        var (n, k) = (256.0, 63.0);
        var degrees = 1 / ((1 / k) - (1 / n));
        var gain = (1 - (1 / k)) / (1 - (2 / degrees));
        Assert.Equal(20 * 0.5 * Math.Log10(gain), forecast.Layers[0].LogBackward - forecast.Layers[20].LogBackward, 5e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(64)]
    public void Signals_that_do_not_vary_leave_numbers(int batch)
    {
        AssertNumbers(Batch(batch, Dense(16, init: InitKind.Zeros), BatchNorm(), Dense(16, init: InitKind.Zeros), BatchNorm(), Act(ActivationKind.ReLU), Dense(4)));
        AssertNumbers(Batch(batch, [.. Times(3, Dense(16, init: InitKind.Zeros), BatchNorm(), Act(ActivationKind.Sigmoid)), Dense(4, init: InitKind.Zeros)]));
        AssertNumbers(Batch(batch, [.. Times(3, Dense(16, init: InitKind.Constant, scale: 0.1), BatchNorm(), Act(ActivationKind.Tanh)), Dense(4)]));
        AssertNumbers(Batch(batch, [.. Times(3, Dense(16, init: InitKind.Normal, scale: 1e30), BatchNorm(0), Act(ActivationKind.GELU)), Dense(4)]));
        AssertNumbers(Batch(batch, [.. Times(3, Dense(16, init: InitKind.Normal, scale: 1e-30), BatchNorm(), Act(ActivationKind.GELU)), Dense(4)]));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(8, 3)]
    [InlineData(16, 16)]
    public void Images_of_every_kind_leave_numbers(int batch, int side)
    {
        foreach (var init in new[] { InitKind.Zeros, InitKind.Auto, InitKind.Constant })
        {
            foreach (var (kernel, stride, padding) in new[] { (3, 1, 1), (3, 2, 1), (1, 2, 0), (5, 1, 2), (3, 3, 1) })
            {
                DeclaredLayer convolution = new Conv2DLayer(Origin.Class, null, 8, kernel, stride, padding, new WeightOptions(Init: init, InitScale: init == InitKind.Constant ? 0.1 : null));
                var layers = new[] { convolution, BatchNorm(), Act(ActivationKind.ReLU), new Conv2DLayer(Origin.Class, null, 8, 3, 1, 1, new WeightOptions(Init: init, InitScale: init == InitKind.Constant ? 0.1 : null)), Act(ActivationKind.Tanh), new FlattenLayer(Origin.Class, null), Dense(4) };
                var network = Batch(batch, layers);
                AssertNumbers(network with { Input = network.Input with { Shape = new EquatableArray<int>(3, side, side + 1) } });
            }
        }
    }

    private static DeclaredNetwork Batch(int samples, params DeclaredLayer[] layers) => Network(32, Loss, layers).WithInput(0, 1, samples);

    private static void AssertNumbers(DeclaredNetwork network)
    {
        var forecast = network.Forecast();
        Assert.All(forecast.Layers, layer => Assert.True(
            IsNumber(layer.LogForwardRms) && IsNumber(layer.LogWeightGradient) && IsNumber(layer.LogBiasGradient) && IsNumber(layer.Correlation), layer.ToString()));
        Assert.True(IsNumber(forecast.LogLogitSignal) && IsNumber(forecast.LogVariance) && IsNumber(forecast.LogSignalShareAfterAdam) && IsNumber(forecast.LogGradientNorm), forecast.ToString());
    }

    private static bool IsNumber(double logarithm) => !double.IsNaN(logarithm) && !double.IsPositiveInfinity(logarithm);
}
