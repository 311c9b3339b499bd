using System.Collections.Concurrent;
using GradCompile.Diagnoses.Report.Learning;
using Microsoft.CodeAnalysis;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>What was said of one declaration, and what it then did.</summary>
internal sealed record Trial(TrialDeclaration Declaration, double Accuracy, IReadOnlyList<Diagnostic> Found)
{
    public bool Fails => Accuracy < 0.7;

    public bool Learns => Accuracy >= 0.9;

    /// <summary>A warning or an error of the rules on gradients; SELU's set-up is a matter of theory.</summary>
    public bool IsWarnedOfGradients => Found.Any(d => d.Severity >= DiagnosticSeverity.Warning && d.Id.StartsWith("GRAD1", StringComparison.Ordinal) && d.Id != "GRAD1009");

    public bool IsWarned => Found.Any(d => d.Severity >= DiagnosticSeverity.Warning);
}

/// <summary>Precision and recall of the warnings on declarations as people write them, trained as declared.</summary>
internal static class TrialReport
{
    /// <param name="export">Where to write the declarations with their accuracies, or null.</param>
    public static void Print(IReadOnlyList<TrialDeclaration> trials, string folder, string? table, int parallel, bool known, bool verbose, string? export = null)
    {
        var trainer = known ? null : new TrialTrainer(Digits.Read(folder), new CurveTable(table));
        var results = new ConcurrentBag<Trial>();
        Parallel.ForEach(Partitioner.Create(trials, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = parallel }, trial =>
        {
            var accuracy = trainer is null ? trial.Known!.Value : trainer.Train(trial, 1).Final;
            results.Add(new Trial(trial, accuracy, [.. Diagnoser.Diagnose(trial.Source)]));
        });

        if (export is not null && trainer is not null) LearnedTable.Write(export, trials.Select(trial => (trial, trainer.Train(trial, 1))));
        foreach (var result in results.OrderBy(result => result.Declaration.Name, StringComparer.Ordinal))
        {
            var verdict = result.Fails && !result.IsWarned ? "missed" : result.Learns && result.IsWarnedOfGradients ? "false alarm" : "";
            if (!verbose && verdict.Length == 0) continue;
            var said = string.Join(" ", result.Found.OrderByDescending(d => d.Severity).Select(d => d.Severity >= DiagnosticSeverity.Warning ? d.Id : $"({d.Id})"));
            Console.WriteLine($"{result.Declaration.Name,-28}{result.Accuracy,7:F3}  {verdict,-12}{said,-36}{result.Declaration.Attributes} {result.Declaration.Blocks}");
        }

        Console.WriteLine();
        var counted = results.Where(result => result.Fails || result.Learns).ToList();
        Row("all", counted);
        foreach (var kind in counted.GroupBy(result => result.Declaration.Kind).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(kind.Key, [.. kind]);
        foreach (var id in counted.SelectMany(Warnings).Distinct().Order(StringComparer.Ordinal))
        {
            var with = counted.Where(result => Warnings(result).Contains(id)).ToList();
            Console.WriteLine($"  {id}: {with.Count(result => result.Fails)} of {with.Count} fail");
        }

        static IEnumerable<string> Warnings(Trial result) => result.Found.Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.Id);
    }

    private static void Row(string name, IReadOnlyList<Trial> trials)
    {
        var failed = trials.Where(trial => trial.Fails).ToList();
        var warned = trials.Where(trial => trial.IsWarnedOfGradients).ToList();
        var precision = warned.Count == 0 ? "" : $"{warned.Count(trial => trial.Fails) / (double)warned.Count:F3}";
        var recall = failed.Count == 0 ? "" : $"{failed.Count(trial => trial.IsWarned) / (double)failed.Count:F3}";
        Console.WriteLine($"{name,-30}{trials.Count,5} declarations, {failed.Count,4} failed, precision {precision,6} ({warned.Count(trial => trial.Fails)}/{warned.Count}), recall {recall,6} ({failed.Count(trial => trial.IsWarned)}/{failed.Count})");
    }
}
