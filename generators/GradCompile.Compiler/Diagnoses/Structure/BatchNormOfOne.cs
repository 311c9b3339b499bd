using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3007: a batch norm over a single value a channel has no variance, and over two it keeps a sign.</summary>
internal sealed class BatchNormOfOne : DiagnosisRule
{
    private const int UsualBatch = 32;

    public override string Id => DiagnosisIds.BatchNormOfOne;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        if (network.Model.Loss is null) yield break;
        var input = network.Declaration.Input;
        var norms = network.Model.Training.Operations.OfType<BatchNormOperation>().Where(norm => input.BatchSize * norm.Input.Shape.Positions <= 2).ToList();
        if (norms.Count == 0) yield break;
        var first = norms.OrderBy(norm => norm.Input.Shape.Positions).First();
        var throws = input.BatchSize * first.Input.Shape.Positions == 1;
        var effect = throws
            ? "which has no variance: training throws an ArgumentException, as it takes at least 2 rows"
            : "and of two values, less their mean and divided by their deviation, nothing is left but which is the larger: 1 and -1";
        yield return new Diagnosis(
            Id,
            $"BatchSize is {Words.Text(input.BatchSize)}, so that '{first.Layer}' normalises over {(throws ? "a single value" : "two values")} of each channel, {effect}. Train with larger batches, or use LayerNorm, which needs one row.",
            input.Origin,
            Fixes(network).ToEquatableArray(),
            IsHint: !throws);
    }

    private static IEnumerable<Fix> Fixes(NetworkUnderExamination network)
    {
        yield return new Fix($"Use a BatchSize of {Words.Text(UsualBatch)}", new EquatableArray<Edit>(Edit.Set(network.Declaration.Input.Origin, "BatchSize", Words.Text(UsualBatch))));
        var norms = network.Sequences.SelectMany(sequence => sequence.Steps).Where(step => step.Layer is BatchNormLayer).ToList();
        if (norms.All(step => step.Layer is BatchNormLayer { ScaleInit: 1, Name: null } && step.Output.Size > 2))
            yield return new Fix("Use LayerNorm", norms.Select(step => Edit.Replace(step.Origin, "LayerNorm")).ToEquatableArray());
    }
}
