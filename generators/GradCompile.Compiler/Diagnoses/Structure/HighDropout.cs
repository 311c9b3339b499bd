using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3006: dropout that leaves less than half of the units, or several that multiply to a large gain.</summary>
internal sealed class HighDropout : DiagnosisRule
{
    private const double HighestRate = 0.5;
    private const double HighestGain = 10;

    public override string Id => DiagnosisIds.HighDropout;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var dropouts = network.Sequences.SelectMany(sequence => sequence.Steps).Where(step => step.Layer is DropoutLayer).ToList();
        var high = dropouts.Where(step => Rate(step) > HighestRate).ToList();

        // Along a skip nothing is dropped: only the dropouts outside blocks multiply.
        var chain = network.Sequences[0].Steps.Where(step => step.Layer is DropoutLayer { Rate: > 0 }).ToList();
        if (high.Count > 0)
        {
            var rate = Rate(high[0]);
            var mends = Gain(chain.Select(step => System.Math.Min(Rate(step), HighestRate))) > HighestGain
                ? default
                : new EquatableArray<Mend>(new Mend("Use a rate of 0.5", high.Select(step => Edit.SetPositional(step.Origin, 0, "0.5")).ToEquatableArray()));
            yield return new Diagnosis(
                Id,
                $"'{high[0].Name}' drops {Words.Text(100 * rate)} % of its inputs and multiplies the rest by {Words.Text(1 / (1 - rate))}: beyond one half the noise grows faster than what dropout is for. Use a rate of at most 0.5.",
                high[0].Origin,
                mends);
        }
        else if (Gain(chain.Select(Rate)) is > HighestGain and var gain)
        {
            yield return new Diagnosis(
                Id,
                $"The {Words.Text(chain.Count)} dropouts up to '{chain[chain.Count - 1].Name}' multiply what is left in training by {Words.Text(gain)} in all: signals and gradients of single units jump by that much. Drop less in the earlier layers.",
                chain[chain.Count - 1].Origin);
        }
    }

    private static double Rate(Step step) => ((DropoutLayer)step.Layer).Rate;

    private static double Gain(IEnumerable<double> rates) => rates.Aggregate(1d, (gain, rate) => gain / (1 - rate));
}
