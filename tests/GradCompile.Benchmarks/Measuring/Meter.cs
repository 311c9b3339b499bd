using System.Diagnostics;
using GradCompile.Benchmarks.Workloads;

namespace GradCompile.Benchmarks.Measuring;

/// <summary>
/// Times workloads on a machine that may be shared: a neighbour on the same physical core halves every figure for seconds at
/// a time. So the limit is taken right before and right after each short run, the two are divided, and the median of the
/// ratios is what counts.
/// </summary>
/// <param name="runs">How many runs of each workload.</param>
/// <param name="runSeconds">How long a run is; one call at least.</param>
internal sealed class Meter(int runs, double runSeconds)
{
    /// <summary>Long enough for the clock, and short enough that the core is in the state that it has during the run.</summary>
    private const double LimitSeconds = 0.0005;

    /// <summary>Calls before anything is timed: code is compiled at the first, buffers are made, caches are filled.</summary>
    private const int WarmUpCalls = 3;

    public Reading Measure(Workload workload)
    {
        workload.Run(WarmUpCalls);
        var calls = Calls(workload);
        var seconds = new double[runs];
        var limits = new double[runs];
        var ratios = new double[runs];
        long bytes = 0;
        for (var run = 0; run < runs; run++)
        {
            FmaLimit.WarmUp();
            var before = FmaLimit.Measure(workload.Bits, LimitSeconds);
            bytes -= GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            workload.Run(calls);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            bytes += GC.GetAllocatedBytesForCurrentThread();
            var after = FmaLimit.Measure(workload.Bits, LimitSeconds);
            seconds[run] = elapsed / calls;
            limits[run] = (before + after) / 2;
            ratios[run] = workload.Operations / seconds[run] / limits[run];
        }

        var time = Median(seconds);
        return new Reading(time, workload.Operations / time, Median(limits), Median(ratios), (double)bytes / ((long)runs * calls));
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>How many calls fill a run.</summary>
    private int Calls(Workload workload)
    {
        for (var calls = 1; ; calls *= 2)
        {
            var start = Stopwatch.GetTimestamp();
            workload.Run(calls);
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (elapsed >= runSeconds) return calls;
            if (elapsed >= runSeconds / 4) return Math.Max(1, (int)(calls * runSeconds / elapsed));
        }
    }
}
