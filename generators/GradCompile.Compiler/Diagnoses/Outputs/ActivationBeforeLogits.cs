using System;
using System.Collections.Generic;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2002: the cross-entropies apply softmax or sigmoid themselves, and take what stands before it.</summary>
internal sealed class ActivationBeforeLogits : DiagnosisRule
{
    public override string Id => DiagnosisIds.ActivationBeforeLogits;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var tail = OutputTail.Of(network);
        if (!tail.MustGo || tail.HasWrongCount || (tail.Outputs == 1 && tail.Distorting?.Activation == ActivationKind.Softmax)) yield break;
        var step = tail.Distorting ?? tail.Bounding!;
        var other = Other(tail, step);
        var fixes = new List<Fix> { tail.Bare("Remove the activation") };
        if (other is { } loss) fixes.Insert(loss == LossKind.SoftmaxCrossEntropy ? 0 : 1, new($"Use Loss.{loss} on logits", new EquatableArray<Edit>([OutputTail.SetLoss(network, loss), .. tail.WithoutActivations()])));
        yield return new Diagnosis(
            Id,
            $"{tail.Loss} takes logits and applies its own {(tail.Loss == LossKind.SoftmaxCrossEntropy ? "softmax" : "sigmoid")}, but '{step.Name}' has put them through {step.Activation}: {Effect(tail, step)}. {tail.Advice}{(other is null ? "" : $", and for {(other == LossKind.SoftmaxCrossEntropy ? "one class of several" : "several labels at once")} use {other}")}.",
            step.Origin,
            fixes.ToEquatableArray(),
            IsHint: tail.Distorting is null);
    }

    /// <summary>The loss that the activation was written for, where that is not the declared one.</summary>
    private static LossKind? Other(OutputTail tail, Step step) => (tail.Loss, step.Activation) switch
    {
        (LossKind.SigmoidCrossEntropy, ActivationKind.Softmax) => LossKind.SoftmaxCrossEntropy,
        (LossKind.SoftmaxCrossEntropy, ActivationKind.Sigmoid or ActivationKind.HardSigmoid) => LossKind.SigmoidCrossEntropy,
        _ => null,
    };

    private static string Effect(OutputTail tail, Step step) => step.Activation switch
    {
        ActivationKind.Tanh or ActivationKind.HardTanh or ActivationKind.Softsign => $"within -1 and 1 they leave a loss that cannot fall below {Words.Text(tail.Loss == LossKind.SoftmaxCrossEntropy ? Floor(tail, 2) : Math.Log(1 + Math.Exp(-1)))}",
        _ when tail.Loss == LossKind.SigmoidCrossEntropy && OutputFloor.Of(step) is { } floor && floor < 0 => $"of what is never below {Words.Decimals(floor)}, no probability is below {Words.Decimals(1 / (1 + Math.Exp(-floor)))}, and a negative row costs at least {Words.Text(Math.Log(1 + Math.Exp(floor)))}",
        _ when tail.Loss == LossKind.SigmoidCrossEntropy => "of what is never below 0, no probability is below one half, and a negative row costs at least 0.69",
        ActivationKind.ReLU => "a logit below 0 becomes 0, and its class gets no gradient",
        _ => $"within 0 and 1 they hardly tell classes apart, and the loss cannot fall below {Words.Text(Floor(tail, 1))}",
    };

    /// <summary>The least softmax cross-entropy when logits lie at most <paramref name="span"/> apart.</summary>
    private static double Floor(OutputTail tail, double span) => Math.Log(1 + ((tail.Outputs - 1) * Math.Exp(-span)));
}
