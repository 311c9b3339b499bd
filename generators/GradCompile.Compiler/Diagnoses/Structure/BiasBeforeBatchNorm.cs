using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3003: a batch norm subtracts the mean, and with it whatever bias was added before.</summary>
internal sealed class BiasBeforeBatchNorm : DiagnosisRule
{
    public override string Id => DiagnosisIds.BiasBeforeBatchNorm;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var biased = network.Sequences.SelectMany(Cancelled).ToList();
        if (biased.Count == 0) yield break;
        yield return new Diagnosis(
            Id,
            $"The {(biased.Count == 1 ? "bias" : "biases")} of {Words.Names(biased)} {(biased.Count == 1 ? "does" : "do")} nothing: the batch norm right behind subtracts {(biased.Count == 1 ? "it" : "them")} with the mean, and has a bias of its own. Set UseBias = false.",
            biased[0].Origin,
            new EquatableArray<Fix>(new Fix("Set UseBias = false", biased.SelectMany(WithoutBias).ToEquatableArray())));
    }

    private static IEnumerable<Step> Cancelled(LayerSequence sequence)
    {
        var steps = sequence.Steps.Where(step => step.Layer is not FlattenLayer).ToList();
        return steps.Take(steps.Count == 0 ? 0 : steps.Count - 1)
            .Where((step, i) => IsBiased(step) && steps[i + 1].Layer is BatchNormLayer);
    }

    /// <summary>Whether a bias is the last thing that a layer adds.</summary>
    public static bool IsBiased(Step step) => step is { Options.UseBias: true, Activation: ActivationKind.Identity };

    public static IEnumerable<Edit> WithoutBias(Step step)
    {
        yield return Edit.Set(step.Origin, "UseBias", "false");
        if (step.Options!.BiasInit is not null) yield return Edit.Unset(step.Origin, "BiasInit");
        if (step.Options.BiasStd is not null) yield return Edit.Unset(step.Origin, "BiasStd");
    }
}
