using GradCompile.Benchmarks.Measuring;
using GradCompile.Benchmarks.Workloads;
using GradCompile.CompilerServices;

namespace GradCompile.Benchmarks.Reports;

/// <summary>
/// The three products of square layers over widths and rows, as ratios to the limit: a curve without cliffs. Operations are
/// those of the layer as declared, so that lanes of padding count as lost.
/// </summary>
internal static class SweepReport
{
    /// <summary>Both sizes from which a dip is reported.</summary>
    private const int Large = 64;

    /// <summary>Of its neighbour, below which a figure is a dip.</summary>
    private const double Dip = 0.7;

    private static readonly int[] Rows = [1, 2, 3, 4, 8, 16, 31, 32, 64, 100, 128, 256, 512, 1024];

    public static void Write(Meter meter, string filter)
    {
        MachineReport.Write();
        Write("forward product", (kernels, rows) => kernels.Forward(rows));
        Write("weight gradient", (kernels, rows) => kernels.WeightGradient(rows));
        Write("input gradient, with transposition", (kernels, rows) => kernels.InputGradient(rows));

        void Write(string product, Func<ProductKernels, int, Workload> workload)
        {
            if (product.Contains(filter, StringComparison.OrdinalIgnoreCase)) WriteProduct(meter, product, workload);
        }
    }

    private static void WriteProduct(Meter meter, string product, Func<ProductKernels, int, Workload> workload)
    {
        var widths = SweepNetworks.All;
        var ratios = new double[Rows.Length, widths.Count];
        for (var w = 0; w < widths.Count; w++)
        {
            var kernels = new ProductKernels(widths[w].Network, widths[w].Width, widths[w].Width, Hardware.VectorBits);
            for (var r = 0; r < Rows.Length; r++) ratios[r, w] = meter.Measure(workload(kernels, Rows[r])).Ratio;
        }

        Console.WriteLine($"{product}: ratio to the limit, rows down, widths across");
        Console.WriteLine();
        var table = new MarkdownTable([("rows", 5), .. widths.Select(width => (Figures.Count(width.Width), 5))]);
        for (var r = 0; r < Rows.Length; r++)
        {
            table.Write([Figures.Count(Rows[r]), .. Enumerable.Range(0, widths.Count).Select(w => Figures.Ratio(ratios[r, w]))]);
        }

        Console.WriteLine();
        Console.WriteLine(string.Join('\n', Dips(ratios).DefaultIfEmpty($"No dip below {Figures.Ratio(Dip)} of a neighbour from {Large} rows and {Large} features on.")));
        Console.WriteLine();
    }

    private static IEnumerable<string> Dips(double[,] ratios)
    {
        var widths = SweepNetworks.All;
        for (var r = 0; r < Rows.Length; r++)
        {
            for (var w = 0; w < widths.Count; w++)
            {
                if (Rows[r] < Large || widths[w].Width < Large) continue;
                double best = 0;
                if (Rows[r - 1] >= Large) best = Math.Max(best, ratios[r - 1, w]);
                if (widths[w - 1].Width >= Large) best = Math.Max(best, ratios[r, w - 1]);
                if (r + 1 < Rows.Length) best = Math.Max(best, ratios[r + 1, w]);
                if (w + 1 < widths.Count) best = Math.Max(best, ratios[r, w + 1]);
                if (ratios[r, w] < Dip * best) yield return $"Dip: {Rows[r]} rows, {widths[w].Width} features: {Figures.Ratio(ratios[r, w])}, beside {Figures.Ratio(best)}.";
            }
        }
    }
}
