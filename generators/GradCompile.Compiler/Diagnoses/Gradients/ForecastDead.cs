using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The part of GRAD1015 that only the forecast knows: whatever the cause, a layer without any gradient is never passed over in silence.</summary>
internal static class ForecastDead
{
    private const double All = 0.999999;

    private static readonly HashSet<string> Causes =
    [
        DiagnosisIds.VanishingGradient, DiagnosisIds.SaturatedAtInit, DiagnosisIds.BornDead, DiagnosisIds.SymmetricInit, DiagnosisIds.SoftmaxOfOne, DiagnosisIds.WrongOutputCount,
    ];

    public static IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var still = training.Open.Where(layer => layer.Forecast.Dead > All || double.IsNegativeInfinity(layer.Forecast.LogWeightGradient)).ToList();
        var isExact = still.Any(IsExact);
        if (still.Count == 0 || IsExplained(network, isExact)) yield break;

        // The last of those whose units are all silent stops the others.
        var dead = still.LastOrDefault(layer => layer.Forecast.Dead > All);
        var first = dead ?? still[still.Count - 1];
        var zero = dead is null && Wakes(network, training);
        yield return new Diagnosis(
            DiagnosisIds.DeadByConstruction,
            dead is not null
                ? $"{(dead.Forecast.Units == 1 ? "The unit" : $"All {Figures.Integer(dead.Forecast.Units)} units")} of '{dead.Name}' {(dead.Forecast.Units == 1 ? "is" : "are")} forecast to stay at 0 for every row of a batch, where {dead.Activation} has no gradient: neither this layer nor what is before it will learn. Look at its inputs, its weights and its biases."
                : $"The gradient of '{first.Name}' is forecast to be exactly 0{(zero ? " until what starts at 0 has moved" : ", and with it all learning there")}. {(zero ? "That is a slow start; let only the end of a residual branch, or the last layer, start at 0." : "Look for what stops the signal before or behind it.")}",
            first.Origin,
            IsHint: zero || !isExact);
    }

    /// <summary>Whether something starts at 0 that has a gradient itself, as no rectifier reads it, and lets the others through once it has moved.</summary>
    private static bool Wakes(NetworkUnderExamination network, TrainingForecast training) =>
        training.Layers.Any(layer => layer.Law is { Mean: 0, Variance: 0 })
        || network.Sequences.SelectMany(sequence => sequence.Steps).Any(step => step.Layer is BatchNormLayer { ScaleInit: 0 });

    /// <summary>Whether no signal reaches it, or no gradient: else the terms of a sum cancel, which is a forecast's to get wrong.</summary>
    private static bool IsExact(WeightedLayer layer) =>
        layer.Forecast.Dead > All || double.IsNegativeInfinity(layer.Forecast.LogBackward) || double.IsNegativeInfinity(layer.Forecast.LogKernel);

    private static bool IsExplained(NetworkUnderExamination network, bool isExact)
    {
        var quiet = network.WithoutFixes();
        return DiagnosisTable.Rules.Where(rule => isExact ? Causes.Contains(rule.Id) : rule.Id != DiagnosisIds.DeadByConstruction).SelectMany(rule => rule.Examine(quiet)).Any(diagnosis => !diagnosis.IsHint);
    }
}
