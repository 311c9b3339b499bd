using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2004: the slope of softmax or sigmoid multiplies the error, and is smallest where the error is largest; a ReLU has none on one side.</summary>
internal sealed class SquashedRegression : DiagnosisRule
{
    private const int FewestClasses = 3;
    private const int MostClasses = 100;

    public override string Id => DiagnosisIds.SquashedRegression;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var tail = OutputTail.Of(network);
        if (tail.Loss is null || tail.TakesLogits || tail.Activations.LastOrDefault() is not { } step) yield break;
        if (RectifiedOutput.Of(network, tail) is { } rectified)
        {
            yield return rectified;
            yield break;
        }

        var isSigmoid = step.Activation is ActivationKind.Sigmoid or ActivationKind.HardSigmoid;
        if (!isSigmoid && !(step.Activation == ActivationKind.Softmax && tail.Outputs > 1)) yield break;
        var better = isSigmoid ? LossKind.SigmoidCrossEntropy : LossKind.SoftmaxCrossEntropy;
        yield return new Diagnosis(
            Id,
            $"'{step.Name}' puts the outputs through {step.Activation} before {tail.Loss}: {Reason(network, tail, isSigmoid)}. For probabilities use {better} on logits; for other targets remove the {step.Activation}.",
            step.Origin,
            new EquatableArray<Fix>(
                new Fix($"Use Loss.{better} on logits", new EquatableArray<Edit>([OutputTail.SetLoss(network, better), .. tail.WithoutActivations()])),
                tail.Without(step)),
            IsHint: isSigmoid && !LooksLikeClasses(network, tail) && !GetsNowhere(network));
    }

    private static string Reason(NetworkUnderExamination network, OutputTail tail, bool isSigmoid)
    {
        if (LooksLikeClasses(network, tail)) return "of an output that is 0 for most rows, as of one class among several, the best constant guess under the absolute error is its median, 0, and there the network stays";
        if (!isSigmoid) return "the slope of softmax multiplies the error and is close to 0 where a wrong class is sure, so that the worst mistakes learn slowest";
        return "its slope, at most one quarter, multiplies the error and is close to 0 where an output is sure and wrong: "
            + (GetsNowhere(network) ? $"in {Words.Text(network.Declaration.Input.TrainingSteps)} steps the network is forecast to get nowhere" : "a slow start");
    }

    /// <summary>Whether outputs under the absolute error are as many as classes are, and no picture of the inputs.</summary>
    private static bool LooksLikeClasses(NetworkUnderExamination network, OutputTail tail) =>
        tail.Loss == LossKind.MeanAbsoluteError && tail.Outputs is >= FewestClasses and <= MostClasses && tail.Outputs != network.Model.Training.Input.Shape.Size;

    private static bool GetsNowhere(NetworkUnderExamination network) =>
        network.Training is { } training && LearningRate.Shortfall(training, training.Pace) <= -Thresholds.ShortForHint;
}
