using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Outputs;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3002: an activation of an activation. Two ReLUs are one ReLU, and harm nothing.</summary>
internal sealed class TwoActivations : DiagnosisRule
{
    public override string Id => DiagnosisIds.TwoActivations;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        // In front of a loss that takes logits no activation belongs at all, which is another rule's to say.
        var output = OutputTail.Of(network);
        var runs = network.Sequences.SelectMany(Runs).Where(run => !(output.MustGo && run.Last() == output.Activations.LastOrDefault())).ToList();
        if (runs.Count == 0) yield break;
        var (first, second) = (runs[0][0], runs[0][1]);
        var others = runs.Count == 1 ? "" : $" There {(runs.Count == 2 ? "is 1 more place" : $"are {Words.Text(runs.Count - 1)} more places")} like it.";
        yield return new Diagnosis(
            Id,
            $"The {second.Activation} of '{second.Name}' is applied to the {first.Activation} of '{first.Name}' with no weighted layer in between: the second squeezes what the first has squeezed already, and weakens its gradient.{others} Keep one of them.",
            second.Origin,
            new EquatableArray<Fix>(
                new Fix("Keep the first activation", runs.SelectMany(run => run.Skip(1)).SelectMany(Changes.WithoutActivation).ToEquatableArray()),
                new Fix("Keep the last activation", runs.SelectMany(run => run.Take(run.Count - 1)).SelectMany(Changes.WithoutActivation).ToEquatableArray())));
    }

    /// <summary>Activations that follow each other; a normalisation gives the next one new values to bend, and so ends a run.</summary>
    private static IEnumerable<IReadOnlyList<Step>> Runs(LayerSequence sequence)
    {
        var run = new List<Step>();
        foreach (var step in sequence.Steps)
        {
            if (step.Options is not null || step.IsNorm || step.Layer is ResidualLayer)
            {
                if (IsFault(run)) yield return run;
                run = [];
            }

            if (step.Activation != ActivationKind.Identity) run.Add(step);
        }

        if (IsFault(run)) yield return run;

        static bool IsFault(List<Step> run) => run.Count > 1 && run.Any(step => step.Activation != ActivationKind.ReLU);
    }
}
