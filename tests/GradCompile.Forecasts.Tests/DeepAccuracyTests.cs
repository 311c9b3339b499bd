using GradCompile.Forecasts.Report;

namespace GradCompile.Forecasts.Tests;

/// <summary>
/// Deep networks with batch norm, and deep convolutions: chains and residual stacks of 4 to 112 layers, with strides, small batches and
/// narrow layers. Drawn and measured by measure_deep.py with another seed than the one that constants were fitted on.
/// </summary>
public sealed class DeepAccuracyTests
{
    private static readonly IReadOnlyList<Comparison> All = Accuracy.Compare(Path.Combine(AppContext.BaseDirectory, "data", "deep.json"));

    [Fact]
    public void Every_network_is_forecast() => Assert.Equal(100, All.Count);

    [Fact]
    public void First_to_last_ratio()
    {
        AssertBelow(0.15, 0.5, All.Select(c => c.RatioError));
        AssertBelow(0.45, 0.9, All.Select(c => c.RatioError));
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("bnconv")]
    [InlineData("bnresidual")]
    public void First_to_last_ratio_of_networks_with_batch_norm(string family)
    {
        AssertBelow(0.15, 0.5, All.Where(c => c.Network.Family == family).Select(c => c.RatioError));
        AssertBelow(0.45, 0.9, All.Where(c => c.Network.Family == family).Select(c => c.RatioError));
    }

    [Fact]
    public void Gradient_norm_of_every_layer()
    {
        AssertBelow(0.15, 0.5, All.SelectMany(c => c.GradientErrors));
        AssertBelow(0.45, 0.9, All.SelectMany(c => c.GradientErrors));
    }

    private static void AssertBelow(double bound, double share, IEnumerable<double> errors)
    {
        var value = Accuracy.Quantile(errors, share);
        Assert.True(value <= bound, $"The {share:P0} quantile of the error is {value:F3}; the bound is {bound}.");
    }
}
