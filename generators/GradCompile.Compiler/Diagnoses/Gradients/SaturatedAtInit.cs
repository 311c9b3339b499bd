using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1003: most units of a layer start on the flat ends of their activation.</summary>
internal sealed class SaturatedAtInit : GradientRule
{
    private const double LargestShare = 0.5;

    /// <summary>A single layer that is not wholly saturated still learns, if slowly, and under scaled steps any single one; so do branches that a skip leads past: worth a look, not a warning.</summary>
    private const double LargestMild = 0.9;

    /// <summary>What several layers may come to in all.</summary>
    private const double LargestSum = 1.2;

    public override string Id => DiagnosisIds.SaturatedAtInit;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.LearningRate, DiagnosisIds.AdamEpsilon];

    /// <summary>Whether another finding would be gone if no layer were saturated: then saturation is the cause to name.</summary>
    public static bool IsCause(NetworkUnderExamination network, TrainingForecast training, Func<TrainingForecast, bool> fires)
    {
        var saturated = Saturated(training);
        if (saturated.Count == 0) return false;
        return Trial.IsGone(network, FixCandidates.Fresh(saturated).Apply(network.Declaration), fires);
    }

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var saturated = Saturated(training);
        if (saturated.Count == 0) yield break;
        var worst = saturated[0];
        var forecast = worst.Forecast;
        var others = saturated.Count == 1 ? "" : $", and as many or more in {Figures.Count(saturated.Count - 1, "other layer", "other layers")}";
        var share = $"{Figures.Percent(forecast.Saturated)} of the {Figures.Integer(forecast.Units)} {worst.Activation} units of '{worst.Name}' are forecast to start saturated{others}";
        var bound = Figures.Of(ActivationTable.Of(worst.Activation).SaturationBound);
        if (IsByBias(worst))
        {
            yield return new Diagnosis(
                Id,
                $"{share}: the biases start at {Figures.Literal(BiasOf(worst))}, and beyond ±{bound} the slope is below 5 % of its maximum. Let BiasInit be 0.",
                worst.Origin, FixCandidate.Tried(network, Id, [FixCandidates.ZeroBiases(saturated)]), IsHint: IsHint(training, saturated));
            yield break;
        }

        if (InputScale.IsCause(network, training, other => other.Layers.Any(layer => layer.Forecast.Saturated > LargestShare)))
        {
            yield return new Diagnosis(Id, $"{share}: {InputScale.Describe(training)}", training.Input.Origin, FixCandidate.Tried(network, Id, [InputScale.Normalised(training)]), IsHint: IsHint(training, saturated));
            yield break;
        }

        var suitable = FixCandidates.Suitable(worst.Activation);
        yield return new Diagnosis(
            Id,
            $"{share}: {worst.Init} weights on {Figures.Integer(forecast.FanIn)} inputs make sums of {Figures.Power(forecast.LogForwardRms)}, and beyond ±{bound} the slope is below 5 % of its maximum. Use Init.{suitable}.",
            worst.Origin,
            FixCandidate.Tried(network, Id, [FixCandidates.SuitableInits(saturated), FixCandidates.SuitableInits(training.Layers), FixCandidates.BatchNorms(saturated)]),
            IsHint: IsHint(training, saturated));
    }

    private static bool IsHint(TrainingForecast training, IReadOnlyList<WeightedLayer> saturated) =>
        IsMild(training, saturated) && !VanishingGradient.Fires(training) && !ExplodingGradient.Fires(training);

    private static bool IsMild(TrainingForecast training, IReadOnlyList<WeightedLayer> saturated) =>
        saturated.All(layer => layer.Block.Length > 0)
        || (saturated.Count == 1 && (training.IsAdaptive || saturated[0].Forecast.Saturated <= LargestMild))
        || (saturated.Count > 1 && saturated.Sum(layer => layer.Forecast.Saturated) <= LargestSum);

    private static IReadOnlyList<WeightedLayer> Saturated(TrainingForecast training) => training.Layers.Where(layer => layer.Forecast.Saturated > LargestShare).ToList();

    private static bool IsByBias(WeightedLayer layer) => BiasOf(layer) != 0 && layer.Forecast.Mean * layer.Forecast.Mean > 0.5 && !layer.IsNormalized;

    private static double BiasOf(WeightedLayer layer) => layer.Bias is null ? 0 : WeightLaw.Of(layer.Bias.Initializer).Mean;
}
