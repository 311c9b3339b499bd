using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using GradCompile.Benchmarks.Measuring;

namespace GradCompile.Benchmarks.Reports;

/// <summary>What a figure was measured on, and how.</summary>
internal static class MachineReport
{
    /// <summary>Whether the networks or the runtime were built without optimisation.</summary>
    public static bool IsForDebugging { get; } = new[] { typeof(MachineReport).Assembly, typeof(NetworkAttribute).Assembly }
        .Any(assembly => assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true);

    public static void Write()
    {
        Console.WriteLine($"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}; one thread.");
        Console.WriteLine("Code is compiled once and fully optimised (no tiers, no profile). Operations are those of the matrix products alone;");
        Console.WriteLine("the ratio is the median of runs, each over the limit measured right before and after it.");
        Console.WriteLine("FMA limit, GFLOP/s: " + string.Join(", ", FmaLimit.Widths.Select(bits => $"{Figures.Giga(Limit(bits))} in {bits} bits")) + ".");
        Console.WriteLine();
    }

    /// <summary>The median of many looks, since one may fall on a neighbour's turn.</summary>
    private static double Limit(int bits)
    {
        FmaLimit.WarmUp();
        return Meter.Median([.. Enumerable.Range(0, 25).Select(_ => FmaLimit.Measure(bits, 0.001))]);
    }

    private static string Processor()
    {
        const string Key = "model name";
        if (!File.Exists("/proc/cpuinfo")) return RuntimeInformation.OSDescription;
        var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(text => text.StartsWith(Key, StringComparison.Ordinal));
        return line is null ? RuntimeInformation.OSDescription : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
