using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1009: SELU without what makes it normalise itself: LeCun weights, no batch norm, no ordinary dropout (Klambauer et al. 2017).</summary>
internal sealed class SeluSetup : GradientRule
{
    private const double Tolerance = 0.1;

    public override string Id => DiagnosisIds.SeluSetup;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.VanishingGradient, DiagnosisIds.ExplodingGradient];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var selu = training.Layers.Where(layer => layer.Activation == ActivationKind.SELU).ToList();
        if (selu.Count == 0) yield break;

        // In a few layers the signal does not go far astray.
        var isHint = !VanishingGradient.Fires(training) && !ExplodingGradient.Fires(training);
        var normalized = selu.FirstOrDefault(layer => layer.IsNormalized);
        if (normalized is not null)
        {
            yield return new Diagnosis(Id, $"A normalisation stands between '{normalized.Name}' and its SELU, which normalises by itself: the two correct each other, and the signal loses the fixed point that SELU is made for. Remove the normalisation, or use ReLU with it.", normalized.Origin, FixCandidate.Tried(network, Id, [FixCandidates.Activations(selu, ActivationKind.ReLU, alsoInit: true)]), isHint);
            yield break;
        }

        var untuned = selu.Where(layer => layer.Options is not null && (layer.Gain < 1 - Tolerance || layer.Gain > 1 + Tolerance)).ToList();
        if (untuned.Count > 0)
        {
            var first = untuned[0];
            var others = untuned.Count == 1 ? "" : $" ({Figures.Count(untuned.Count, "layer", "layers")} in all)";
            yield return new Diagnosis(
                Id,
                $"SELU keeps its signal at variance 1 only with weights of variance 1/fan-in; those of '{first.Name}', {first.Init}, have {Figures.Of(first.Gain)}/fan-in{others}. Use Init.LeCunNormal.",
                first.Origin,
                FixCandidate.Tried(network, Id, [FixCandidates.SuitableInits(untuned)]),
                isHint);
            yield break;
        }

        if (DropoutBehindSelu(training) is { } dropout)
        {
            yield return new Diagnosis(
                Id,
                $"Ordinary dropout at a rate of {Figures.Of(dropout.Rate)} behind SELU moves the mean and the variance that SELU keeps. Remove it, or use ReLU with it.",
                dropout.Origin,
                FixCandidate.Tried(network, Id, [FixCandidate.Of("Remove the dropout", [new(dropout, [], [Edit.Remove(dropout.Origin)])])]),
                isHint);
        }
    }

    private static DropoutLayer? DropoutBehindSelu(TrainingForecast training)
    {
        var declaration = training.Model.Declaration;
        return new[] { declaration.Layers }.Concat(declaration.Blocks.Select(block => block.Layers)).Select(Find).FirstOrDefault(found => found is not null);

        static DropoutLayer? Find(EquatableArray<DeclaredLayer> layers)
        {
            var isSelu = false;
            foreach (var layer in layers)
            {
                switch (layer)
                {
                    case DropoutLayer { Rate: > 0 } dropout when isSelu:
                        return dropout;
                    case DenseLayer { Options.Activation: var kind }:
                        isSelu = kind == ActivationKind.SELU;
                        break;
                    case Conv2DLayer { Options.Activation: var kind }:
                        isSelu = kind == ActivationKind.SELU;
                        break;
                    case ActivationLayer activation:
                        isSelu = activation.Kind == ActivationKind.SELU;
                        break;
                    case ResidualLayer residual:
                        isSelu = residual.Activation == ActivationKind.SELU;
                        break;
                }
            }

            return null;
        }
    }
}
