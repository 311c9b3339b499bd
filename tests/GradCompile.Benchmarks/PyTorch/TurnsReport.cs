using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;
using GradCompile.Benchmarks.Threads;

namespace GradCompile.Benchmarks.PyTorch;

/// <summary>The second table of the <c>--pytorch</c> command: large work on one thread and on all, ours and PyTorch's in turns.</summary>
internal static class TurnsReport
{
    public static void Write(string filter, int mostTurns)
    {
        Console.WriteLine("Large work, in turns with PyTorch; the ratio is the median of turns, and below 1 where we are faster.");
        Console.WriteLine();
        var table = new MarkdownTable(("workload", 50), ("threads", 7), ("here", 8), ("PyTorch", 8), ("here / PyTorch", 14));
        foreach (var (name, create) in ThreadedWorkloads.All)
        {
            if (!name.Contains(filter, StringComparison.OrdinalIgnoreCase)) continue;
            var workload = create();
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct()) Write(table, workload, threads, mostTurns);
        }
    }

    private static void Write(MarkdownTable table, ThreadedWorkload workload, int threads, int mostTurns)
    {
        using var partner = new PyTorchPartner(workload.Key, threads);
        workload.UseThreads(threads);
        workload.Call();
        partner.Run(1);
        var (ourCalls, ourTurns) = TurnTaking.Plan(TurnTaking.Seconds(workload.Call, 1), mostTurns);
        var (theirCalls, theirTurns) = TurnTaking.Plan(partner.Run(1), mostTurns);
        var turns = Math.Min(ourTurns, theirTurns);
        var (ours, theirs) = (new double[turns], new double[turns]);
        for (var turn = 0; turn < turns; turn++)
        {
            ours[turn] = TurnTaking.Seconds(workload.Call, ourCalls);
            theirs[turn] = partner.Run(theirCalls);
        }

        var ratio = Meter.Median([.. ours.Zip(theirs, (our, their) => our / their)]);
        table.Write(workload.Name, Figures.Count(threads), Figures.Time(Meter.Median(ours)), Figures.Time(Meter.Median(theirs)), Figures.Ratio(ratio));
    }
}
