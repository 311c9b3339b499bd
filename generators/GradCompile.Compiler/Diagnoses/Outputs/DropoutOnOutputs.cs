using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2006: dropout behind the last weighted layer drops the outputs themselves.</summary>
internal sealed class DropoutOnOutputs : DiagnosisRule
{
    public override string Id => DiagnosisIds.DropoutOnOutputs;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var dropouts = Found(network);
        if (dropouts.Count == 0) yield break;
        var first = dropouts[0];
        var rate = 1 - dropouts.Aggregate(1d, (left, step) => left * (1 - ((DropoutLayer)step.Layer).Rate));
        yield return new Diagnosis(
            Id,
            $"'{first.Name}' stands behind the last weighted layer and drops the outputs themselves: {Effect(network, first, rate)}. Move the dropout before the last layer, or remove it.",
            first.Origin,
            Fixes(network, dropouts).ToEquatableArray());
    }

    /// <summary>The dropouts that nothing follows but activations and flattening.</summary>
    public static IReadOnlyList<Step> Found(NetworkUnderExamination network)
    {
        var steps = network.Sequences[0].Steps;
        if (network.Model.Loss is null || !steps.Any(IsWeighted)) return [];
        return steps.Reverse().TakeWhile(step => step.Layer is ActivationLayer or FlattenLayer or DropoutLayer)
            .Where(step => step.Layer is DropoutLayer { Rate: > 0 }).Reverse().ToList();
    }

    private static string Effect(NetworkUnderExamination network, Step dropout, double rate)
    {
        var share = $"{Words.Text(100 * rate)} %";
        if (network.Model.Loss is LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy)
            return $"in training {share} of the logits are 0 at random, whatever the network has learnt, and no weights lower the loss of those";
        var isBent = network.Sequences[0].Steps.SkipWhile(step => step != dropout).Any(step => step.Activation != ActivationKind.Identity);
        return isBent
            ? $"in training {share} of the sums become 0 at random, whatever the network has learnt, and no weights make up for it"
            : $"in training {share} of them are 0 at random, the error is least where the rest are {Words.Decimals(1 - rate)} of the targets, and predictions come out that many times too small";
    }

    private static IEnumerable<Fix> Fixes(NetworkUnderExamination network, IReadOnlyList<Step> dropouts)
    {
        var steps = network.Sequences[0].Steps.ToList();
        var last = steps.FindLastIndex(IsWeighted);
        var before = last > 0 ? steps[last - 1] : null;
        if (before is not null && before.Layer is not DropoutLayer && steps[last].Layer is not ResidualLayer && dropouts.Count == 1 && HighDropout.LeavesEnough(before.Output, ((DropoutLayer)dropouts[0].Layer).Rate))
            yield return new Fix("Move the dropout before the last layer", new EquatableArray<Edit>(Edit.MoveAfter(dropouts[0].Origin, before.Origin)));
        yield return new Fix("Remove the dropout", dropouts.Select(step => Edit.Remove(step.Origin)).ToEquatableArray());
    }

    private static bool IsWeighted(Step step) => step.Options is not null || step.Layer is ResidualLayer;
}
