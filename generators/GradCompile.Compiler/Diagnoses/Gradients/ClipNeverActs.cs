using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1010: a clip threshold far above the gradient.</summary>
internal sealed class ClipNeverActs : GradientRule
{
    /// <summary>Single elements reach several times their root mean square.</summary>
    private const double ElementsReach = 10;

    public override string Id => DiagnosisIds.ClipNeverActs;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (training.Model.Clip is not { } clip || Clipping.LogMeasure(training) is not { } measure) yield break;
        var reach = clip.Kind == ClipKind.Value ? ElementsReach : 1;
        if (Math.Log10(clip.Threshold) - measure <= Math.Log10(10 * reach)) yield break;
        yield return new Diagnosis(
            Id,
            $"The threshold {Figures.Literal(clip.Threshold)} is far above the {Clipping.Subject(clip.Kind)}, {Figures.Power(measure)} by the forecast, so the clipping will hardly ever act. A threshold near the forecast catches what is unusual.",
            clip.Origin,
            ClipThreshold.Fixes(network, Id, clip, measure + Math.Log10(reach)));
    }
}
