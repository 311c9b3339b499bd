using System.Diagnostics;
using GradCompile.Samples.Images;
using Spectre.Console;

namespace GradCompile.Samples.ImageNets;

/// <summary>A few training steps on images that are drawn, not photographed: what a network costs, and how its gradients start.</summary>
internal static class SyntheticRun
{
    /// <summary>Layers that are listed at either end of a long network.</summary>
    private const int ListedLayers = 8;

    /// <param name="only">The name of the one network to run, or empty for all.</param>
    public static void Of<T>(string only, Func<T> create, int rows, int steps)
        where T : class, ITrainableNetwork<T>
    {
        if (only.Length > 0 && !only.Equals(typeof(T).Name, StringComparison.OrdinalIgnoreCase)) return;
        var info = T.Info;
        var before = Environment.WorkingSet;
        var network = create();
        var (images, labels) = SyntheticImages.Draw(info.InputShape, info.OutputShape[0], rows);
        var norms = GradientNorms(network, images, labels);
        var (first, last, seconds) = Train(network, images, labels, steps);
        AnsiConsole.MarkupLineInterpolated($"[bold]{typeof(T).Name}[/], {rows} images of {string.Join("×", info.InputShape)} a step");
        AnsiConsole.MarkupLineInterpolated($"  {info.ParameterCount:N0} parameters, {info.FlopsPerRow / 1e9:G3} GFLOP an image forward");
        AnsiConsole.MarkupLineInterpolated($"  {(Environment.WorkingSet - before) / (1024.0 * 1024):N0} MiB of memory: weights, gradients, optimizer, one batch");
        AnsiConsole.MarkupLineInterpolated($"  {seconds * 1000:N1} ms a step, {3 * info.FlopsPerRow * rows / seconds / 1e9:N0} GFLOP/s; loss {first:G4} → {last:G4} in {steps} steps on one batch");
        AnsiConsole.Write(Table(norms, info.Forecast.Layers));
    }

    private static (float First, float Last, double Seconds) Train<T>(T network, float[] images, int[] labels, int steps)
        where T : class, ITrainableNetwork<T>
    {
        var first = network.Train(images, labels);
        var (loss, times) = (first, new List<double>());
        for (var step = 0; step < steps; step++)
        {
            var start = Stopwatch.GetTimestamp();
            loss = network.Train(images, labels);
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        times.Sort();
        return (first, loss, times[times.Count / 2]);
    }

    /// <summary>‖∂loss/∂weights‖ of each layer at initialisation, the penalty's part included.</summary>
    private static List<(string Layer, double Norm)> GradientNorms<T>(T network, float[] images, int[] labels)
        where T : class, ITrainableNetwork<T>
    {
        network.ComputeGradients(images, labels);
        var norms = new List<(string, double)>();
        foreach (var tensor in T.Info.Tensors.Where(t => t.Shape.Count > 1))
        {
            var gradient = new float[tensor.Shape.Aggregate(1, (size, side) => size * side)];
            network.GetGradient(tensor.Name, gradient);
            norms.Add((tensor.Name[..^".weight".Length], Math.Sqrt(gradient.Sum(g => (double)g * g))));
        }

        return norms;
    }

    private static Table Table(List<(string Layer, double Norm)> norms, IReadOnlyList<LayerForecast> forecast)
    {
        var expected = forecast.ToDictionary(layer => layer.Name, layer => layer.WeightGradientNorm);
        var table = new Table().Border(TableBorder.Minimal).AddColumn("layer").AddColumn("gradient norm").AddColumn("forecast");
        for (var i = 0; i < norms.Count; i++)
        {
            if (i == ListedLayers && norms.Count > 2 * ListedLayers)
            {
                table.AddRow($"… {norms.Count - (2 * ListedLayers)} more …");
                i = norms.Count - ListedLayers;
            }

            var (layer, norm) = norms[i];
            table.AddRow(layer, norm.ToString("G3"), expected.TryGetValue(layer, out var foretold) ? foretold.ToString("G3") : "");
        }

        return table;
    }
}
