using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>GRAD2005: a softmax with weights behind it.</summary>
internal sealed class HiddenSoftmax : DiagnosisRule
{
    public override string Id => DiagnosisIds.HiddenSoftmax;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.VanishingGradient];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var hidden = network.Sequences.SelectMany(Hidden).Where(step => step.Output.Channels > 1).ToList();
        if (hidden.Count == 0) yield break;
        var first = hidden[0];
        var others = hidden.Count == 1 ? "" : $" So {(hidden.Count == 2 ? "is 1 more" : $"are {Words.Text(hidden.Count - 1)} more")}.";
        yield return new Diagnosis(
            Id,
            $"The softmax of '{first.Name}' is on a hidden layer: its {Words.Text(first.Output.Channels)} units compete for a sum of 1, about {Words.Text(1d / first.Output.Channels)} each, so that signal and gradient shrink by about that much.{others} Use an activation that works on each unit, as ReLU.",
            first.Origin,
            new EquatableArray<Fix>(new Fix("Use Activation.ReLU", hidden.SelectMany(step => Changes.WithActivation(step, ActivationKind.ReLU)).ToEquatableArray())));
    }

    /// <summary>In a block, every softmax is: the sum comes behind it.</summary>
    private static IEnumerable<Step> Hidden(LayerSequence sequence)
    {
        var last = -1;
        for (var i = 0; i < sequence.Steps.Count; i++)
        {
            if (sequence.Steps[i].Options is not null || sequence.Steps[i].Layer is ResidualLayer) last = i;
        }

        return sequence.Steps.Where((step, i) => step.Activation == ActivationKind.Softmax && (sequence.Block is not null || i < last));
    }
}
