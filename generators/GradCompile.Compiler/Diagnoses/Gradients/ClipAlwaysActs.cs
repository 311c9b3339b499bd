using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// GRAD1011: a clip threshold far below the gradient: a warning where gradient descent then gets nowhere within the declared steps. Where steps are
/// scaled by the gradients so far, the length of a gradient does not matter, unless it comes near the ε.
/// </summary>
internal sealed class ClipAlwaysActs : GradientRule
{
    public override string Id => DiagnosisIds.ClipAlwaysActs;

    /// <summary>Whether the clipping takes so much of the steps that the network does not learn in time, which without it would.</summary>
    public static bool IsCause(TrainingForecast training) => !training.Pace.IsScaled && training.Model.Clip is not null
        && (LearningRate.Shortfall(training, training.Pace) <= -Thresholds.ShortForClip || LogTravel(training) < Thresholds.ClippedTravel)
        && LearningRate.Shortfall(training, training.PaceOf(training.Setting with { Clips = false })) > -Thresholds.ShortForHint;

    /// <summary>log₁₀ of how far a weight comes in all the steps when each is as long as the clipping allows; +∞ where it hardly acts.</summary>
    private static double LogTravel(TrainingForecast training)
    {
        if (training.Model.Clip is not { Kind: not ClipKind.Ema and not ClipKind.Adaptive } clip || Clipping.LogMeasure(training) is not { } measure) return double.PositiveInfinity;
        if (Math.Log10(clip.Threshold) - measure >= -1) return double.PositiveInfinity;
        var weights = clip.Kind == ClipKind.Value ? 0 : 0.5 * Math.Log10(training.WeightCount);
        return training.Pace.LogTravel + Math.Log10(clip.Threshold) - weights;
    }

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Pace.IsScaled || training.Model.Clip is not { } clip || Clipping.LogMeasure(training) is not { } measure) yield break;
        var isCause = IsCause(training);
        if (Math.Log10(clip.Threshold) - measure >= -1 && !isCause) yield break;
        var effect = isCause
            ? $", and in {Figures.Integer(training.Input.TrainingSteps)} steps it is forecast to bring the network nowhere near what it has to learn"
            : "";
        yield return new Diagnosis(
            Id,
            $"The threshold {Figures.Literal(clip.Threshold)} is below a tenth of the {Clipping.Subject(clip.Kind)}, {Figures.Power(measure)} by the forecast, so every gradient is clipped and the threshold, not the loss, sets the step{effect}. Use a threshold near the forecast.",
            clip.Origin,
            ClipThreshold.Fixes(network, Id, clip, measure),
            IsHint: !isCause);
    }
}
