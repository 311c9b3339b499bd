using System.Collections.Concurrent;
using System.Globalization;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>What to train and how often.</summary>
/// <param name="Folder">Where the digits are.</param>
/// <param name="Seeds">Of the weights: the first decides what fails, the last tells how far the seed does.</param>
/// <param name="Table">A file of accuracies that need not be measured again, or null.</param>
internal sealed record LearningPlan(string Folder, int Networks, int Seed, int Parallel, int Seeds, string? Table);

/// <summary>Precision and recall of the warnings GRAD1… for "fails to learn", by optimizer.</summary>
internal static class LearningReport
{
    public static void Print(LearningPlan plan)
    {
        var trainee = new Trainee(Digits.Read(plan.Folder), new OutcomeTable(plan.Table), plan.Seeds);
        var outcomes = new ConcurrentBag<Outcome>();
        Console.WriteLine($"{"depth × width, activation, initialiser, biases",-64}{"optimizer",-10}{"accuracy",9}{"G/W",7}{"min G",7}{"max G",7}{"signal",8}{"share",7}{"seeds",6}  said before");
        Parallel.ForEach(RandomNetwork.Draw(plan.Networks, plan.Seed), new ParallelOptions { MaxDegreeOfParallelism = plan.Parallel }, network =>
        {
            foreach (var outcome in trainee.Train(network))
            {
                outcomes.Add(outcome);
                var said = string.Join(" ", outcome.Found.Select(d => Outcome.IsWarning(d) ? d.Id : $"({d.Id})"));
                Console.WriteLine($"{outcome.Network.Description,-64}{outcome.Optimizer[4..],-10}{outcome.Accuracy,9:F3}{Statistics(outcome.Forecast)}  {said,-24}{(outcome.Fails == outcome.Warned ? "" : outcome.Fails ? "missed" : "false alarm")}");
            }
        });

        foreach (var group in outcomes.GroupBy(outcome => outcome.Optimizer[4..]).OrderByDescending(group => group.Key, StringComparer.Ordinal)) Summarize(group.Key, [.. group], plan.Seeds > 1);
    }

    private static void Summarize(string optimizer, IReadOnlyList<Outcome> all, bool again)
    {
        Console.WriteLine();
        Console.WriteLine($"{optimizer,-16}{"networks",10}{"fail",8}{"warned",8}{"hits",8}{"precision",11}{"recall",9}   with hints");
        foreach (var family in all.GroupBy(outcome => outcome.Network.Family).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(family.Key, [.. family]);
        Row("all", all);
        Console.WriteLine($"  {all.Count(outcome => outcome.IsClose)} of them end within 0.05 of the limit");
        if (again)
        {
            var (precision, recall) = Score(all, outcome => outcome.FailsAgain);
            Console.WriteLine($"  another seed of the weights would tell with a precision of {precision:F2} and a recall of {recall:F2}");
        }

        foreach (var id in all.SelectMany(outcome => outcome.Warnings).Distinct().Order(StringComparer.Ordinal))
        {
            var with = all.Where(outcome => outcome.Warnings.Contains(id)).ToList();
            Console.WriteLine($"  {id}: {with.Count(outcome => outcome.Fails)} of {with.Count} fail");
        }
    }

    private static void Row(string name, IReadOnlyList<Outcome> outcomes)
    {
        var (precision, recall) = Score(outcomes, outcome => outcome.Warned);
        var (hintPrecision, hintRecall) = Score(outcomes, outcome => outcome.Hinted);
        Console.WriteLine($"  {name,-14}{outcomes.Count,10}{outcomes.Count(o => o.Fails),8}{outcomes.Count(o => o.Warned),8}{outcomes.Count(o => o.Warned && o.Fails),8}{precision,11:F2}{recall,9:F2}   {hintPrecision:F2} / {hintRecall:F2}");
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
