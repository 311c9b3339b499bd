using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1006: logits so large that the first loss is far above that of a guess.</summary>
internal sealed class InitialLogits : GradientRule
{
    private const double LargestDeviation = 3;

    /// <summary>Up to here the loss falls to a guess's within a few steps: worth a look, not a warning.</summary>
    private const double LargestMild = 5;

    public override string Id => DiagnosisIds.InitialLogits;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (!Applies(training)) yield break;
        var deviation = training.Network.LogitDeviation;
        var classes = training.Model.Training.Output.Shape.Size;
        var guess = training.Model.Loss == LossKind.SoftmaxCrossEntropy ? Math.Log(classes) : Math.Log(2);
        var calmed = Calmed(training);
        yield return new Diagnosis(
            Id,
            $"The logits are forecast to start with a standard deviation of {Figures.Of(deviation)}, so the first loss is far above {Figures.Of(guess)}, that of a guess, and the first steps only undo it. Use a smaller InitScale on '{training.Last.Name}'.",
            training.Last.Origin,
            calmed is null ? default : Remedy.Tried(network, Id, [calmed]),
            IsHint: deviation <= LargestMild);
    }

    /// <summary>The last layer with weights that bring the logits to a standard deviation of 1; null where the rule has nothing to say.</summary>
    public static Remedy? Calmed(TrainingForecast training)
    {
        var last = training.Last;
        if (!Applies(training) || last.Options is null || last.IsConstant) return null;
        var isPlain = last.Weight.Initializer.Kind == InitKind.PyTorchDefault;
        var gain = isPlain ? Math.Sqrt(last.Law.Variance * 0.5 * (last.Forecast.FanIn + last.Forecast.Units)) : last.Weight.Initializer.Scale;
        var scale = Figures.Rounded(gain / training.Network.LogitDeviation);
        var kind = isPlain || last.Options.Init == InitKind.Auto ? InitKind.XavierUniform : (InitKind?)null;
        return Remedies.Scale(last, kind, scale, $"Start the logits near 1 with InitScale = {Figures.Literal(scale)}");
    }

    private static bool Applies(TrainingForecast training) =>
        training.Model.Loss is LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy && training.Network.LogitDeviation > LargestDeviation;
}
