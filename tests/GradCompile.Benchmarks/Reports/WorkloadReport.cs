using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Workloads;

namespace GradCompile.Benchmarks.Reports;

/// <summary>The default command: every workload, what it reached, and the limit around it.</summary>
internal static class WorkloadReport
{
    public static void Write(Meter meter, string filter)
    {
        MachineReport.Write();
        var table = new MarkdownTable(
            ("workload", 72), ("time", 8), ("GFLOP/s", 7), ("FMA limit", 9), ("ratio", 5), ("aim", 7), ("bytes/call", 10));
        foreach (var create in WorkloadTable.All)
        {
            var workload = create();
            if (!workload.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            var reading = meter.Measure(workload);
            table.Write(
                workload.Name, Figures.Time(reading.Seconds), Figures.Giga(reading.Operations), Figures.Giga(reading.Limit), Figures.Ratio(reading.Ratio),
                Aim(workload.Goal), Figures.Count(reading.BytesPerCall));
        }
    }

    private static string Aim(Goal goal) =>
        goal.Ratio > 0 ? Figures.Ratio(goal.Ratio) : goal.Seconds > 0 ? Figures.Time(goal.Seconds) : "";
}
