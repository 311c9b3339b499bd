using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1014: a penalty, or AdamW's decay, that shrinks the weights faster than the loss can hold them.</summary>
internal sealed class PenaltyDominates : GradientRule
{
    /// <summary>The penalty's gradient by the loss's.</summary>
    private const double LargestRatio = 2;

    /// <summary>The rate of shrinking, 2·L2 for each weight, by the rate at which the loss's gradient rebuilds what tells samples apart.</summary>
    private const double LargestShrinking = 0.01;

    /// <summary>A convolution's weights are held at many places.</summary>
    private const double HelpOfConvolutions = 2;

    /// <summary>AdamW takes rate × decay of each weight in a step, and its steps of about the rate hold weights up to 1/decay.</summary>
    private const double LargestDecay = 0.0175;
    private const double UsualDecay = 0.01;
    private const double Target = 0.1;

    public override string Id => DiagnosisIds.PenaltyDominates;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training) =>
        new[] { Decay(network, training) ?? Divergence(network, training) ?? Dominance(network, training) }.OfType<Diagnosis>();

    private Diagnosis? Decay(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Optimizer is not AdamOptimizer { WeightDecay: { } decay } adam) return null;
        var product = decay * adam.Rate;
        if (product <= LargestDecay) return null;
        var effect = product > 2
            ? $"each step multiplies every weight by {Figures.Of(1 - product)}, so that the weights grow without bound"
            : product >= 1 ? $"each step multiplies every weight by {Figures.Of(1 - product)}, so that nothing learned is left"
            : $"each step takes {Figures.Percent(product)} of every weight, and steps of {Figures.Literal(adam.Rate)} cannot hold more than {Figures.Of(1 / decay)} against it";
        return new Diagnosis(
            Id,
            $"A WeightDecay of {Figures.Literal(decay)} at a rate of {Figures.Literal(adam.Rate)} comes to {Figures.Of(product)}: {effect}. Use the usual WeightDecay of {Figures.Literal(UsualDecay)}.",
            adam.Origin,
            FixCandidate.Tried(network, Id,
            [
                new FixCandidate(
                    $"Use a WeightDecay of {Figures.Literal(UsualDecay)}",
                    declaration => declaration with { Optimizers = new EquatableArray<DeclaredOptimizer>(adam with { WeightDecay = UsualDecay }) },
                    [Edit.Set(adam.Origin, "WeightDecay", Figures.Literal(UsualDecay))]),
            ]),
            IsError: product > 2);
    }

    /// <summary>Gradient descent on L2 alone multiplies a weight by 1 − 2·rate·λ.</summary>
    private Diagnosis? Divergence(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Optimizer is not SgdOptimizer sgd || training.Model.Clip is not null) return null;
        var layer = training.Layers.OrderByDescending(layer => layer.Weight.L2).First();
        var product = 2 * sgd.Rate * layer.Weight.L2;
        if (product <= 2 * (1 + sgd.Momentum)) return null;
        return new Diagnosis(
            Id,
            $"L2 of {Figures.Literal(layer.Weight.L2)} at a rate of {Figures.Literal(sgd.Rate)} multiplies every weight of '{layer.Name}' by {Figures.Of(1 - product)} in a step, so that the weights grow without bound. Use a smaller coefficient.",
            Place(training),
            Fixes(network, training, 0.01 / product),
            IsError: true);
    }

    private Diagnosis? Dominance(NetworkUnderExamination network, TrainingForecast training)
    {
        var pull = Math.Sqrt(training.Layers.Sum(SquaredPull));
        if (!(pull > 0)) return null;
        var gradient = Logarithms.PowerOfTen(training.Network.LogGradientNorm);
        var (ratio, shrinking) = (pull / gradient, Shrinking(training));
        if (!(ratio > LargestRatio || shrinking > LargestShrinking) || gradient == 0) return null;
        var finding = ratio > LargestRatio
            ? $"The penalty's gradient is forecast {Figures.Of(pull)}, {Figures.Of(ratio)} times the {Figures.Of(gradient)} of the loss: the weights will be pulled to 0 before they learn."
            : $"The penalties shrink the weights at {(double.IsInfinity(shrinking) ? "many" : Figures.Of(shrinking))} times the rate at which the loss can rebuild what tells samples apart, where {Figures.Literal(LargestShrinking)} is as much as networks bear: the weights will be pulled to 0 before they learn.";
        return new Diagnosis(Id, $"{finding} Use a smaller coefficient.", Place(training), Fixes(network, training, Target * Math.Min(LargestRatio / ratio, LargestShrinking / shrinking)));
    }

    private static Origin Place(TrainingForecast training) => training.Model.Declaration.Penalties.Count > 0
        ? training.Model.Declaration.Penalties[0].Origin
        : training.Layers.OrderByDescending(SquaredPull).ThenByDescending(layer => layer.Weight.L2).First().Origin;

    /// <summary>
    /// λ, with what L1 comes to at the weights' size, in the mean over the weights, by the loss's curvature along what tells samples apart. A normalisation behind a layer makes up for whatever scale is left.
    /// </summary>
    private static double Shrinking(TrainingForecast training)
    {
        var layers = training.Layers.Where(layer => !layer.MeetsNorm && !layer.IsConstant).ToList();
        if (layers.Count == 0 || double.IsNegativeInfinity(training.Pace.LogHold)) return 0;
        var weights = layers.Sum(layer => (double)layer.Forecast.Weights);
        var shrinking = layers.Sum(layer => layer.Forecast.Weights / weights * (layer.Weight.L2 + (training.IsAdaptive ? 0 : layer.Weight.L1 / (2 * MeanAbsolute(layer)))));

        // Gradient descent needs time to shrink anything; scaled steps do it at the pace of all others.
        if (!training.IsAdaptive && Math.Log10(2 * shrinking) + training.Pace.LogEffectiveRate + Math.Log10(training.Input.TrainingSteps) < 0) return 0;
        var help = training.Layers.Any(layer => layer.Weight.Shape.Count == 4) ? HelpOfConvolutions : 1;
        return shrinking / help / Logarithms.PowerOfTen(training.Pace.LogHold);
    }

    private static double MeanAbsolute(WeightedLayer layer) =>
        Math.Max(1e-30, Math.Sqrt(2 / Math.PI) * Logarithms.PowerOfTen(layer.Forecast.LogWeightNorm) / Math.Sqrt(layer.Forecast.Weights));

    /// <summary>‖L1·sign(w) + 2·L2·w‖² of one tensor.</summary>
    private static double SquaredPull(WeightedLayer layer)
    {
        var (l1, l2) = (layer.Weight.L1, layer.Weight.L2);
        var count = (double)layer.Forecast.Weights;
        var norm = Logarithms.PowerOfTen(layer.Forecast.LogWeightNorm);
        var absolute = Math.Sqrt(2 / Math.PI) * norm * Math.Sqrt(count);
        var signs = norm > 0 ? count : 0;
        return (l1 * l1 * signs) + (4 * l1 * l2 * absolute) + (4 * l2 * l2 * norm * norm);
    }

    private EquatableArray<Fix> Fixes(NetworkUnderExamination network, TrainingForecast training, double share)
    {
        var penalties = training.Model.Declaration.Penalties;
        if (penalties.Count != 1 || !(share < 1)) return default;
        var penalty = penalties[0];
        var strength = Figures.Rounded(penalty.Strength * share);
        return FixCandidate.Tried(network, Id,
        [
            new FixCandidate(
                $"Use a coefficient of {Figures.Literal(strength)}",
                declaration => declaration with { Penalties = new EquatableArray<DeclaredPenalty>(penalty with { Strength = strength }) },
                [Edit.SetPositional(penalty.Origin, 0, Figures.Literal(strength))]),
        ]);
    }
}
