using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2004: the slope of softmax or sigmoid multiplies the error, and is smallest where the error is largest.</summary>
internal sealed class SquashedRegression : DiagnosisRule
{
    public override string Id => DiagnosisIds.SquashedRegression;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var tail = OutputTail.Of(network);
        if (tail.Loss is null || tail.TakesLogits || tail.Activations.LastOrDefault() is not { } step) yield break;
        if (step.Activation == ActivationKind.Softmax && tail.Outputs > 1)
        {
            yield return Of(LossKind.SoftmaxCrossEntropy, "the slope of softmax multiplies the error and is close to 0 where a wrong class is sure, so that the worst mistakes learn slowest", isHint: false);
        }
        else if (step.Activation is ActivationKind.Sigmoid or ActivationKind.HardSigmoid)
        {
            yield return Of(LossKind.SigmoidCrossEntropy, "its slope, at most one quarter, multiplies the error and is close to 0 where an output is sure and wrong: a slow start", isHint: true);
        }

        Diagnosis Of(LossKind better, string reason, bool isHint) => new(
            Id,
            $"'{step.Name}' puts the outputs through {step.Activation} before {tail.Loss}: {reason}. For probabilities use {better} on logits; for other targets remove the {step.Activation}.",
            step.Origin,
            new EquatableArray<Mend>(
                new Mend($"Use Loss.{better} on logits", new EquatableArray<Edit>([OutputTail.SetLoss(network, better), .. tail.WithoutActivations()])),
                new Mend($"Remove the {step.Activation}", Structure.Changes.WithoutActivation(step).ToEquatableArray())),
            isHint);
    }
}
