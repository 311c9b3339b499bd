using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2001: softmax over one unit is 1, whatever comes in, and lets no gradient through.</summary>
internal sealed class SoftmaxOfOne : DiagnosisRule
{
    public override string Id => DiagnosisIds.SoftmaxOfOne;

    public override IReadOnlyList<string> Explains =>
    [
        DiagnosisIds.VanishingGradient, DiagnosisIds.InitialLogits, DiagnosisIds.LearningRate, DiagnosisIds.AdamEpsilon,
        DiagnosisIds.ClipNeverActs, DiagnosisIds.PenaltyDominates,
    ];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var tail = OutputTail.Of(network);
        var found = network.Sequences.SelectMany(sequence => sequence.Steps)
            .Where(step => step.Activation == ActivationKind.Softmax && step.Output.Channels == 1 && !(tail.HasWrongCount && tail.Activations.Contains(step)))
            .ToList();
        if (found.Count == 0) yield break;
        yield return new Diagnosis(
            Id,
            $"The softmax of '{found[0].Name}' runs over a single unit: it is 1 whatever comes in, and its gradient is exactly 0, so nothing before it learns. {Advice(tail, found[0])}",
            found[0].Origin,
            new EquatableArray<Fix>(Fix(tail, found)));
    }

    private static string Advice(OutputTail tail, Step step) => !tail.Activations.Contains(step)
        ? "Use an activation that works on each unit, as ReLU."
        : tail.Loss is null ? "For the probability of one class use Sigmoid."
        : tail.IsAll ? $"{tail.Advice}."
        : tail.TakesLogits ? "The loss takes the logit itself: remove the softmax." : "Remove the softmax.";

    private static Fix Fix(OutputTail tail, IReadOnlyList<Step> found)
    {
        if (found.Any(step => !tail.Activations.Contains(step))) return new Fix("Use Activation.ReLU", found.SelectMany(step => Changes.WithActivation(step, ActivationKind.ReLU)).ToEquatableArray());
        return tail.Loss is null
            ? new Fix("Use Activation.Sigmoid", found.SelectMany(step => Changes.WithActivation(step, ActivationKind.Sigmoid)).ToEquatableArray())
            : tail.TakesLogits || tail.IsAll ? tail.Bare("Remove the softmax")
            : new Fix("Remove the softmax", found.SelectMany(Changes.WithoutActivation).ToEquatableArray());
    }
}
