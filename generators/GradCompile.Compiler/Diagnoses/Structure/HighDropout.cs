using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Outputs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3006: dropout that leaves a unit or none, or next to none of them and fewer than there are outputs; a hint where it leaves less than half, or several multiply to a large gain.</summary>
internal sealed class HighDropout : DiagnosisRule
{
    private const double HighestRate = 0.5;
    private const double HighestGain = 10;
    private const double FewestUnits = 2;

    /// <summary>19 of 20, whose double lies beside 0.95.</summary>
    private const double NearlyAll = 0.949;

    public override string Id => DiagnosisIds.HighDropout;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.VanishingGradient];

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        // What drops the outputs themselves is another rule's.
        var onOutputs = DropoutOnOutputs.Found(network);
        var dropouts = network.Sequences.SelectMany(sequence => sequence.Steps).Where(step => step.Layer is DropoutLayer && !onOutputs.Contains(step)).ToList();
        var scarce = dropouts.Where(step => !LeavesEnough(step.Input, Rate(step)) || LeavesFewerThanOutputs(network, step)).ToList();
        var high = dropouts.Where(step => Rate(step) > HighestRate).ToList();

        // Along a skip nothing is dropped: only the dropouts outside blocks multiply.
        var chain = network.Sequences[0].Steps.Where(step => step.Layer is DropoutLayer { Rate: > 0 } && !onOutputs.Contains(step)).ToList();
        if (scarce.Count > 0) yield return Scarce(network, scarce, high, chain);
        else if (high.Count > 0)
        {
            var rate = Rate(high[0]);
            yield return new Diagnosis(
                Id,
                $"'{high[0].Name}' drops {Words.Text(100 * rate)} % of its inputs and multiplies the rest by {Words.Text(1 / (1 - rate))}: beyond one half the noise grows faster than what dropout is for. Use a rate of at most 0.5.",
                high[0].Origin,
                Halved(high, chain),
                IsHint: true);
        }
        else if (Gain(chain.Select(Rate)) is > HighestGain and var gain)
        {
            yield return new Diagnosis(
                Id,
                $"The {Words.Text(chain.Count)} dropouts up to '{chain[chain.Count - 1].Name}' multiply what is left in training by {Words.Text(gain)} in all: signals and gradients of single units jump by that much. Drop less in the earlier layers.",
                chain[chain.Count - 1].Origin,
                IsHint: true);
        }
    }

    /// <summary>Whether at least two units are left on average; up to one half that is for the layer's width to answer for.</summary>
    public static bool LeavesEnough(Shape shape, double rate) => rate <= HighestRate || (1 - rate) * shape.Size >= FewestUnits;

    /// <summary>Whether next to everything is dropped, and fewer units are left than outputs read them.</summary>
    private static bool LeavesFewerThanOutputs(NetworkUnderExamination network, Step step) =>
        Rate(step) >= NearlyAll && network.Model.Training.Output.Shape.Size is > 1 and var outputs && (1 - Rate(step)) * step.Input.Size < outputs;

    private Diagnosis Scarce(NetworkUnderExamination network, IReadOnlyList<Step> scarce, IReadOnlyList<Step> high, IReadOnlyList<Step> chain)
    {
        var first = scarce[0];
        var (rate, units) = (Rate(first), first.Input.Size);
        return new Diagnosis(
            Id,
            $"'{first.Name}' drops {Percent(rate)} of {Words.Text((double)units)} units: {Words.Text((1 - rate) * units)} are left on average{(Math.Pow(rate, units) is >= 0.005 and var none ? $", and none at all for {Percent(none)} of the rows" : "")}, so that next to nothing of a row comes through in training. Use a rate of at most 0.5.",
            first.Origin,
            network.Model.Loss is null ? default : Halved(high, chain),
            IsHint: network.Model.Loss is null);
    }

    private static EquatableArray<Fix> Halved(IReadOnlyList<Step> high, IReadOnlyList<Step> chain) => Gain(chain.Select(step => Math.Min(Rate(step), HighestRate))) > HighestGain
        ? default
        : new EquatableArray<Fix>(new Fix("Use a rate of 0.5", high.Select(step => Edit.SetPositional(step.Origin, 0, "0.5")).ToEquatableArray()));

    private static string Percent(double share) => $"{Words.Decimals(Math.Round(100 * share, share > 0.99 ? 1 : 0))} %";

    private static double Rate(Step step) => ((DropoutLayer)step.Layer).Rate;

    private static double Gain(IEnumerable<double> rates) => rates.Aggregate(1d, (gain, rate) => gain / (1 - rate));
}
