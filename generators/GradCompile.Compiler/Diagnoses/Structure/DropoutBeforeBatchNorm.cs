using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3004: dropout changes the variance in training only, and the batch norm behind it learns the changed one.</summary>
internal sealed class DropoutBeforeBatchNorm : DiagnosisRule
{
    public override string Id => DiagnosisIds.DropoutBeforeBatchNorm;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var pairs = network.Sequences.SelectMany(Pairs).ToList();
        if (pairs.Count == 0) yield break;
        var (_, dropout, norm) = pairs[0];
        var others = pairs.Count == 1 ? "" : $" There {(pairs.Count == 2 ? "is 1 more" : $"are {Words.Text(pairs.Count - 1)} more")} like it.";
        yield return new Diagnosis(
            Id,
            $"'{dropout.Name}' stands before '{norm.Name}': in training it raises the variance of what it scales by up to a factor {Words.Text(1 / (1 - ((DropoutLayer)dropout.Layer).Rate))}, the batch norm's running statistics learn that variance, and in prediction it is gone.{others} Put the dropout behind the batch norm.",
            dropout.Origin,
            new EquatableArray<Fix>(new Fix("Move the dropout behind the batch norm", pairs.SelectMany(Moved).ToEquatableArray())));
    }

    /// <summary>A bias that the norm then stands right behind does nothing any more, and goes too.</summary>
    private static IEnumerable<Edit> Moved((Step? Biased, Step Dropout, Step Norm) pair) =>
        (pair.Biased is { } biased ? BiasBeforeBatchNorm.WithoutBias(biased) : []).Append(Edit.MoveAfter(pair.Dropout.Origin, pair.Norm.Origin));

    private static IEnumerable<(Step? Biased, Step Dropout, Step Norm)> Pairs(LayerSequence sequence)
    {
        var steps = sequence.Steps.Where(step => step.Layer is not FlattenLayer and not ActivationLayer { Kind: ActivationKind.Identity }).ToList();
        for (var i = 0; i + 1 < steps.Count; i++)
        {
            if (steps[i].Layer is not DropoutLayer { Rate: > 0 }) continue;
            var next = Behind(steps, i + 1);
            var isAtOnce = next < steps.Count && steps[next].Layer is not ActivationLayer;
            if (!isAtOnce) next = Behind(steps, next + 1);
            if (next >= steps.Count || steps[next] is not { Layer: BatchNormLayer } behind) continue;
            var before = i > 0 && isAtOnce && BiasBeforeBatchNorm.IsBiased(steps[i - 1]) ? steps[i - 1] : null;
            yield return (before, steps[i], behind);
        }
    }

    /// <summary>The first step from here that is no dropout: of several that follow each other, all go behind the norm.</summary>
    private static int Behind(IReadOnlyList<Step> steps, int place)
    {
        while (place < steps.Count && steps[place].Layer is DropoutLayer) place++;
        return place;
    }
}
