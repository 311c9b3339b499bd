using System.Diagnostics;
using System.Globalization;
using GradCompile.Benchmarks.Reports;
using GradCompile.TestKit;

namespace GradCompile.Benchmarks.Generation;

/// <summary>
/// The <c>build</c> command: what one more network costs a project, in text and in processor time of the generator and of the C# compiler, all in
/// this process, whose code is compiled by then.
/// </summary>
internal static class BuildReport
{
    private const int More = 10;

    private static readonly (string Name, string Attributes)[] Networks =
    [
        ("10-64-64-1", "[Network(10), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)]"),
        ("784-128-10", "[Network(784), Dense(128, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]"),
        ("LeNet-5", "[Network(1, 28, 28), Conv2D(6, 5, Activation.ReLU, Padding = 2), MaxPool(2), Conv2D(16, 5, Activation.ReLU), MaxPool(2), Flatten, Dense(120, Activation.ReLU), Dense(84, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.002)]"),
    ];

    public static void Write(string filter)
    {
        Console.WriteLine($"A project with one network, and what each of {More} more adds: bytes of generated C#, seconds of processor time to generate and compile them.");
        Console.WriteLine();
        var table = new MarkdownTable(("network", 24), ("one: bytes", 11), ("seconds", 8), ("each more: bytes", 16), ("seconds", 8));
        foreach (var (name, attributes) in Networks.Where(network => network.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            Compile([attributes]); // the compiler's own code is compiled by now
            var one = Compile([attributes]);
            var many = Compile([.. Enumerable.Repeat(attributes, 1 + More)]);
            table.Write(name, Figures.Count(one.Bytes), Seconds(one.Seconds), Figures.Count((many.Bytes - one.Bytes) / More), Seconds((many.Seconds - one.Seconds) / More));
        }

        if (filter.Length > 0) return;
        var mixed = Compile([.. Enumerable.Range(0, 100).Select(Mixed)]);
        Console.WriteLine();
        Console.WriteLine($"100 small networks of 20 sizes and 5 activations: {Figures.Count(mixed.Bytes)} bytes, {Seconds(mixed.Seconds)} s of processor time, {Figures.Count(Process.GetCurrentProcess().PeakWorkingSet64 >> 20)} MiB at most.");
    }

    /// <summary>One of a hundred: two or three layers of some width, one activation of five.</summary>
    private static string Mixed(int i)
    {
        var layer = $"Dense({8 + (7 * (i % 20))}, Activation.{new[] { "ReLU", "Tanh", "GELU", "Sigmoid", "LeakyReLU" }[i % 5]})";
        return $"[Network({4 + (i % 13)}), {layer}, {layer}, Dense({1 + (i % 3)}), Loss(Loss.MeanSquaredError), Adam(0.001)]";
    }

    private static (long Bytes, double Seconds) Compile(string[] networks)
    {
        var source = "using GradCompile;\n" + string.Concat(networks.Select((attributes, i) => $"{attributes} public partial class Net{i.ToString(CultureInfo.InvariantCulture)};\n"));
        GC.Collect();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var project = UserProject.Compile(source);
        using (project.Load())
        {
            return (project.Generated.Sum(file => (long)file.SourceText.Length), (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }
    }

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);
}
