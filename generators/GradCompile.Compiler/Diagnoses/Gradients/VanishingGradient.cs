using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1001: the first layer's gradient is too small to learn from under the declared optimizer.</summary>
internal sealed class VanishingGradient : GradientRule
{
    public override string Id => DiagnosisIds.VanishingGradient;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.SaturatedAtInit, DiagnosisIds.AdamEpsilon, DiagnosisIds.ClipNeverActs, DiagnosisIds.LearningRate, DiagnosisIds.PenaltyDominates];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (BornDead.IsDeadByBias(training)) yield break;
        if (LeftToChance.Examine(network, training) is { } caution)
        {
            if (!SaturatedAtInit.IsCause(network, training, Fires)) yield return caution;
            yield break;
        }

        if (Finding(training) is not { } found || SaturatedAtInit.IsCause(network, training, Fires)) yield break;
        if (InputScale.IsCause(network, training, Fires))
        {
            yield return new Diagnosis(Id, $"{found.Symptom}: {InputScale.Describe(training)}", training.Input.Origin);
            yield break;
        }

        var origin = found.Culprit?.First.Origin ?? training.First.Origin;
        yield return new Diagnosis(Id, $"{found.Symptom}{found.Cause} {Advice(training, found.Culprit)}", origin, Fixes(network, training, found.Culprit));
    }

    /// <summary>Whether the gradient vanishes, whatever the cause.</summary>
    public static bool Fires(TrainingForecast training) => IsSmall(training) || LeftToChance.Fires(training);

    /// <summary>Whether the typical gradient does.</summary>
    public static bool IsSmall(TrainingForecast training) => Finding(training) is not null;

    private static (string Symptom, string Cause, Culprit? Culprit)? Finding(TrainingForecast training)
    {
        var network = training.Network;
        var first = training.First;
        if (double.IsNegativeInfinity(first.Forecast.LogWeightGradient)) return null;
        if (!training.IsAdaptive)
        {
            if (!(LeftToChance.IsTooSmall(training) || IsTooSlowAtAnyRate(training)) || LeftToChance.IsCause(training)) return null;
            return Backward(training, first.IsNormalized ? LeftToChance.Smallest(training) : first);
        }

        var gradient = first.Forecast.LogGradientPerWeight + (0.5 * Waking(training, layer => layer != first));
        if (gradient < Math.Log10(training.Epsilon) + Thresholds.Frozen && gradient < -8)
        {
            var (symptom, cause, culprit) = Backward(training, first);
            return ($"{symptom}, below {training.OptimizerName}'s epsilon", cause, culprit);
        }

        if (network.LogSignalShareAfterAdam < Thresholds.Collapsed)
        {
            var culprit = Culprit.Find(training.Layers, layer => layer.Forecast.LogNoise - (2 * layer.Forecast.LogForwardRms), -1, backward: false);
            return (
                $"Samples can hardly be told apart at the outputs: of the signal there a share of {Figures.Power(network.LogDecorrelation)} is forecast to differ from sample to sample, and {training.OptimizerName} does not make up for it",
                culprit is null ? "." : $": {culprit.Does("keeps a share of", "keep a share of", culprit.LogFactor)}.",
                culprit);
        }

        // The last layer's own scale does not count: it is the first to learn.
        if (!training.Last.IsConstant && network.LogLogitSignal - Math.Log10(training.Last.Gain) + Waking(training, layer => !layer.IsLast) < Thresholds.Faint)
        {
            var culprit = Culprit.Find(training.Layers, layer => layer.Forecast.LogForwardRms, -1, backward: false);
            return (
                $"What tells one sample from another is forecast to reach the outputs with a standard deviation of {Figures.Power(0.5 * network.LogLogitSignal)}, and {training.OptimizerName} takes very long to make something of it",
                culprit is null ? "." : $": {culprit.Does("multiplies it by", "multiply it by", culprit.LogFactor)}.",
                culprit);
        }

        return null;
    }

    /// <summary>
    /// What scaled steps of one length make of the outputs' signal before it matters, where small weights make it faint: each layer's grow to the
    /// length of the first steps. Sigmoids saturate on the way, and depth is no matter of the weights.
    /// </summary>
    private static double Waking(TrainingForecast training, Func<WeightedLayer, bool> counts)
    {
        var reached = Math.Log10(training.Optimizer.Rate * Thresholds.StepsToWake);
        return training.Layers
            .Where(layer => counts(layer) && layer.Law.Variance > 0 && layer.Activation is not (ActivationKind.Sigmoid or ActivationKind.HardSigmoid or ActivationKind.Softplus))
            .Sum(layer => Math.Max(0, (2 * reached) - Math.Log10(layer.Law.Variance)));
    }

    /// <summary>Whether gradient descent gets nowhere in the declared steps, and would not with the rate that suits the network best.</summary>
    private static bool IsTooSlowAtAnyRate(TrainingForecast training) =>
        training.Layers.Count > 1
        && LearningRate.Shortfall(training, training.Pace) <= -Thresholds.ShortForWarning
        && !ClipAlwaysActs.IsCause(training)
        && SuggestedRate.Of(training) is { } rate
        && LearningRate.Shortfall(training, training.PaceAt(Math.Max(rate, training.Optimizer.Rate))) <= -Thresholds.ShortForHint;

    private static (string Symptom, string Cause, Culprit? Culprit) Backward(TrainingForecast training, WeightedLayer layer)
    {
        var culprit = Culprit.Find(training.Layers, l => l.Forecast.LogBackward, -1, backward: true);
        if (culprit is { LogFactor: > -0.02 }) culprit = null;
        var ratio = layer.Forecast.LogWeightGradient - training.Last.Forecast.LogWeightGradient;
        var ofLast = ratio < -1 && layer != training.Last ? $"{Figures.Power(ratio)} of that at '{training.Last.Name}' and " : "";
        var ofWeights = training.IsAdaptive || layer.IsNormalized
            ? $"{Figures.Power(layer.Forecast.LogGradientPerWeight)} by weight"
            : $"{Figures.Power(layer.Forecast.LogRelativeGradient)} of its weights";
        var symptom = $"The gradient reaching '{layer.Name}' is forecast {ofLast}{ofWeights}";
        return (symptom, culprit is null ? "." : $": {culprit.Does("loses a factor", "lose a factor", -culprit.LogFactor)}.", culprit);
    }

    private static string Advice(TrainingForecast training, Culprit? culprit)
    {
        if (culprit is null) return $"Start '{training.First.Name}' with weights that suit its {Figures.Integer(training.First.Forecast.FanIn)} inputs, as Init.{FixCandidates.Suitable(training.First.Activation)}.";
        var activation = culprit.First.Activation;
        return activation is not ActivationKind.Identity and not ActivationKind.Softmax && !ActivationTable.Of(activation).IsBounded && activation != ActivationKind.Softplus
            ? $"Use Init.{FixCandidates.Suitable(activation)}, a batch norm or residual blocks."
            : "Use ReLU with Init.HeNormal, SELU with Init.LeCunNormal, a batch norm or residual blocks.";
    }

    private EquatableArray<Fix> Fixes(NetworkUnderExamination network, TrainingForecast training, Culprit? culprit)
    {
        var hidden = training.Layers.Where(layer => !layer.IsLast).ToList();
        var guilty = culprit?.Layers ?? hidden;
        return FixCandidate.Tried(network, Id,
        [
            FixCandidates.SuitableInits(guilty),
            FixCandidates.SuitableInits(training.Layers),
            FixCandidates.Activations(guilty, ActivationKind.ReLU, alsoInit: true),
            FixCandidates.Activations(guilty, ActivationKind.SELU, alsoInit: true),
            FixCandidates.BatchNorms(hidden),
        ]);
    }
}
