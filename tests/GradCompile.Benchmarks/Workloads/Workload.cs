namespace GradCompile.Benchmarks.Workloads;

/// <summary>Something to be timed.</summary>
/// <param name="Key">Its name in the script for PyTorch; empty if it is nothing that PyTorch does.</param>
/// <param name="Name">As the table shows it.</param>
/// <param name="Operations">Floating point operations of one call: those of the matrix products alone, a multiply-add counting two.</param>
/// <param name="Bits">The width of its vectors, and so of the limit that it is held against.</param>
/// <param name="Goal">What it is to reach.</param>
/// <param name="Run">Does it so many times.</param>
internal sealed record Workload(string Key, string Name, double Operations, int Bits, Goal Goal, Action<int> Run);

/// <summary>What a workload is to reach: a share of the limit or a time, 0 where there is none.</summary>
/// <param name="Ratio">Of the limit.</param>
/// <param name="Seconds">For one call.</param>
internal readonly record struct Goal(double Ratio = 0, double Seconds = 0);
