using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>
/// GRAD3009: a layer of so few units that the classes behind it cannot be kept apart: 2^(n + 1) classes are as many as n units learn to tell.
/// Two such layers in a row fold the samples twice, and sigmoids see them from one side only: both need two units more.
/// </summary>
internal sealed class NarrowBottleneck : DiagnosisRule
{
    private const int MoreInARow = 2;

    /// <summary>So many inputs to an output tell labels, which are told apart as classes are, from an autoencoder, whose code is meant to be narrow.</summary>
    private const int FewOutputs = 4;

    public override string Id => DiagnosisIds.NarrowBottleneck;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.VanishingGradient, DiagnosisIds.BornDead];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (network.Model.Optimizer is null) yield break;
        var steps = network.Sequences[0].Steps;
        var classes = network.Model.Training.Output.Shape.Size;
        var isLabelled = network.Model.Loss == LossKind.SigmoidCrossEntropy && classes * FewOutputs <= network.Model.Training.Input.Shape.Size;
        if (network.Model.Loss != LossKind.SoftmaxCrossEntropy && !isLabelled) yield break;
        var last = steps.LastOrDefault(step => step.Options is not null);
        var weighted = steps.TakeWhile(step => step != last).Where(step => step.Options is not null || step.Layer is ResidualLayer).ToList();
        var inputs = network.Model.Training.Input.Shape.Size;
        var narrow = weighted.Where((step, place) => step.Output.Size < inputs && (IsNarrow(weighted, place, step.Output.Size, classes) || IsNarrowSigmoid(steps, step, classes)))
            .OrderBy(step => step.Output.Size).ToList();
        if (narrow.Count == 0) yield break;
        var first = narrow[0];
        var isAlone = first.Output.Size < Enough(classes);
        yield return new Diagnosis(
            Id,
            $"All that tells {Words.Text(classes)} classes apart has to pass through the {(first.Output.Size == 1 ? "single unit" : $"{Words.Text(first.Output.Size)} units")} of '{first.Name}'{(isAlone || narrow.Count == 1 ? "" : $" and {Words.Text(narrow.Count - 1)} more such layer{(narrow.Count == 2 ? "" : "s")}")}, and is hardly learned in {Words.Text(network.Declaration.Input.TrainingSteps)} steps. Use at least {Words.Text(isAlone ? Enough(classes) : EnoughInARow(classes))} units.",
            first.Origin,
            new EquatableArray<Fix>(new Fix($"Use {Words.Text(classes)} units", narrow.Select(step => Edit.SetPositional(step.Origin, 0, Words.Text(classes))).ToEquatableArray())));
    }

    /// <summary>Whether it is by itself, or with a neighbour as narrow.</summary>
    private static bool IsNarrow(List<Step> weighted, int place, long units, long classes)
    {
        if (weighted[place].Layer is not DenseLayer) return false;
        return units < Enough(classes) || (units < EnoughInARow(classes) && (IsInARow(place - 1) || IsInARow(place + 1)));

        bool IsInARow(int other) => other >= 0 && other < weighted.Count && weighted[other].Layer is DenseLayer && weighted[other].Output.Size < EnoughInARow(classes);
    }

    private static bool IsNarrowSigmoid(IReadOnlyList<Step> steps, Step step, long classes) =>
        step.Layer is DenseLayer && step.Output.Size < EnoughInARow(classes)
        && steps.SkipWhile(other => other != step).TakeWhile(other => other == step || other.Options is null)
            .Any(other => other.Activation is ActivationKind.Sigmoid or ActivationKind.HardSigmoid);

    /// <summary>The fewest units that learn to tell so many classes.</summary>
    private static long Enough(long classes)
    {
        var units = 1L;
        while (1L << (int)(units + 1) < classes) units++;
        return units;
    }

    private static long EnoughInARow(long classes) => Math.Min(Enough(classes) + MoreInARow, (classes + 1) / 2);
}
