using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1002: the first layer's gradient is too large to learn from under the declared optimizer, or a signal leaves the range of a float.</summary>
internal sealed class ExplodingGradient : GradientRule
{
    public override string Id => DiagnosisIds.ExplodingGradient;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.SaturatedAtInit, DiagnosisIds.ClipAlwaysActs, DiagnosisIds.InitialLogits, DiagnosisIds.ResidualDepth];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (Finding(training) is not { } found || LastLayerIsTheCause(network, training) || SaturatedAtInit.IsCause(network, training, Fires)) yield break;
        if (InputScale.IsCause(network, training, Fires))
        {
            yield return new Diagnosis(Id, $"{found.Symptom}: {InputScale.Describe(training)}", training.Input.Origin, FixCandidate.Tried(network, Id, [InputScale.Normalised(training)]), IsHint: training.IsAdaptive && !InputScale.IsOffset(training));
            yield break;
        }

        if (training.Sums.Count > 0 && (found.Culprit is null || found.Culprit.First.Block.Length > 0))
        {
            var sums = ResidualDepth.Undamped(training);
            if (Trial.IsGone(network, ResidualDepth.Damped(training, sums.Count).Apply(network.Declaration), Fires))
            {
                yield return new Diagnosis(
                    Id,
                    $"{found.Symptom}: {Figures.Count(sums.Count, "residual sum adds", "residual sums add")} a branch that is neither normalised nor damped. {ResidualDepth.Advice(sums.Count)}",
                    ResidualDepth.OriginOf(training) ?? training.First.Origin,
                    FixCandidate.Tried(network, Id, [ResidualDepth.Damped(training, sums.Count)]));
                yield break;
            }
        }

        var hidden = training.Layers.Where(layer => !layer.IsLast).ToList();
        var guilty = found.Culprit?.Layers ?? hidden;
        yield return new Diagnosis(Id, $"{found.Symptom}{found.Cause} {Advice(training, found.Culprit)}", found.Culprit?.First.Origin ?? training.First.Origin, FixCandidate.Tried(network, Id,
        [
            FixCandidates.SuitableInits(guilty),
            FixCandidates.SuitableInits(training.Layers),
            FixCandidates.BatchNorms(hidden),
            Clip(training),
        ]));
    }

    /// <summary>Whether the gradient explodes, whatever the cause.</summary>
    public static bool Fires(TrainingForecast training) => Finding(training) is not null;

    private static (string Symptom, string Cause, Culprit? Culprit)? Finding(TrainingForecast training)
    {
        var network = training.Network;
        if (network.LogLargestSecond > Thresholds.LargestSecond)
        {
            var forward = Culprit.Find(training.Layers, layer => layer.Forecast.LogForwardRms, 1, backward: false);
            return (
                $"The signal is forecast to reach {Figures.Power(0.5 * network.LogLargestSecond)}, whose square a float cannot hold, and the loss overflows",
                forward is null ? "." : $": {forward.Does("multiplies it by", "multiply it by", forward.LogFactor)}.",
                forward);
        }

        if (training.IsAdaptive)
        {
            if (InputScale.IsOffset(training))
            {
                return (
                    $"What the inputs have in common is {Figures.Of(Math.Abs(training.Input.Mean) / training.Input.Std)} times what tells them apart, and {training.OptimizerName} spends its steps on it",
                    ".",
                    null);
            }

            if (training.Network.LogLogitSignal > Thresholds.LargestSignalUnderScaledSteps && !training.HasNorms)
            {
                var huge = Culprit.Find(training.Layers, layer => layer.Forecast.LogForwardRms, 1, backward: false);
                return (
                    $"The outputs are forecast to start at {Figures.Power(0.5 * network.LogLogitSecond)}, from where {training.OptimizerName} does not come back in {Figures.Integer(training.Input.TrainingSteps)} steps",
                    huge is null or { LogFactor: < 0.02 } ? "." : $": {huge.Does("multiplies the signal by", "multiply the signal by", huge.LogFactor)}.",
                    huge is { LogFactor: < 0.02 } ? null : huge);
            }

            // Its steps have one length whatever the gradient; what it cannot undo is a signal that has grown too far for it. A product of
            // matrices it can: the last alone brings the outputs down, and nothing has folded on the way; and it can where skips lead past the rest.
            var signal = network.LogLogitSignal;
            if (training.IsLinear || training.Sums.Count > 0 || signal <= 1 || signal * network.LogVariance <= Thresholds.NarrowAndLarge) return null;
            var growing = Culprit.Find(training.Layers, layer => layer.Forecast.LogForwardRms, 1, backward: false);
            return (
                $"The outputs are forecast to start at {Figures.Power(0.5 * network.LogLogitSecond)}, and from seed to seed gradients differ by a factor of {Figures.Of(Math.Exp(0.5 * Math.Sqrt(network.LogVariance)))} and more, from where {training.OptimizerName} hardly comes back",
                growing is null or { LogFactor: < 0.02 } ? "." : $": {growing.Does("multiplies the signal by", "multiply the signal by", growing.LogFactor)}.",
                growing is { LogFactor: < 0.02 } ? null : growing);
        }

        // The gradient of a single layer has no way to grow on: what bounds its rate is the curvature alone.
        if (training.Layers.Count < 2) return null;
        var first = training.First;
        var largest = training.Open.Where(layer => layer.IsNormalized).OrderByDescending(layer => layer.Forecast.LogWeightGradient).FirstOrDefault();
        var layer = first.IsNormalized && largest is not null ? largest : first;
        if (double.IsNegativeInfinity(layer.Forecast.LogWeightGradient) || layer.IsConstant) return null;
        var clipped = layer.Forecast.LogWeightGradient + Clipping.LogShrink(training, layer);
        var limit = training.HasNorms ? Thresholds.LargestRelativeGradientWithNorms
            : training.Sums.Count > 0 ? Thresholds.LargestRelativeGradientWithSkips : Thresholds.LargestRelativeGradient;
        if (training.Pace.LogStride < Thresholds.LargestStride - 1) return null;
        var isLarge = layer.IsNormalized ? clipped > Thresholds.LargestGradient : clipped - layer.Forecast.LogWeightNorm > limit;
        if (!isLarge) return null;
        var culprit = Culprit.Find(training.Layers, l => l.Forecast.LogBackward, 1, backward: true);
        if (culprit is { LogFactor: < 0.02 }) culprit = null;

        // Sums of normalised or damped branches grow slowly and by design, and train in any depth.
        if (training.Sums.Count > 0 && (culprit is null || culprit.First.Block.Length > 0) && ResidualDepth.Undamped(training).Count == 0) return null;
        var ratio = layer.Forecast.LogWeightGradient - training.Last.Forecast.LogWeightGradient;
        var ofLast = ratio > 1 ? $"{Figures.Power(ratio)} times that at '{training.Last.Name}' and " : "";
        var size = layer.IsNormalized ? $"{Figures.Power(layer.Forecast.LogWeightGradient)} in norm" : $"{Figures.Power(layer.Forecast.LogRelativeGradient)} times its weights";
        return (
            $"The gradient reaching '{layer.Name}' is forecast {ofLast}{size}",
            culprit is null ? "." : $": {culprit.Does("multiplies it by", "multiply it by", culprit.LogFactor)}.",
            culprit);
    }

    private static string Advice(TrainingForecast training, Culprit? culprit)
    {
        if (culprit is null) return $"Start the layers with weights that suit their inputs, as Init.{FixCandidates.Suitable(training.First.Activation)}, or normalise the targets.";
        var init = FixCandidates.Suitable(culprit.First.Activation);
        var alike = training.Layers.Where(layer => layer.Init == culprit.First.Init && InitialLogits.IsTooLarge(layer)).ToList();
        if (alike.Count > 1) return $"{Figures.Integer(alike.Count)} layers start with {culprit.First.Init} weights, far larger than their inputs ask for. Use Init.{init}{(alike.Any(layer => FixCandidates.Suitable(layer.Activation) != init) ? $", and Init.{FixCandidates.Suitable(training.Last.Activation)} on the last layer" : "")}.";
        return culprit.First.Init.StartsWith(init.ToString(), StringComparison.Ordinal) && !culprit.First.Init.Contains("(")
            ? "Use a batch norm with residual blocks, or clip the gradient by its global norm."
            : $"Use Init.{init}, or clip the gradient by its global norm.";
    }

    /// <summary>Whether smaller weights of the last layer alone would fix it: then <see cref="InitialLogits"/> says so, where it applies.</summary>
    private static bool LastLayerIsTheCause(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Layers.Count < 2 || training.Layers.Any(layer => !layer.IsLast && InitialLogits.IsTooLarge(layer)) || !InitialLogits.IsLastTooLarge(training) || InitialLogits.Calmed(training) is not { } calmed) return false;
        return Trial.IsGone(network, calmed.Apply(network.Declaration), Fires);
    }

    private static FixCandidate Clip(TrainingForecast training)
    {
        var at = training.Model.Declaration.Optimizers.Select(optimizer => optimizer.Origin).Concat(training.Model.Declaration.Losses.Select(loss => loss.Origin)).First();
        var edits = training.Model.Clip is null ? new[] { Edit.InsertAfter(at, "ClipGlobalNorm(1)") } : [];
        return new FixCandidate("Clip the gradient by its global norm", network => network with { Clips = new EquatableArray<DeclaredClip>(new DeclaredClip(ClipKind.GlobalNorm, 1, 0.99, at)) }, edits);
    }
}
