using System.Diagnostics;
using System.Globalization;
using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;

namespace GradCompile.Benchmarks.Generation;

/// <summary>The <c>generator</c> command.</summary>
internal static class GeneratorReport
{
    /// <summary>Fresh processes for each network.</summary>
    private const int ColdRuns = 3;

    public static void Write(string filter)
    {
        Console.WriteLine("The source generator and the analyzers; medians. First run: the generator's in a process in which Roslyn is warm and our code is not.");
        Console.WriteLine("Then warm: a full run; a key typed elsewhere in the network's file, generator and analyzers; a key that changes an attribute, the same, where");
        Console.WriteLine("the analyzers' figure holds the parsing of the new text. The text is for 512, 256 and 128 bits together.");
        Console.WriteLine();
        var table = new MarkdownTable(
            ("network", 16), ("first run", 9), ("full run", 9), ("key elsewhere", 13), ("+ analyzers", 11), ("key in an attribute", 19), ("+ analyzers", 11), ("files", 5), ("bytes", 10));
        foreach (var (name, text) in NetworkSources.All.Where(source => source.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            var first = Meter.Median([.. Enumerable.Range(0, ColdRuns).Select(_ => FirstRun(name))]);
            var costs = GeneratorClock.Measure(text);
            table.Write(
                name, Figures.Time(first), Figures.Time(costs.Full), Figures.Time(costs.Keystroke), Figures.Time(costs.KeystrokeAnalyzers), Figures.Time(costs.AttributeEdit),
                Figures.Time(costs.AttributeEditAnalyzers), Figures.Count(costs.Files), Figures.Count(costs.Bytes));
        }
    }

    /// <summary>The command that a fresh process is started with: one number on one line.</summary>
    public static void WriteFirstRun(string name) => Console.WriteLine(GeneratorClock.MeasureFirst(NetworkSources.Of(name)).ToString("R", CultureInfo.InvariantCulture));

    private static double FirstRun(string name)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(GeneratorReport).Assembly.Location);
        start.ArgumentList.Add("generator-first-run");
        start.ArgumentList.Add("--filter");
        start.ArgumentList.Add(name);

        // As in the compiler's own process: tiers, and no profile.
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && double.TryParse(output, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : throw new InvalidOperationException($"The first run of the generator on {name} ended with {process.ExitCode}: {output}");
    }
}
