using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3009: a layer of so few units that the classes behind it cannot be kept apart: 2^(n + 1) classes are as many as n units learn to tell.</summary>
internal sealed class NarrowBottleneck : DiagnosisRule
{
    public override string Id => DiagnosisIds.NarrowBottleneck;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.VanishingGradient, DiagnosisIds.BornDead];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (network.Model.Loss != LossKind.SoftmaxCrossEntropy || network.Model.Optimizer is null) yield break;
        var steps = network.Sequences[0].Steps;
        var classes = network.Model.Training.Output.Shape.Size;
        var last = steps.LastOrDefault(step => step.Options is not null);
        var narrow = steps.TakeWhile(step => step != last)
            .Where(step => step.Layer is DenseLayer && step.Output.Size < Enough(classes))
            .OrderBy(step => step.Output.Size).ToList();
        if (narrow.Count == 0) yield break;
        var first = narrow[0];
        yield return new Diagnosis(
            Id,
            $"All that tells {Words.Text(classes)} classes apart has to pass through the {(first.Output.Size == 1 ? "single unit" : $"{Words.Text(first.Output.Size)} units")} of '{first.Name}', and is hardly learned in {Words.Text(network.Declaration.Input.TrainingSteps)} steps. Use at least {Words.Text(Enough(classes))} units.",
            first.Origin,
            new EquatableArray<Fix>(new Fix($"Use {Words.Text(classes)} units", narrow.Select(step => Edit.SetPositional(step.Origin, 0, Words.Text(classes))).ToEquatableArray())));
    }

    /// <summary>The fewest units that learn to tell so many classes.</summary>
    private static long Enough(long classes)
    {
        var units = 1L;
        while (1L << (int)(units + 1) < classes) units++;
        return units;
    }
}
