using System.Diagnostics;
using System.Reflection;
using GradCompile.Samples.Images;
using Spectre.Console;

namespace GradCompile.Samples.ImageNets;

/// <summary>A few training steps on images that are drawn, not photographed: what a network costs, and how its gradients start.</summary>
/// <param name="Name">The network's class.</param>
/// <param name="Megabytes">What the run takes at most, as measured.</param>
/// <param name="Seconds">How long it takes on two cores with AVX-512, about: from the step times in the README.</param>
internal sealed record SyntheticRun(string Name, int Megabytes, int Seconds, Action Start)
{
    /// <summary>Layers that are listed at either end of a long network.</summary>
    private const int ListedLayers = 8;

    public static SyntheticRun Of<T>(Func<T> create, int rows, int steps, int megabytes, int seconds)
        where T : class, ITrainableNetwork<T> => new(typeof(T).Name, megabytes, seconds, () => Run(create, rows, steps));

    /// <summary>Says what the runs take, then makes those that fit into the machine.</summary>
    public static void All(IReadOnlyList<SyntheticRun> runs)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024);
        Console.WriteLine("On two cores this takes about:");
        foreach (var run in runs) Console.WriteLine($"  {run.Name,-14}  {run.Megabytes,5:N0} MiB  {run.Seconds,3} s");
        foreach (var run in runs)
        {
            Console.WriteLine();
            if (run.Megabytes > available)
            {
                Console.WriteLine($"{run.Name} is left out: it takes {run.Megabytes:N0} MiB of memory, and there are {available:N0}.");
                continue;
            }

            run.Start();
            GC.Collect(); // the next network need not stand beside this one
        }
    }

    private static void Run<T>(Func<T> create, int rows, int steps)
        where T : class, ITrainableNetwork<T>
    {
        var info = T.Info;
        AnsiConsole.MarkupLineInterpolated($"[bold]{typeof(T).Name}[/], {rows} images of {string.Join("×", info.InputShape)} a step");
        Console.WriteLine($"  {info.ParameterCount:N0} parameters, {info.FlopsPerRow / 1e9:G3} GFLOP an image forward");
        var before = Environment.WorkingSet;
        var network = create();
        var (images, labels) = SyntheticImages.Draw(info.InputShape, info.OutputShape[0], rows);
        var norms = GradientNorms.Of(network, images, labels);
        var (first, last, seconds) = Train(network, images, labels, steps);
        Console.WriteLine($"  {(Environment.WorkingSet - before) / (1024.0 * 1024):N0} MiB of memory: weights, gradients, optimizer, one batch");
        var speed = 3 * info.FlopsPerRow * rows / seconds / 1e9;
        Console.WriteLine($"  {seconds * 1000:N1} ms a step, {speed:N0} GFLOP/s; loss {first:G4} → {last:G4} in {steps} steps on one batch");
        AnsiConsole.Write(Table(norms));
        Explain(typeof(T).GetCustomAttribute<NetworkAttribute>()!, images, rows, info.Tensors.Count(tensor => !tensor.IsTrainable) / 2);
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

    private static Table Table(List<GradientNorms> norms)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var heading in (string[])["gradient norm", "forecast", "as forecast assumes", "on the images"]) table.AddColumn(heading);
        for (var i = 0; i < norms.Count; i++)
        {
            if (i == ListedLayers && norms.Count > 2 * ListedLayers)
            {
                table.AddRow($"… {norms.Count - (2 * ListedLayers)} more …");
                i = norms.Count - ListedLayers;
            }

            var (layer, forecast, assumed, measured) = norms[i];
            table.AddRow(layer, forecast?.ToString("G3") ?? "", assumed.ToString("G3"), measured.ToString("G3"));
        }

        return table;
    }

    /// <summary>Why the columns differ.</summary>
    private static void Explain(NetworkAttribute declared, float[] images, int rows, int batchNorms)
    {
        var mean = images.Average(pixel => (double)pixel);
        var deviation = Math.Sqrt(images.Average(pixel => (pixel - mean) * (pixel - mean)));
        var part = Math.Min(rows, declared.BatchSize);
        var batch = part < declared.BatchSize ? $"{declared.BatchSize} a batch, in parts of {part} for want of memory" : $"{part} a batch";
        Console.WriteLine($"  As the forecast assumes: independent pixels of the declared mean {declared.InputMean:G2} and deviation {declared.InputStd:G2}, {batch}.");
        Console.WriteLine(batchNorms > 0
            ? $"  What differs there grows towards the first layer, perhaps through {batchNorms} batch norms that see {part} images at a time and not {declared.BatchSize}."
            : "  What differs there is the forecast's own error, and the chance of one seed.");
        Console.WriteLine($"  The images have mean {mean:F2} and deviation {deviation:F2}, {rows} a batch, and neighbours that are alike, as in photographs:");
        Console.WriteLine("  what a filter sums up over them adds up.");
    }
}
