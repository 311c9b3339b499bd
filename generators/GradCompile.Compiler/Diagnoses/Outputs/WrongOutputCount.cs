using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2003: a softmax cross-entropy over one class is 0 for every input.</summary>
internal sealed class WrongOutputCount : DiagnosisRule
{
    public override string Id => DiagnosisIds.WrongOutputCount;

    public override IReadOnlyList<string> Explains =>
    [
        DiagnosisIds.VanishingGradient, DiagnosisIds.InitialLogits, DiagnosisIds.LearningRate, DiagnosisIds.AdamEpsilon,
        DiagnosisIds.ClipNeverActs, DiagnosisIds.PenaltyDominates,
    ];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var tail = OutputTail.Of(network);
        if (!tail.HasWrongCount) yield break;
        var fixes = new List<Fix> { new("Use Loss.SigmoidCrossEntropy", new EquatableArray<Edit>([OutputTail.SetLoss(network, LossKind.SigmoidCrossEntropy), .. tail.WithoutActivations()])) };
        var last = Decisive(network, network.Sequences[0]);
        if (last is { Layer: DenseLayer, Output.Size: 1 }) fixes.Add(new("Use two outputs", new EquatableArray<Edit>([Edit.SetPositional(last.Origin, 0, "2"), .. tail.WithoutActivations()])));
        yield return new Diagnosis(
            Id,
            "SoftmaxCrossEntropy compares classes, but the network has 1 output: the loss is 0 for every input and there is nothing to learn. For two classes use SigmoidCrossEntropy, which takes labels 0 and 1, or one output for each class.",
            last?.Origin ?? network.Declaration.Losses[0].Origin,
            fixes.ToEquatableArray());
    }

    /// <summary>The weighted layer that decides the number of outputs: behind a residual sum the last one of its block, if that has any.</summary>
    private static Step? Decisive(NetworkUnderExamination network, LayerSequence sequence)
    {
        foreach (var step in sequence.Steps.Reverse())
        {
            if (step.Options is not null) return step;
            if (step.Layer is ResidualLayer residual && network.Sequences.FirstOrDefault(inner => inner.Block?.Key == residual.Block) is { } block && Decisive(network, block) is { } found) return found;
        }

        return null;
    }
}
