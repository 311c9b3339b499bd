using System;
using System.Collections.Generic;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1011: a clip threshold far below the gradient.</summary>
internal sealed class ClipAlwaysActs : GradientRule
{
    public override string Id => DiagnosisIds.ClipAlwaysActs;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Model.Clip is not { } clip || Clipping.LogMeasure(training) is not { } measure) yield break;
        if (Math.Log10(clip.Threshold) - measure >= -1) yield break;
        yield return new Diagnosis(
            Id,
            $"The threshold {Figures.Literal(clip.Threshold)} is below a tenth of the {Clipping.Subject(clip.Kind)}, {Figures.Power(measure)} by the forecast, so every gradient is clipped and the threshold, not the loss, sets the step. Use a threshold near the forecast.",
            clip.Origin,
            ClipThreshold.Mends(network, Id, clip, measure));
    }
}
