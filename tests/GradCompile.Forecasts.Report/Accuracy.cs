using System.Text.Json;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Forecasts.Report;

/// <summary>A forecast beside its measurement. All numbers are decades.</summary>
public sealed record Comparison(MeasuredNetwork Network, NetworkForecast Forecast)
{
    /// <summary>Rounding noise is about 1e-16, the forecast says exactly 0: both are compared within ±15.</summary>
    public const double Clip = 15;

    public double Forecasted => Clipped(Forecast.Layers[0].LogWeightGradient, Forecast.Layers[^1].LogWeightGradient);

    public double Measured => Math.Clamp(Network.Truth.FirstToLast, -Clip, Clip);

    /// <summary>The error of log₁₀(first/last).</summary>
    public double RatioError => Forecasted - Measured;

    /// <summary>The error of every layer's log₁₀ ‖∂L/∂W‖.</summary>
    public IEnumerable<double> GradientErrors => Forecast.Layers.Zip(
        Network.Truth.WeightGradients, (layer, measured) => Math.Clamp(layer.LogWeightGradient, -Clip, Clip) - Math.Clamp(measured, -Clip, Clip));

    /// <summary>The error of every layer's log₁₀ ‖∂L/∂b‖.</summary>
    public IEnumerable<double> BiasErrors => Forecast.Layers.Zip(
        Network.Truth.BiasGradients, (layer, measured) => measured is { } value ? Math.Clamp(layer.LogBiasGradient, -Clip, Clip) - Math.Clamp(value, -Clip, Clip) : 0);

    /// <summary>The error of every layer's log₁₀ second moment.</summary>
    public IEnumerable<double> ForwardErrors => Forecast.Layers.Zip(
        Network.Truth.Forward.Second, (layer, measured) => Math.Max(2 * layer.LogForwardRms, -2 * Clip) - Math.Max(Math.Log10(measured), -2 * Clip));

    /// <summary>The error of every layer's correlation of two samples.</summary>
    public IEnumerable<double> CorrelationErrors => Forecast.Layers.Zip(
        Network.Truth.Forward.Correlation, (layer, measured) => measured is { } value ? layer.Correlation - value : 0);

    /// <summary>Errors of the share of saturated units, where every weighted layer but the last has its own saturating activation.</summary>
    public IEnumerable<double> SaturatedErrors => Shares(Network.Truth.Activations.Saturated, layer => layer.Saturated, ActivationKind.Sigmoid, ActivationKind.Tanh);

    /// <summary>Errors of the share of dead units, likewise.</summary>
    public IEnumerable<double> DeadErrors => Shares(Network.Truth.Activations.Dead, layer => layer.Dead, ActivationKind.ReLU);

    private IEnumerable<double> Shares(IReadOnlyList<double?>? measured, Func<WeightedLayerForecast, double> share, params ActivationKind[] kinds)
    {
        var hidden = Forecast.Layers.Take(Forecast.Layers.Count - 1).ToArray();
        if (measured is null || measured.Count != hidden.Length) return [];
        return hidden.Zip(measured).Where(pair => kinds.Contains(pair.First.Activation) && pair.Second is not null).Select(pair => share(pair.First) - pair.Second!.Value);
    }

    private static double Clipped(double first, double last)
    {
        if (double.IsNegativeInfinity(first)) return double.IsNegativeInfinity(last) ? 0 : -Clip;
        return double.IsNegativeInfinity(last) ? Clip : Math.Clamp(first - last, -Clip, Clip);
    }
}

/// <summary>Forecast against measurement over a set of networks.</summary>
public static class Accuracy
{
    /// <summary>Beyond ±3 decades from first to last a gradient is called vanishing or exploding.</summary>
    public const double Limit = 3;

    /// <summary>Every network of the file that the compiler can compile, with its forecast.</summary>
    public static IReadOnlyList<Comparison> Compare(string path)
    {
        using var stream = File.OpenRead(path);
        var networks = JsonSerializer.Deserialize<List<MeasuredNetwork>>(stream) ?? [];
        var comparisons = new List<Comparison>();
        foreach (var network in networks.Where(n => n.Family is not ("rnn" or "lstm")))
        {
            if (MeasuredDeclaration.Lower(network) is { } model && Forecaster.Forecast(model) is { } forecast) comparisons.Add(new Comparison(network, forecast));
        }

        return comparisons;
    }

    /// <summary>The value below which a share of the absolute errors lies.</summary>
    public static double Quantile(IEnumerable<double> errors, double share)
    {
        var sorted = errors.Select(Math.Abs).Order().ToArray();
        if (sorted.Length == 0) return 0;
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Precision and recall of a class, with the counts they come from.</summary>
    public static (int Hits, int Forecast, int Measured) Confusion(IEnumerable<Comparison> comparisons, int sign)
    {
        var all = comparisons.Select(c => (Forecast: c.Forecasted * sign > Limit, Measured: c.Measured * sign > Limit)).ToArray();
        return (all.Count(c => c.Forecast && c.Measured), all.Count(c => c.Forecast), all.Count(c => c.Measured));
    }
}
