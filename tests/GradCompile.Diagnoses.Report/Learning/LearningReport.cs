using System.Collections.Concurrent;
using System.Globalization;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>Precision and recall of the warnings GRAD1… for "fails to learn", by optimizer.</summary>
internal static class LearningReport
{
    public static void Print(string folder, int networks, int seed, int parallel)
    {
        var digits = Digits.Read(folder);
        var outcomes = new ConcurrentBag<Outcome>();
        Console.WriteLine($"{"depth × width, activation, initialiser",-58}{"optimizer",-10}{"accuracy",9}{"G/W",7}{"min G",7}{"max G",7}{"signal",8}{"share",7}{"seeds",6}  said before");
        Parallel.ForEach(RandomNetwork.Draw(networks, seed), new ParallelOptions { MaxDegreeOfParallelism = parallel }, network =>
        {
            foreach (var outcome in Trainee.Train(network, digits))
            {
                outcomes.Add(outcome);
                var said = string.Join(" ", outcome.Found.Select(d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning ? d.Id : $"({d.Id})"));
                Console.WriteLine($"{outcome.Network,-58}{outcome.Optimizer[4..],-10}{outcome.Accuracy,9:F3}{Statistics(outcome.Forecast)}  {said,-24}{(outcome.Fails == outcome.Warned ? "" : outcome.Fails ? "missed" : "false alarm")}");
            }
        });

        Console.WriteLine();
        Console.WriteLine($"{"optimizer",-12}{"networks",10}{"fail",8}{"warned",8}{"precision",11}{"recall",9}   with hints");
        foreach (var group in outcomes.GroupBy(outcome => outcome.Optimizer[4..]).OrderByDescending(group => group.Key, StringComparer.Ordinal))
        {
            var all = group.ToList();
            var (precision, recall) = Score(all, outcome => outcome.Warned);
            var (hintPrecision, hintRecall) = Score(all, outcome => outcome.Hinted);
            Console.WriteLine($"{group.Key,-12}{all.Count,10}{all.Count(o => o.Fails),8}{all.Count(o => o.Warned),8}{precision,11:F2}{recall,9:F2}   {hintPrecision:F2} / {hintRecall:F2}");
            foreach (var id in all.SelectMany(o => o.Found.Where(d => d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).Select(d => d.Id).Distinct()).GroupBy(id => id).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var with = all.Where(o => o.Found.Any(d => d.Id == id.Key && d.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)).ToList();
                Console.WriteLine($"    {id.Key}: {with.Count(o => o.Fails)} of {with.Count} fail");
            }
        }
    }

    /// <summary>log₁₀ ‖G₁‖/‖W₁‖, of the smallest and largest ‖G‖, of the logits' signal, of its share after Adam's first steps; the log-variance over seeds.</summary>
    private static string Statistics(NetworkForecast forecast) => string.Create(
        CultureInfo.InvariantCulture,
        $"{forecast.Layers[0].LogRelativeGradient,7:F1}{forecast.Layers.Min(l => l.LogWeightGradient),7:F1}{forecast.Layers.Max(l => l.LogWeightGradient),7:F1}{forecast.LogLogitSignal,8:F1}{forecast.LogSignalShareAfterAdam,7:F1}{forecast.LogVariance,6:F1}");

    private static (double Precision, double Recall) Score(IReadOnlyList<Outcome> outcomes, Func<Outcome, bool> said)
    {
        var hits = outcomes.Count(outcome => outcome.Fails && said(outcome));
        return (hits / (double)Math.Max(1, outcomes.Count(said)), hits / (double)Math.Max(1, outcomes.Count(outcome => outcome.Fails)));
    }
}
