using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using GradCompile.CodeFixes;
using GradCompile.Diagnoses.Report.Learning;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>One fix of one warned program, and what both then do: the medians over the seeds.</summary>
internal sealed record FixTrial(TrialDeclaration Declaration, string Id, string Title, double Before, double After);

/// <summary>Applies each fix that is offered for a warning as an editor does, and trains the program before and after.</summary>
internal static class FixReport
{
    private const int Seeds = 5;
    private const double Harm = 0.01;

    public static void Print(IReadOnlyList<TrialDeclaration> trials, int programs, string folder, string? table, int parallel)
    {
        var trainer = new TrialTrainer(Digits.Read(folder), new CurveTable(table));
        var warned = trials.Where(trial => Fixable(trial).Count > 0).Take(programs).ToList();
        var results = new ConcurrentBag<FixTrial>();
        Parallel.ForEach(Partitioner.Create(warned, EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = parallel }, trial =>
        {
            foreach (var id in Fixable(trial))
            {
                var only = new Only(id);
                foreach (var title in CodeFixRunner.OfferedAsync(trial.Source, new NetworkAnalyzer(), only).GetAwaiter().GetResult())
                {
                    var changed = trial with { Attributes = "", Text = CodeFixRunner.ApplyAsync(trial.Source, new NetworkAnalyzer(), only, title).GetAwaiter().GetResult() };
                    var result = new FixTrial(trial, id, title, Median(trainer, trial), Median(trainer, changed));
                    results.Add(result);
                    var verdict = result.After < result.Before - Harm ? "worse" : result.After > result.Before ? "" : "no better";
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trial.Name,-28}{id}  {result.Before:F3} -> {result.After:F3}  {verdict,-10}{title}  | {trial.Attributes} {trial.Blocks}"));
                }
            }
        });

        Console.WriteLine();
        Console.WriteLine($"{warned.Count} warned programs, {results.Count} fixes: {results.Count(r => r.After > r.Before)} better, {results.Count(r => r.After < r.Before - Harm)} worse by more than {Harm.ToString(CultureInfo.InvariantCulture)}, by the median of {Seeds} seeds");
    }

    /// <summary>The ids of the warnings and errors for which fixes are offered.</summary>
    private static IReadOnlyList<string> Fixable(TrialDeclaration trial) =>
        [.. Diagnoser.Diagnose(trial.Source).Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Properties.Count > 0).Select(d => d.Id).Distinct()];

    private static double Median(TrialTrainer trainer, TrialDeclaration trial)
    {
        var all = trainer.TrainAll(trial, Enumerable.Range(1, Seeds)).Select(curve => curve.Final).Order().ToList();
        return all[Seeds / 2];
    }

    /// <summary>The fixes of one rule.</summary>
    private sealed class Only(string id) : CodeFixProvider
    {
        private readonly NetworkCodeFixProvider _all = new();

        public override ImmutableArray<string> FixableDiagnosticIds => [id];

        public override FixAllProvider? GetFixAllProvider() => _all.GetFixAllProvider();

        public override Task RegisterCodeFixesAsync(CodeFixContext context) => _all.RegisterCodeFixesAsync(context);
    }
}
