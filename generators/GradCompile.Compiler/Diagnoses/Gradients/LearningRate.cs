using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1012: a learning rate whose steps overshoot, or that gets nowhere within the declared steps.</summary>
internal sealed class LearningRate : GradientRule
{
    /// <summary>Up to it, a gradient that explodes is the cause of a large step, beyond it the rate is one of its own.</summary>
    private const double LargestUsualRate = 1;

    /// <summary>Relative to the weights of the layer that changes least.</summary>
    private const double LeastRelativeStep = 0.25;

    public override string Id => DiagnosisIds.LearningRate;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.ClipAlwaysActs];

    /// <summary>Whether the rate is too large for the network, whatever else there is.</summary>
    public static bool IsTooLarge(TrainingForecast training) => LinearCurvature.Of(training) is { } curvature
        ? curvature.Diverges
        : Excess(training) > 0;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var diagnosis = LinearCurvature.Of(training) is { Diverges: true } curvature ? Diverging(network, training, curvature)
            : TooLarge(network, training) ?? TooSmall(network, training);
        if (diagnosis is not null) yield return diagnosis;
    }

    private Diagnosis Diverging(NetworkUnderExamination network, TrainingForecast training, LinearCurvature curvature)
    {
        var cause = InputScale.IsFarOff(training)
            ? $"{InputScale.Describe(training)}"
            : "use a smaller rate.";
        return new Diagnosis(
            Id,
            $"At a rate of {Figures.Literal(training.Optimizer.Rate)} gradient descent diverges: the squared error curves by {Figures.Of(curvature.Largest)} along the mean input of '{training.Last.Name}', and in batches of {Figures.Integer(training.Input.BatchSize)} rates above {Figures.Of(curvature.Limit)} overshoot ever further; {cause}",
            Place(training),
            InputScale.IsFarOff(training) ? FixCandidate.Tried(network, Id, [InputScale.Normalised(training)]) : Rates(network, training, 0.25 * curvature.Limit));
    }

    /// <summary>By how much the first steps are beyond what networks come back from, in log₁₀; −∞ where no rate is too large.</summary>
    public static double Excess(TrainingForecast training)
    {
        var pace = training.Pace;
        if (training.Layers.Count < 2) return double.NegativeInfinity;

        if (pace.IsScaled)
        {
            // Steps that are small beside the weights do no harm, however far they move the outputs.
            if (!(RelativeStep(training, Enumerable.Min) >= LeastRelativeStep)) return double.NegativeInfinity;
            return training.HasNorms ? double.NegativeInfinity : pace.LogStride - Thresholds.LargestScaledStride - Decays(training);
        }

        // What stands behind a normalisation has no scale of its own, and grows until its steps suit it; the last layer has one.
        if (training.HasNorms) return training.Sums.Count > 0 ? double.NegativeInfinity : pace.LogEffectiveRate + (Thresholds.CurvatureCountsBehindNorms * pace.LogLastCurvature) - Thresholds.LargestStrideBehindNorms;

        // Pixels that are next to each other are more alike than any declaration says.
        var convolutions = HasConvolutions(training) ? Thresholds.StrideOfConvolutions : 0;
        var forgiven = ForgivenByUnits(training) + (IsRegression(training) ? Thresholds.ForgivenByRegression : 0);
        var small = Thresholds.StrideOfSmallInputs * Math.Max(-1, Math.Min(0, 2 * Math.Log10(Math.Max(1e-9, training.InputRms))));
        return pace.LogStride + convolutions - (Thresholds.LargestStride + small) - forgiven;
    }

    private static double Decays(TrainingForecast training) => training.Optimizer is AdaGradOptimizer ? Thresholds.ForgivenByAdaGrad : 0;

    private static bool IsRegression(TrainingForecast training) => training.Model.Loss is not (LossKind.SoftmaxCrossEntropy or LossKind.SigmoidCrossEntropy);

    /// <summary>
    /// Units that cannot die come back from large steps, the sooner the fewer layers have to: behind a single one the problem is convex. What an image's
    /// places share adds up to more.
    /// </summary>
    private static double ForgivenByUnits(TrainingForecast training)
    {
        var hidden = training.Layers.Count - 1;
        var isDense = !HasConvolutions(training);
        if (IsBounded(training)) return isDense ? Math.Max(Thresholds.ForgivenByBounds, Thresholds.ForgivenByBoundsOfOne / hidden) : Thresholds.ForgivenByBounds;
        return isDense && hidden == 1 && training.First.Activation is (ActivationKind.SELU or ActivationKind.ELU or ActivationKind.LeakyReLU) ? Thresholds.ForgivenByOneThatCannotDie : 0;
    }

    /// <summary>Whether all hidden units are bounded: they saturate, but cannot die.</summary>
    private static bool IsBounded(TrainingForecast training) => training.Layers
        .Where(layer => !layer.IsLast)
        .All(layer => layer.Activation is not ActivationKind.Identity && Activations.ActivationTable.Of(layer.Activation).IsBounded);

    private static bool HasConvolutions(TrainingForecast training) => training.Layers.Any(layer => layer.Weight.Shape.Count == 4);

    private Diagnosis? TooLarge(NetworkUnderExamination network, TrainingForecast training)
    {
        var excess = Excess(training);
        if (!(excess > -Thresholds.HintOfLargeRate)) return null;
        if (training.Optimizer.Rate <= LargestUsualRate && ExplodingGradient.Fires(training)) return null;
        var isHint = excess <= 0 || IsOnlyBesideUnitInputs(network, training);
        if (isHint && !training.Pace.IsScaled) return null;
        if (training.Pace.IsScaled && excess <= 0 && training.Optimizer is AdaGradOptimizer) return null;
        if (!isHint && InputScale.IsCause(network, training, IsTooLarge))
        {
            return new Diagnosis(Id, $"At a rate of {Figures.Literal(training.Optimizer.Rate)} the steps are forecast to overshoot: {InputScale.Describe(training)}", training.Input.Origin, FixCandidate.Tried(network, Id, [InputScale.Normalised(training)]));
        }

        var rate = Figures.Literal(training.Optimizer.Rate);
        var steps = training.Pace.IsScaled
            ? $"The first step at a rate of {rate} is forecast to move an output by {Figures.Power(training.Pace.LogStride + Math.Log10(FirstStepFactor(training.Optimizer)))}, and the weights by {Shares(training)} of their size, under {training.OptimizerName}: {(isHint ? "a rough start." : "far past what there is to learn, and it does not come back.")}"
            : $"A rate of {rate}{(training.Pace.Momentum > 0 ? $" with a momentum of {Figures.Literal(training.Pace.Momentum)}, which comes to {Figures.Power(training.Pace.LogEffectiveRate)}," : "")} is too large: the loss is forecast to curve by {Figures.Power(training.Pace.LogHiddenCurvature)} before the last layer, and steps overshoot from a rate of about {Figures.Of(Limit(training))} on.";
        var suggested = SuggestedRate.Of(training);
        return new Diagnosis(Id, $"{steps} Use a smaller rate{(suggested is { } s && s < training.Optimizer.Rate ? $", about {Figures.Literal(s)}" : "")}.", Place(training), Rates(network, training, suggested), isHint);
    }

    /// <summary>The declared rate at which the excess would be nothing.</summary>
    private static double Limit(TrainingForecast training) => training.Optimizer.Rate * Logarithms.PowerOfTen(-Excess(training));

    /// <summary>Where nothing is said of the inputs they may as well lie within 0 and 1, as pixels do, which allows larger rates.</summary>
    private static bool IsOnlyBesideUnitInputs(NetworkUnderExamination network, TrainingForecast training) =>
        !training.Input.IsScaleDeclared && Trial.IsGone(network, network.Declaration with { Input = network.Declaration.Input with { Mean = UnitMean, Std = UnitStd, IsScaleDeclared = true } }, other => Excess(other) > UnitMargin);

    private const double UnitMean = 0.15;
    private const double UnitStd = 0.3;
    private const double UnitMargin = 0.1;

    private Diagnosis? TooSmall(NetworkUnderExamination network, TrainingForecast training)
    {
        if (Shortfall(training, training.Pace) is not { } shortfall) return null;
        var ofDirections = ShortfallOfDirections(training);
        if (shortfall > -Thresholds.ShortForHint && ofDirections > -Thresholds.ShortForWarning) return null;
        if (ofDirections <= -Thresholds.ShortForWarning) shortfall = Math.Min(shortfall, ofDirections);
        if (SuggestedRate.Of(training) is not { } suggested || suggested < 2 * training.Optimizer.Rate) return null;

        // If a good rate does not help either, something else is at fault; so it is if the clipping or the epsilon takes the steps away.
        if (!(Shortfall(training, training.PaceAt(suggested)) > -Thresholds.ShortForHint)) return null;
        if (ClipAlwaysActs.IsCause(training) || AdamEpsilon.IsCause(training)) return null;

        // Whoever declares no optimizer may want to predict alone.
        var isDeclared = network.Declaration.Optimizers.Count > 0;
        var isHint = !isDeclared || shortfall > -Thresholds.ShortForWarning;
        return new Diagnosis(
            Id,
            $"In {Figures.Integer(training.Input.TrainingSteps)} steps a rate of {Figures.Literal(training.Optimizer.Rate)}{(isDeclared ? "" : ", which holds where no optimizer is declared,")} is forecast to bring the network {Figures.Power(shortfall)} of the way to what it has to learn{OnePercent(training)}. Use a larger rate, about {Figures.Literal(suggested)}, or declare more TrainingSteps.",
            Place(training),
            Rates(network, training, suggested),
            isHint);
    }

    /// <summary>log₁₀ of how far the steps of the horizon come on the way to learning, at a pace; null where nothing moves, which is another rule's.</summary>
    public static double? Shortfall(TrainingForecast training, Pace pace)
    {
        if (double.IsNegativeInfinity(pace.LogProgress)) return null;
        var progress = pace.LogProgress - (pace.IsScaled ? Thresholds.ScaledProgress : NeededProgress(training));

        // Sigmoids saturate while they wake each other, which costs others less.
        if (!pace.IsScaled && IsSigmoidStack(training)) progress -= Thresholds.SlownessOfSigmoids;

        // Scaled steps make weights grow that start too small.
        return pace.IsScaled ? Math.Max(progress, pace.LogTravel - Thresholds.Travel) : progress;
    }

    private static bool IsSigmoidStack(TrainingForecast training) =>
        training.Layers.Count > 3 && !training.HasNorms && !HasConvolutions(training) && training.Layers.Where(layer => !layer.IsLast).All(layer => layer.Activation is ActivationKind.Sigmoid or ActivationKind.HardSigmoid);

    /// <summary>
    /// Layers whose signal starts faint wake each other: the kernel grows with them, and at the pace of the first step less is needed, by as much
    /// as the signal at the outputs is small.
    /// </summary>
    private static double NeededProgress(TrainingForecast training, double directions = 1) => Math.Min(
        Thresholds.Progress + Math.Log10(directions),
        Thresholds.ProgressOfFaint + (0.5 * training.Network.LogLogitSignal) - (HasConvolutions(training) ? Thresholds.HelpOfConvolutionsToFaint : 0))
        - (training.Model.Training.Operations.Any(operation => operation is Graphs.GlobalAveragePoolOperation) ? Thresholds.HelpOfGlobalPools : 0);

    /// <summary>How many directions of the inputs have to be told apart, each of which has only its share of the pace: as many as the outputs ask for.</summary>
    private static double Directions(TrainingForecast training) => Math.Min(
        training.Model.Training.Input.Shape.Size,
        Math.Max(1, Math.Min(Thresholds.MostDirections, Thresholds.DirectionsOfAnOutput * (training.Model.Training.Output.Shape.Size - 1))));

    /// <summary>The like where each direction has to be found: what falls short of it by a warning's factor fails; what does not may do well.</summary>
    private static double ShortfallOfDirections(TrainingForecast training) => training.Pace.IsScaled || double.IsNegativeInfinity(training.Pace.LogProgress)
        ? 0
        : training.Pace.LogProgress - NeededProgress(training, Directions(training));

    private static string OnePercent(TrainingForecast training)
    {
        if (RelativeStep(training, Enumerable.Max) is not { } step || !(step > 0)) return "";
        return step >= 0.01 ? "" : $": a change of the weights by 1 % takes {Figures.Power(-2 - Math.Log10(step))} steps";
    }

    /// <summary>Of the layer that changes least and of the one that changes most: <c>19 %</c>, or <c>12 % to 19 %</c>.</summary>
    private static string Shares(TrainingForecast training)
    {
        var (least, most) = (Figures.Percent(RelativeStep(training, Enumerable.Min) ?? 0), Figures.Percent(RelativeStep(training, Enumerable.Max) ?? 0));
        return least == most ? least : $"{least} to {most}";
    }

    /// <summary>
    /// The first step relative to the weights of a layer: rate·‖g‖/‖w‖, or, where steps are scaled by the gradients so far, the rate by the
    /// root mean square of the weights; without a bias correction 1/√(1 − decay) times as much.
    /// </summary>
    private static double? RelativeStep(TrainingForecast training, Func<IEnumerable<double>, double> choose)
    {
        var steps = training.Open
            .Where(layer => !layer.IsConstant && !double.IsInfinity(layer.Forecast.LogWeightGradient))
            .Select(layer => training.Optimizer.Rate * Logarithms.PowerOfTen(training.Pace.IsScaled
                ? (0.5 * Math.Log10(layer.Forecast.Weights)) - layer.Forecast.LogWeightNorm + Math.Log10(FirstStepFactor(training.Optimizer))
                : layer.Forecast.LogRelativeGradient))
            .ToList();
        return steps.Count == 0 ? null : choose(steps);
    }

    /// <summary>RMSProp in PyTorch's form begins with v = (1 − ρ)g², and so with steps of rate/√(1 − ρ); Adam corrects for it.</summary>
    private static double FirstStepFactor(DeclaredOptimizer optimizer) => optimizer is RmsPropOptimizer { Decay: < 1 } rmsProp ? 1 / Math.Sqrt(1 - rmsProp.Decay) : 1;

    private static Origin Place(TrainingForecast training) =>
        training.Model.Declaration.Optimizers.Select(optimizer => optimizer.Origin).Concat(training.Model.Declaration.Losses.Select(loss => loss.Origin)).First();

    private EquatableArray<Fix> Rates(NetworkUnderExamination network, TrainingForecast training, double? rate)
    {
        if (network.Declaration.Optimizers.Count == 0 || rate is not { } found) return default;
        var rounded = Figures.Rounded(found);
        var optimizer = network.Declaration.Optimizers[0];
        return FixCandidate.Tried(network, Id,
        [
            new FixCandidate(
                $"Use a rate of {Figures.Literal(rounded)}",
                declaration => declaration with { Optimizers = new EquatableArray<DeclaredOptimizer>(optimizer with { Rate = rounded }) },
                [Edit.SetPositional(optimizer.Origin, 0, Figures.Literal(rounded))]),
        ]);
    }
}
