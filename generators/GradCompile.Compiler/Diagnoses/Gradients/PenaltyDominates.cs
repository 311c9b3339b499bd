using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1014: a penalty that pulls harder than the loss.</summary>
internal sealed class PenaltyDominates : GradientRule
{
    private const double LargestRatio = 2;
    private const double Target = 0.1;

    public override string Id => DiagnosisIds.PenaltyDominates;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var pull = Math.Sqrt(training.Layers.Sum(SquaredPull));
        var gradient = Logarithms.PowerOfTen(training.Network.LogGradientNorm);
        if (!(pull > LargestRatio * gradient)) yield break;
        var penalties = training.Model.Declaration.Penalties;
        var origin = penalties.Count > 0 ? penalties[0].Origin : training.Layers.First(layer => SquaredPull(layer) > 0).Origin;
        yield return new Diagnosis(
            Id,
            $"The penalty's gradient is forecast {Figures.Of(pull)}, {Figures.Of(pull / gradient)} times the {Figures.Of(gradient)} of the loss: the weights will be pulled to 0 before they learn. Use a smaller coefficient.",
            origin,
            Mends(network, penalties, Target * gradient / pull));
    }

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

    private EquatableArray<Mend> Mends(NetworkUnderExamination network, EquatableArray<DeclaredPenalty> penalties, double share)
    {
        if (penalties.Count != 1) return default;
        var penalty = penalties[0];
        var strength = Figures.Rounded(penalty.Strength * share);
        return Remedy.Tried(network, Id,
        [
            new Remedy(
                $"Use a coefficient of {Figures.Literal(strength)}",
                declaration => declaration with { Penalties = new EquatableArray<DeclaredPenalty>(penalty with { Strength = strength }) },
                [Edit.SetPositional(penalty.Origin, 0, Figures.Literal(strength))]),
        ]);
    }
}
