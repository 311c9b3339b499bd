using GradCompile.Benchmarks.Reports;

namespace GradCompile.Benchmarks.Generation;

/// <summary>The <c>generator</c> command.</summary>
internal static class GeneratorReport
{
    public static void Write(string filter)
    {
        Console.WriteLine("The source generator in this process, warm: a run from nothing, one after an edit elsewhere in the network's file,");
        Console.WriteLine("one after an edit of an attribute; medians. The text is for 512, 256 and 128 bits together.");
        Console.WriteLine();
        var table = new MarkdownTable(("network", 20), ("from nothing", 12), ("edit elsewhere", 14), ("edit of a layer", 15), ("files", 5), ("bytes", 11));
        foreach (var (name, text) in NetworkSources.All.Where(source => source.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            var costs = GeneratorClock.Measure(text);
            table.Write(
                name, Figures.Time(costs.Cold), Figures.Time(costs.Keystroke), Figures.Time(costs.AttributeEdit), Figures.Count(costs.Files), Figures.Count(costs.Bytes));
        }
    }
}
