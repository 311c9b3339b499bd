using GradCompile.Forecasts.Report;

namespace GradCompile.Forecasts.Tests;

/// <summary>The forecast against networks that were measured with automatic differentiation elsewhere.</summary>
public sealed class AccuracyTests
{
    private static readonly IReadOnlyList<Comparison> All = Accuracy.Compare(Path.Combine(AppContext.BaseDirectory, "data", "measured.json"));

    [Fact]
    public void Every_network_that_the_attributes_express_is_forecast() => Assert.True(All.Count >= 198, $"{All.Count} networks were forecast.");

    [Fact]
    public void First_to_last_ratio()
    {
        AssertBelow(0.06, 0.5, All.Select(c => c.RatioError));
        AssertBelow(0.30, 0.9, All.Select(c => c.RatioError));
    }

    [Fact]
    public void Gradient_norm_of_every_layer()
    {
        AssertBelow(0.08, 0.5, All.SelectMany(c => c.GradientErrors));
        AssertBelow(0.35, 0.9, All.SelectMany(c => c.GradientErrors));
    }

    [Fact]
    public void Bias_gradient_second_moment_and_correlation_of_every_layer()
    {
        AssertBelow(0.07, 0.5, All.SelectMany(c => c.BiasErrors));
        AssertBelow(0.03, 0.5, All.SelectMany(c => c.ForwardErrors));
        AssertBelow(0.15, 0.9, All.SelectMany(c => c.ForwardErrors));
        AssertBelow(0.02, 0.5, All.SelectMany(c => c.CorrelationErrors));
        AssertBelow(0.10, 0.9, All.SelectMany(c => c.CorrelationErrors));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(+1)]
    public void Vanishing_and_exploding(int sign)
    {
        var (hits, forecast, measured) = Accuracy.Confusion(All, sign);
        Assert.True(hits >= 0.97 * forecast && hits >= 0.97 * measured, $"{hits} hits, {forecast} forecast, {measured} measured");
    }

    [Fact]
    public void Shares_of_saturated_and_dead_units()
    {
        var saturated = All.SelectMany(c => c.SaturatedErrors).ToArray();
        var dead = All.SelectMany(c => c.DeadErrors).ToArray();
        Assert.True(saturated.Length > 50 && dead.Length > 50, $"{saturated.Length} saturated and {dead.Length} dead shares were compared.");
        AssertBelow(0.01, 0.5, saturated);
        AssertBelow(0.05, 0.9, saturated);
        AssertBelow(0.01, 0.5, dead);

        // Sixteen one-hot inputs are sixteen samples however large the batch, which a mean and a deviation cannot say.
        AssertBelow(0.05, 0.9, All.Where(c => c.Network.Input.Dist != "onehot").SelectMany(c => c.DeadErrors));
    }

    private static void AssertBelow(double bound, double share, IEnumerable<double> errors)
    {
        var value = Accuracy.Quantile(errors, share);
        Assert.True(value <= bound, $"The {share:P0} quantile of the error is {value:F3}; the bound is {bound}.");
    }
}
