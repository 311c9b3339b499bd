namespace GradCompile.Benchmarks.Measuring;

/// <summary>What was found for one workload.</summary>
/// <param name="Seconds">Median time of a call.</param>
/// <param name="Operations">Operations a second at that time; a multiply-add counts two.</param>
/// <param name="Limit">Median of the limits measured around the runs, in operations a second.</param>
/// <param name="Ratio">Median over the runs of what was reached over the limit around that very run.</param>
/// <param name="BytesPerCall">Allocated on the managed heap by the calling thread.</param>
internal sealed record Reading(double Seconds, double Operations, double Limit, double Ratio, double BytesPerCall);
