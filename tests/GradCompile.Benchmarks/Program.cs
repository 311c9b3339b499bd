using GradCompile.Benchmarks.Measuring;

FmaLimit.WarmUp();
foreach (var bits in FmaLimit.Widths) Console.WriteLine($"{bits} {FmaLimit.Measure(bits, 0.05) / 1e9:0}");
