using Spectre.Console;

namespace GradCompile.Samples.GradientClinic;

/// <summary>The table on the console: what the build said of a class, what it forecast, and what was measured.</summary>
public static class Report
{
    public static void Print(IReadOnlyList<Case> cases, BuildLog log)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().Title("Norm of the weight gradient at initialisation: forecast by the build, and measured");
        table.AddColumn("network").AddColumn("what the build says");
        foreach (var heading in new[] { "first layer\nforecast", "\nmeasured", "last layer\nforecast", "\nmeasured" }) table.AddColumn(new TableColumn(heading).RightAligned());
        foreach (var item in cases)
        {
            Add(table, item.Title, item.Sick, log);
            Add(table, "fixed: " + item.Cure, item.Fixed, log);
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Measured: the median over {Probe.Seeds} seeds of weights, inputs and labels.");
    }

    private static void Add(Table table, string title, Probe probe, BuildLog log)
    {
        var findings = log.Of(probe.Class);
        var says = findings.Count == 0 ? "nothing" : string.Join("\n", findings.Select(finding => $"{finding.Id}: {finding.Message}"));
        table.AddRow(new[] { $"{probe.Class}\n{title}", says, Number(probe.Forecast[0]), Number(probe.Median(0)), Number(probe.Forecast[^1]), Number(probe.Median(^1)) }.Select(Markup.Escape).ToArray());
    }

    private static string Number(double value) => value switch
    {
        0 => "0",
        >= 100 and < 1000 => value.ToString("0"),
        >= 0.01 and < 100 => value.ToString("G2"),
        _ => value.ToString("0.0e+0").Replace("e+", "e", StringComparison.Ordinal),
    };
}
