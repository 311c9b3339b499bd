using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Outputs;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1015: layers that no gradient will ever reach, as the declaration has it.</summary>
internal sealed class DeadByConstruction : GradientRule
{
    public override string Id => DiagnosisIds.DeadByConstruction;

    public override IReadOnlyList<string> Explains =>
    [
        DiagnosisIds.SymmetricInit, DiagnosisIds.VanishingGradient, DiagnosisIds.ExplodingGradient, DiagnosisIds.SaturatedAtInit, DiagnosisIds.BornDead, DiagnosisIds.InitialLogits,
        DiagnosisIds.BatchNormChain, DiagnosisIds.ResidualDepth, DiagnosisIds.ClipNeverActs, DiagnosisIds.ClipAlwaysActs, DiagnosisIds.LearningRate,
        DiagnosisIds.AdamEpsilon, DiagnosisIds.PenaltyDominates,
    ];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var found = SilentNorms(network).Concat(NormsOfFew(network)).Concat(SilentSums(network)).ToList();
        return found.Count > 0 ? found : ForecastDead.Examine(network, training);
    }

    private IEnumerable<Diagnosis> SilentNorms(NetworkUnderExamination network)
    {
        var silent = network.Sequences.SelectMany(BeforeRectifiers).ToList();
        if (silent.Count == 0) yield break;
        var (norm, rectifier) = silent[0];
        yield return new Diagnosis(
            Id,
            $"'{norm.Name}' starts with a scale of 0 before the {rectifier.Activation} of '{rectifier.Name}': what reaches it is exactly 0, where {rectifier.Activation} has no gradient, so neither the scale nor anything before it will ever learn.{Others(silent.Count)} Let ScaleInit be 1; 0 belongs at the end of a residual branch.",
            norm.Origin,
            FixCandidate.Tried(network, Id, [FixCandidate.Of("Use ScaleInit = 1", silent.Select(pair => (BatchNormLayer)pair.Norm.Layer).Select(layer =>
                new LayerChange(layer, [layer with { ScaleInit = 1 }], [Edit.Unset(layer.Origin, "ScaleInit")])))]),
            IsError: true);
    }

    private IEnumerable<Diagnosis> NormsOfFew(NetworkUnderExamination network)
    {
        var few = network.Sequences.SelectMany(sequence => sequence.Steps).Where(step => step.Layer is LayerNormLayer && step.Input.Size <= 2).OrderBy(step => step.Input.Size).ToList();
        if (few.Count == 0) yield break;
        var first = few[0];
        var isOne = first.Input.Size == 1;
        yield return new Diagnosis(
            Id,
            isOne
                ? $"'{first.Name}' runs over a single unit: a number less its own mean is 0 whatever comes in, so nothing of a row passes it, and nothing before it learns.{Others(few.Count)} Remove it, or normalise a wider layer."
                : $"'{first.Name}' runs over two units: less their mean and divided by their deviation they are 1 and -1, so nothing passes but which is the larger, and next to no gradient.{Others(few.Count)} Remove it, or normalise a wider layer.",
            first.Origin,
            FixCandidate.Tried(network, Id, [FixCandidate.Of("Remove the layer norm", few.Select(step => new LayerChange(step.Layer, [], [Edit.Remove(step.Origin)])))]),
            IsError: isOne);
    }

    private IEnumerable<Diagnosis> SilentSums(NetworkUnderExamination network)
    {
        var silent = network.Sequences.SelectMany(sequence => sequence.Steps).Where(step => step.Layer is ResidualLayer { Scale: 0 }).ToList();
        if (silent.Count == 0) yield break;
        yield return new Diagnosis(
            Id,
            $"'{silent[0].Name}' adds its block 0 times, as Scale says: the block's weights get no gradient and never change.{Others(silent.Count)} Use Scale = 1, or a small one for a deep network.",
            silent[0].Origin,
            FixCandidate.Tried(network, Id, [FixCandidate.Of("Use Scale = 1", silent.Select(step => (ResidualLayer)step.Layer).Select(layer =>
                new LayerChange(layer, [layer with { Scale = 1 }], [Edit.Unset(layer.Origin, "Scale")])))]),
            IsError: true);
    }

    /// <summary>Batch norms that start at 0, with the rectifier that reads nothing but that.</summary>
    private static IEnumerable<(Step Norm, Step Rectifier)> BeforeRectifiers(LayerSequence sequence)
    {
        for (var i = 0; i < sequence.Steps.Count; i++)
        {
            if (sequence.Steps[i].Layer is not BatchNormLayer { ScaleInit: 0 }) continue;
            var reader = sequence.Steps.Skip(i + 1).FirstOrDefault(step => !KeepsZero(step.Layer));
            if (reader?.Layer is ActivationLayer && OutputFloor.IsRectifier(reader)) yield return (sequence.Steps[i], reader);
        }
    }

    private static bool KeepsZero(DeclaredLayer layer) =>
        layer is PoolLayer or GlobalAveragePoolLayer or FlattenLayer or DropoutLayer or ActivationLayer { Kind: ActivationKind.Identity };

    private static string Others(int count) => count == 1 ? "" : $" So {(count == 2 ? "is 1 more" : $"are {Words.Text(count - 1)} more")}.";
}
