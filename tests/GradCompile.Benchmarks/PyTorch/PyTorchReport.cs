using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Reports;
using GradCompile.Benchmarks.Workloads;

namespace GradCompile.Benchmarks.PyTorch;

/// <summary>
/// The same workloads here and in PyTorch on one thread, and in PyTorch on all of them. The two sides take turns rather than
/// run side by side, so that neither steals the other's cores.
/// </summary>
internal static class PyTorchReport
{
    /// <returns>The exit code: 0 also where there is no PyTorch to compare with, which is said.</returns>
    public static int Write(Meter meter, string filter, int mostTurns)
    {
        if (PyTorchProcess.Absence() is { } absence)
        {
            Console.WriteLine(absence);
            return 0;
        }

        MachineReport.Write();
        WriteSmall(meter, filter);
        Console.WriteLine();
        TurnsReport.Write(filter, mostTurns);
        return 0;
    }

    private static void WriteSmall(Meter meter, string filter)
    {
        var keys = WorkloadTable.All.Select(create => create()).Where(IsWanted).Select(workload => workload.Key).ToArray();
        if (keys.Length == 0) return;
        var (version, one) = PyTorchProcess.Measure(1, keys);
        var (_, all) = PyTorchProcess.Measure(Environment.ProcessorCount, keys);
        Console.WriteLine($"PyTorch {version}, eager mode; a ratio says how many times longer PyTorch takes than GradCompile on one thread.");
        Console.WriteLine("With several threads it waits in loops, so that figures of all cores are good on an idle machine alone.");
        Console.WriteLine();
        var table = new MarkdownTable(
            ("workload", 72), ("here", 8), ("PyTorch, 1 thread", 17), ("ratio", 6), ($"PyTorch, {Environment.ProcessorCount} threads", 18), ("ratio", 6));
        foreach (var create in WorkloadTable.All)
        {
            var workload = create();
            if (!IsWanted(workload)) continue;
            var seconds = meter.Measure(workload).Seconds;
            var (single, many) = (one[workload.Key], all[workload.Key]);
            table.Write(workload.Name, Figures.Time(seconds), Figures.Time(single), Figures.Ratio(single / seconds), Figures.Time(many), Figures.Ratio(many / seconds));
        }

        bool IsWanted(Workload workload) => workload.Key.Length > 0 && workload.Name.Contains(filter, StringComparison.OrdinalIgnoreCase);
    }
}
