using System.Collections.Concurrent;
using System.Globalization;
using GradCompile.Diagnoses.Report.Learning;
using GradCompile.TestKit;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>Trains networks of mixed kinds at rates a factor of two apart, and compares the best with the rate that the forecast suggests.</summary>
internal static class RateSweep
{
    public const int Steps = 1000;
    private const int Rates = 13;

    /// <summary>Rates that end as close to the best accuracy as one seed is to the next.</summary>
    private const double Equal = 0.005;

    public static IEnumerable<TrialDeclaration> Draw(int count, int seed) =>
        TutorialNetworks.Draw(20 * count, seed, Steps).Where(trial => trial.Kind is "healthy" or "deep" or "output" or "residual" or "dropout" or "batch norm chain" or "small batch").Take(count);

    public static void Print(IReadOnlyList<TrialDeclaration> trials, string folder, string? table, int parallel)
    {
        var trainer = new TrialTrainer(Digits.Read(folder), new CurveTable(table));
        var ratios = new ConcurrentBag<(double ToBest, double ToPlateau)>();
        Parallel.ForEach(Partitioner.Create(trials, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = parallel }, trial =>
        {
            var rates = Enumerable.Range(0, Rates).Select(k => Lowest(trial) * Math.Pow(2, k)).ToList();
            var accuracies = trainer.Sweep(trial, rates);
            var best = Enumerable.Range(0, Rates).MaxBy(k => accuracies[k]);
            if (accuracies[best] < 0.8) return;
            var good = Enumerable.Range(0, Rates).Where(k => accuracies[k] >= accuracies[best] - Equal).ToList();
            var suggested = Diagnoser.SuggestedRate(trial.Source, TrialDeclaration.Class) ?? 0;
            var toBest = Math.Log(suggested / rates[best]);
            var toPlateau = suggested < rates[good[0]] ? Math.Log(suggested / rates[good[0]]) : suggested > rates[good[^1]] ? Math.Log(suggested / rates[good[^1]]) : 0;
            ratios.Add((toBest, toPlateau));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trial.Name,-24} best {rates[best],9:G3} ({accuracies[best]:F3}; as good {rates[good[0]]:G3} to {rates[good[^1]]:G3}), suggested {suggested,9:G3}, ratio {Math.Exp(toBest),7:F2}  {trial.Attributes}"));
        });

        foreach (var factor in new[] { 2.0, 3.0, 5.0 })
        {
            var limit = Math.Log(factor);
            Console.WriteLine($"within a factor of {factor}: of the best {ratios.Count(r => Math.Abs(r.ToBest) <= limit)} of {ratios.Count}, of one as good {ratios.Count(r => Math.Abs(r.ToPlateau) <= limit)} of {ratios.Count}");
        }
    }

    private static double Lowest(TrialDeclaration trial) =>
        trial.Attributes.Contains("AdaGrad(", StringComparison.Ordinal) ? 2e-4
        : !trial.Attributes.Contains("Sgd(", StringComparison.Ordinal) ? 2e-5
        : trial.Attributes.Contains("Momentum = 0.9", StringComparison.Ordinal) ? 2e-4 : 2e-3;
}
