using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;

namespace GradCompile.Benchmarks.Threads;

/// <summary>The <c>threads</c> command: what all cores gain over one, beside what the loop of multiply-adds gains in the same moments.</summary>
internal static class ThreadsReport
{
    private const double LimitSeconds = 0.02;

    public static void Write(string filter, int mostTurns)
    {
        var all = Environment.ProcessorCount;
        Console.WriteLine($"All {all} cores against one. Each turn takes, one after the other: the FMA loop on one thread, the work on one, the loop on all, the work on all.");
        Console.WriteLine("The share is the work's gain over the loop's gain, the median of turns; a machine whose cores are shared gains less than it has cores.");
        Console.WriteLine();
        var table = new MarkdownTable(("workload", 50), ("one thread", 10), ($"{all} threads", 10), ("gain", 5), ("FMA loop's gain", 15), ("share", 5), ("aim", 5));
        using var team = new FmaTeam(all);
        foreach (var (name, create) in ThreadedWorkloads.All)
        {
            if (name.Contains(filter, StringComparison.OrdinalIgnoreCase)) Write(table, create(), team, mostTurns);
        }
    }

    private static void Write(MarkdownTable table, ThreadedWorkload workload, FmaTeam team, int mostTurns)
    {
        foreach (var threads in new[] { team.Threads, 1 })
        {
            workload.UseThreads(threads);
            workload.Call();
        }

        var (calls, turns) = TurnTaking.Plan(TurnTaking.Seconds(workload.Call, 1), mostTurns);
        var (one, many, gains, limits, shares) = (new double[turns], new double[turns], new double[turns], new double[turns], new double[turns]);
        for (var turn = 0; turn < turns; turn++)
        {
            var limitOfOne = team.Measure(1, LimitSeconds);
            one[turn] = Seconds(1);
            var limitOfAll = team.Measure(team.Threads, LimitSeconds);
            many[turn] = Seconds(team.Threads);
            (gains[turn], limits[turn]) = (one[turn] / many[turn], limitOfAll / limitOfOne);
            shares[turn] = gains[turn] / limits[turn];
        }

        table.Write(
            workload.Name, Figures.Time(Meter.Median(one)), Figures.Time(Meter.Median(many)), Figures.Ratio(Meter.Median(gains)), Figures.Ratio(Meter.Median(limits)),
            Figures.Ratio(Meter.Median(shares)), Figures.Ratio(0.9));

        double Seconds(int threads)
        {
            workload.UseThreads(threads);
            return TurnTaking.Seconds(workload.Call, calls);
        }
    }
}
