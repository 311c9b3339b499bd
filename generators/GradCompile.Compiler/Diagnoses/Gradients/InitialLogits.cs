using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1006: logits so large that the first loss is far above that of a guess.</summary>
internal sealed class InitialLogits : GradientRule
{
    private const double LargestDeviation = 3;

    /// <summary>The smallest part of its scale that a last layer is asked to start with.</summary>
    private const double SmallestCalm = 0.01;

    /// <summary>Twice He's variance.</summary>
    private const double LargestGain = 4;

    public override string Id => DiagnosisIds.InitialLogits;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (!Applies(training) || DropoutNoise.IsCause(network, Applies)) yield break;
        if (InputScale.IsCause(network, training, Applies))
        {
            yield return new Diagnosis(
                Id,
                $"The logits are forecast to start with a standard deviation of {Figures.Of(training.Network.LogitDeviation)}: {InputScale.Describe(training)}",
                training.Input.Origin,
                FixCandidate.Tried(network, Id, [InputScale.Normalised(training)]),
                IsHint: training.IsAdaptive || IsMild(training));
            yield break;
        }

        var deviation = training.Network.LogitDeviation;
        var classes = training.Model.Training.Output.Shape.Size;
        var guess = training.Model.Loss == LossKind.SoftmaxCrossEntropy ? Math.Log(classes) : Math.Log(2);
        var calmed = Calmed(training);
        var last = training.Last;
        var cause = IsLastTooLarge(training)
            ? $"'{last.Name}' starts with {last.Init} weights on {Figures.Integer(last.Forecast.FanIn)} inputs. Use a smaller InitScale there."
            : $"the signal grows to {Figures.Power(last.Forecast.LogForwardRms)} before it gets there. Use initialisers that suit the activations, or a smaller InitScale on '{last.Name}'.";
        yield return new Diagnosis(
            Id,
            $"The logits are forecast to start with a standard deviation of {Figures.Of(deviation)}, so the first loss is far above the {Figures.Of(guess)} of a guess: {cause}",
            training.Last.Origin,
            calmed is null ? default : FixCandidate.Tried(network, Id, IsLastTooLarge(training) ? [calmed] : [FixCandidates.SuitableInits(training.Layers), calmed]),
            IsHint: IsMild(training));
    }

    /// <summary>
    /// Networks learned all the same, after some steps to undo it: worth a look, not a warning. What all samples share, a bias takes back;
    /// and Adam's family comes back from any size, but for narrow networks.
    /// </summary>
    private static bool IsMild(TrainingForecast training) => training.IsAdaptive
        ? !ExplodingGradient.Fires(training)
        : training.Network.LogLogitSignal <= Thresholds.LargestSignal;

    /// <summary>The last layer with weights that bring the logits to a standard deviation of 1; null where the rule has nothing to say.</summary>
    public static FixCandidate? Calmed(TrainingForecast training)
    {
        var last = training.Last;
        if (!Applies(training) || last.Options is null || last.IsConstant) return null;
        var isPlain = last.Weight.Initializer.Kind == InitKind.PyTorchDefault;
        var gain = isPlain ? Math.Sqrt(last.Law.Variance * 0.5 * (last.Forecast.FanIn + last.Forecast.Units)) : last.Weight.Initializer.Scale;
        var scale = Figures.Rounded(gain / training.Network.LogitDeviation);

        // So small a scale would hide what is wrong elsewhere.
        if (scale < SmallestCalm * gain) return null;
        var kind = isPlain || last.Options.Init == InitKind.Auto ? InitKind.XavierUniform : (InitKind?)null;
        return FixCandidates.Scale(last, kind, scale, $"Start the logits near 1 with InitScale = {Figures.Literal(scale)}");
    }

    /// <summary>Whether the last layer's own weights are far larger than any initialiser makes them.</summary>
    public static bool IsLastTooLarge(TrainingForecast training) => IsTooLarge(training.Last);

    public static bool IsTooLarge(WeightedLayer layer) => layer.Gain > LargestGain;

    /// <summary>A sum of many normalised branches grows, slowly and by design; optimizers cope with it.</summary>
    private static bool Applies(TrainingForecast training) =>
        training.Model.Loss is LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy
        && training.Network.LogitDeviation > LargestDeviation
        && (IsLastTooLarge(training) || training.Sums.Count == 0 || ResidualDepth.Undamped(training).Count > 0);
}
