namespace GradCompile.Tests;

/// <summary>
/// The forecast that stands in <c>Info</c> against what the emitted code computes at initialisation: a user who measures finds what
/// the build foretold. The errors are decades; one seed differs from the next by 0.1, one in ten by 0.25.
/// </summary>
public sealed class EmittedAgainstForecastTests(EmittedAgainstForecastTests.Gallery gallery, ITestOutputHelper output) : IClassFixture<EmittedAgainstForecastTests.Gallery>
{
    [Fact]
    public void First_to_last_ratio()
    {
        var errors = gallery.All.Select(c => (c.Name, c.Errors[0] - c.Errors[^1])).ToArray();
        AssertBelow(0.06, 0.5, errors);
        AssertBelow(0.30, 0.9, errors);
    }

    [Fact]
    public void Gradient_norm_of_every_layer()
    {
        var errors = gallery.All.SelectMany(c => c.Errors.Select((error, i) => (c.Forecast[i].Name + " of " + c.Name, error))).ToArray();
        AssertBelow(0.08, 0.5, errors);
        AssertBelow(0.35, 0.9, errors);
    }

    /// <summary>A maximum is where a filter found what it looks for: without that the first gradient is forecast at a third.</summary>
    [Theory]
    [InlineData("Maxima2")]
    [InlineData("MaximaOfTanh")]
    public void Gradients_before_maxima(string name)
    {
        var comparison = gallery.All.Single(c => c.Name == name);
        output.WriteLine(string.Join(", ", comparison.Errors.Select(error => $"{error:+0.00;-0.00}")));
        Assert.All(comparison.Errors, error => Assert.InRange(error, -0.16, 0.16));
    }

    [Fact]
    public void Root_mean_square_of_outputs_that_nothing_hides()
    {
        // In evaluation mode a batch norm and a dropout do something else; an activation at the end hides the sum.
        var visible = gallery.All.Where(c => c.Layers[^1].Kind == "Dense" && !c.Layers.Any(layer => layer.Kind.StartsWith("BatchNorm", StringComparison.Ordinal) || layer.Kind.StartsWith("Dropout", StringComparison.Ordinal)));
        var errors = visible.Select(c => (c.Name, Math.Log10(c.Forecast[^1].ForwardRms) - c.Measured.LogOutputRms)).ToArray();
        Assert.True(errors.Length >= 30, $"{errors.Length} outputs were compared.");
        AssertBelow(0.03, 0.5, errors);
        AssertBelow(0.15, 0.9, errors);
    }

    [Fact]
    public void Shares_of_saturated_and_dead_units()
    {
        // φ′ of a sigmoid y is y(1 − y), of a hyperbolic tangent 1 − y²; their maxima are 1/4 and 1.
        Same("SaturatedSigmoid", layer => layer.Saturated, (outputs, _) => outputs.Average(y => y * (1 - y) < 0.05 / 4 ? 1.0 : 0));
        Same("SaturatedTanh", layer => layer.Saturated, (outputs, _) => outputs.Average(y => 1 - (y * y) < 0.05 ? 1.0 : 0));
        Same("DeadReLU", layer => layer.Dead, (outputs, rows) =>
        {
            var units = outputs.Length / rows;
            return Enumerable.Range(0, units).Average(unit => Enumerable.Range(0, rows).All(row => outputs[(row * units) + unit] == 0) ? 1.0 : 0);
        });

        void Same(string name, Func<LayerForecast, double> forecast, Func<double[], int, double> share)
        {
            var comparison = gallery.All.Single(c => c.Name == name);
            var measured = comparison.Measured.Outputs.Select(outputs => share(outputs, comparison.Measured.Rows)).Order().ElementAt(comparison.Measured.Outputs.Count / 2);
            var foretold = forecast(comparison.Forecast[^1]);
            output.WriteLine($"{name}: forecast {foretold:F3}, measured {measured:F3}");
            Assert.True(measured is > 0.05 and < 0.95, $"{name}: a share of {measured:F3} tells little.");
            Assert.True(Math.Abs(foretold - measured) <= 0.05, $"{name}: forecast {foretold:F3}, measured {measured:F3}.");
        }
    }

    private void AssertBelow(double bound, double share, IReadOnlyCollection<(string Name, double Error)> errors)
    {
        var sorted = errors.OrderBy(e => Math.Abs(e.Error)).ToArray();
        var value = Math.Abs(sorted[(int)Math.Ceiling(share * (sorted.Length - 1))].Error);
        var worst = string.Join(", ", sorted.TakeLast(6).Reverse().Select(e => $"{e.Name} {e.Error:+0.00;-0.00}"));
        output.WriteLine($"{errors.Count} errors, {share:P0} within {value:F3}; worst: {worst}");
        Assert.True(value <= bound, $"{share:P0} of the errors lie within {value:F3} decades; the bound is {bound}. Worst: {worst}.");
    }

    /// <param name="Errors">log₁₀ of the forecast norm less that of the measured one, layer by layer.</param>
    internal sealed record Comparison(string Name, IReadOnlyList<LayerInfo> Layers, IReadOnlyList<LayerForecast> Forecast, Measurement Measured, IReadOnlyList<double> Errors);

    /// <summary>All networks in one compilation, each measured once.</summary>
    public sealed class Gallery
    {
        public Gallery()
        {
            using var networks = NetworkUnderTest.Compile(ForecastNetworks.Source, ForecastNetworks.Names[0]);
            All = [.. ForecastNetworks.Names.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(name => Compare(networks, name))];
        }

        internal IReadOnlyList<Comparison> All { get; }

        private static Comparison Compare(NetworkUnderTest networks, string name)
        {
            var info = networks.Other(name).Info;
            var forecast = info.Forecast.Layers;
            var measured = Measurement.Of(networks, name);
            return new(name, info.Layers, forecast, measured, [.. forecast.Zip(measured.LogGradients, (layer, log) => Math.Log10(layer.WeightGradientNorm) - log)]);
        }
    }
}
