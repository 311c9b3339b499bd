using System;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// The part of GRAD1001 that is no matter of the typical gradient: one draw of the weights differs too much from the next (Hanin and
/// Nica 2018), or dropout's masks tell more rows apart than the samples do (Schoenholz et al. 2017).
/// </summary>
internal static class LeftToChance
{
    private const int ManyClasses = 5;

    /// <summary>How much of what masks take counts where units have a mean far from 0.</summary>
    private const double OffsetCounts = 0.5;

    /// <summary>Beside the pace, which is a matter of the typical gradient, more than its own share: who is unlucky is so in each layer.</summary>
    private const double ChanceCounts = 1.2;

    private static readonly double[] LowRates = [0.2, 0.1, 0.05];

    /// <summary>Whether too little is left under the declared optimizer, and nothing else explains it.</summary>
    public static bool Fires(TrainingForecast training) => IsTooUncertain(training) && !VanishingGradient.IsSmall(training) && !ExplodingGradient.Fires(training);

    /// <summary>Whether gradient descent finds the gradient too small, with what chance takes of it.</summary>
    public static bool IsTooSmall(TrainingForecast training) => training.First.IsNormalized
        ? Smallest(training).Forecast.LogWeightGradient - Decades(training) + Patience(training) < Thresholds.SmallestGradient
        : training.First.Forecast.LogRelativeGradient - Decades(training) + Patience(training) < Thresholds.SmallestRelativeGradient && !IsMadeUpFor(training);

    /// <summary>Whether the pace that the rate gives, less what chance may take of it, reaches in all the steps what there is to learn.</summary>
    private static bool IsMadeUpFor(TrainingForecast training) =>
        LearningRate.Shortfall(training, training.Pace) - (ChanceCounts * Decades(training)) > -Thresholds.ShortForVanishing;

    /// <summary>What a long training or a large rate makes up for, in log₁₀, beside the steps and rates that the limits were found with.</summary>
    private static double Patience(TrainingForecast training) =>
        Math.Max(0, training.Pace.LogEffectiveRate + Math.Log10(training.Input.TrainingSteps) - Thresholds.UsualReach);

    /// <summary>Whether chance takes more of it than depth and initialisers do.</summary>
    public static bool IsCause(TrainingForecast training) => Decades(training) > (training.First.IsNormalized
        ? Thresholds.UsualGradient - Smallest(training).Forecast.LogWeightGradient
        : Thresholds.UsualRelativeGradient - training.First.Forecast.LogRelativeGradient);

    /// <summary>Of the layers under a normalisation, where weights have no scale of their own, the one with the smallest gradient.</summary>
    public static WeightedLayer Smallest(TrainingForecast training) =>
        training.Open.Where(layer => layer.IsNormalized).OrderBy(layer => layer.Forecast.LogWeightGradient).First();

    public static Diagnosis? Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        if (!Fires(training) || BornDead.IsTooNarrow(training)) return null;
        return Dropouts(training) > 0 && IsByDropout(network, training) ? Drowned(network, training) : DeepAndNarrow(training);
    }

    private static bool IsTooUncertain(TrainingForecast training)
    {
        if (double.IsNegativeInfinity(training.First.Forecast.LogWeightGradient)) return false;
        return training.IsAdaptive
            ? Uncertainty(training) > Thresholds.Uncertain
            : IsTooSmall(training) || Drowning(training) > Thresholds.Drowned;
    }

    private static double Decades(TrainingForecast training) => Uncertainty(training) / Math.Log(10);

    /// <summary>
    /// Where the narrow layers stand in residual branches, the skips carry signals and gradients past them; where they are convolutions, a
    /// gradient is the sum over many places, which no single unlucky unit spoils: the narrow VGG-19 and ResNet-152 of the repository's
    /// samples learn.
    /// </summary>
    private static double Uncertainty(TrainingForecast training) =>
        (Narrowest(training) is { Block.Length: > 0 } or { Weight.Shape.Count: 4 } ? 0 : training.Network.LogVariance)
        - (2 * Math.Log(10) * training.Network.LogSampleShare * (IsOffset(training) ? OffsetCounts : 1))
        + (2 * Math.Log(10) * Thinning(training));

    /// <summary>Whether hidden units have a mean far from 0, which masks multiply, and which the biases behind take back.</summary>
    private static bool IsOffset(TrainingForecast training) =>
        training.Layers.Where(layer => !layer.IsLast).All(layer => layer.Activation is ActivationKind.Sigmoid or ActivationKind.HardSigmoid or ActivationKind.Softplus);

    /// <summary>What dropout's masks take of the samples, in decades.</summary>
    private static double Drowning(TrainingForecast training) => Thinning(training) - (training.Network.LogSampleShare * (IsOffset(training) ? OffsetCounts : 1));

    /// <summary>What dropouts between hidden layers take where few units are left: 1 for each unit that is left of a layer, in decades.</summary>
    private static double Thinning(TrainingForecast training)
    {
        var weighted = training.Model.Training.Operations.Where(operation => operation is DenseOperation or ConvolutionOperation).ToList();
        if (weighted.Count == 0) return 0;
        var last = weighted[weighted.Count - 1];
        return training.Model.Training.Operations.TakeWhile(operation => operation != last).OfType<DropoutOperation>()
            .Where(dropout => dropout.Rate > 0 && !dropout.Input.Shape.IsImage)
            .Sum(dropout => 1 / Math.Max(0.1, (1 - dropout.Rate) * dropout.Input.Shape.Size));
    }

    private static WeightedLayer Narrowest(TrainingForecast training) =>
        training.Layers.Where(layer => !layer.IsLast).OrderBy(layer => layer.Forecast.Units).FirstOrDefault() ?? training.First;

    private static int Dropouts(TrainingForecast training) => training.Model.Training.Operations.Count(operation => operation is DropoutOperation { Rate: > 0 });

    private static bool IsByDropout(NetworkUnderExamination network, TrainingForecast training) =>
        2 * training.Network.LogVariance < training.Network.Uncertainty || DropoutNoise.IsCause(network, Fires);

    private static Diagnosis Drowned(NetworkUnderExamination network, TrainingForecast training)
    {
        var dropouts = DropoutNoise.Layers(training).ToList();
        var highest = dropouts.OrderByDescending(dropout => dropout.Rate).First();
        return new Diagnosis(
            DiagnosisIds.VanishingGradient,
            $"Dropout drowns the samples: of what tells one row from another, a share of {Figures.Power(training.Network.LogSampleShare)} is forecast to come from the samples on the way through the layers, the rest from the masks of {Figures.Count(Dropouts(training), "dropout", "dropouts")} in {Figures.Count(training.Layers.Count, "weighted layer", "weighted layers")}. Drop less, or in fewer layers.",
            highest.Origin,
            FixCandidate.Tried(network, DiagnosisIds.VanishingGradient,
            [
                .. LowRates.Select(rate => FixCandidate.Of($"Lower the dropout rates to {Figures.Literal(rate)}", dropouts.Where(dropout => dropout.Rate > rate).Select(dropout =>
                    new LayerChange(dropout, [dropout with { Rate = rate }], [Edit.SetPositional(dropout.Origin, 0, Figures.Literal(rate))])))),
                FixCandidate.Of("Remove the dropouts", dropouts.Select(dropout => new LayerChange(dropout, [], [Edit.Remove(dropout.Origin)]))),
            ]));
    }

    private static Diagnosis DeepAndNarrow(TrainingForecast training)
    {
        var narrowest = Narrowest(training);
        return new Diagnosis(
            DiagnosisIds.VanishingGradient,
            $"{Figures.Count(training.Layers.Count, "weighted layer", "weighted layers")}, as narrow as the {Figures.Count(narrowest.Forecast.Units, "unit", "units")} of '{narrowest.Name}', give first gradients that differ by a factor of {Figures.Of(Math.Exp(0.5 * Math.Sqrt(training.Network.LogVariance)))} and more from seed to seed: {(HasManyClasses(training) ? "most seeds learn badly or not at all" : "some seeds learn badly")} in {Figures.Integer(training.Input.TrainingSteps)} steps. Use wider layers, fewer of them, or residual blocks.",
            narrowest.Origin,
            IsHint: !HasManyClasses(training));
    }

    /// <summary>Two classes need one good direction, which some unit nearly always keeps; the limits were found with ten.</summary>
    private static bool HasManyClasses(TrainingForecast training) =>
        training.Model.Loss is LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy && training.Model.Training.Output.Shape.Size >= ManyClasses;
}
