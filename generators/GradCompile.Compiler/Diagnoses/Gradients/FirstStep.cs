using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1012: a learning rate whose first step changes the weights out of all proportion, or hardly at all.</summary>
internal sealed class FirstStep : GradientRule
{
    private const double Largest = 0.1;
    private const double Smallest = 1e-6;
    private const double Target = 0.01;

    /// <summary>Up to it, a gradient that explodes is the cause of a large step, beyond it the rate is one of its own.</summary>
    private const double LargestUsualRate = 1;

    /// <summary>Gradient descent on a quadratic of curvature λ diverges beyond a rate of 2/λ, with momentum μ beyond 2(1 + μ)/λ.</summary>
    private const double StabilityLimit = 2;

    public override string Id => DiagnosisIds.FirstStep;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.ClipAlwaysActs];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var optimizer = training.Optimizer;
        if (Curvature(training) is { } curvature)
        {
            var momentum = optimizer is SgdOptimizer sgd ? sgd.Momentum : 0;
            var limit = StabilityLimit * (1 + momentum);
            if (optimizer.Rate * curvature > limit && training.Model.Clip is null)
            {
                yield return new Diagnosis(
                    Id,
                    $"At a rate of {Figures.Literal(optimizer.Rate)} gradient descent diverges: the squared error curves by {Figures.Of(curvature)} along the mean input of '{training.Last.Name}', and rates above {Figures.Of(limit / curvature)} overshoot ever further. Use a smaller rate, or normalise the inputs.",
                    Place(training),
                    Mends(network, training, 0.5 / curvature));
                yield break;
            }
        }

        if (RelativeSteps(training) is not { } steps) yield break;
        var isLarge = steps.Least > Largest;
        if (isLarge && optimizer.Rate <= LargestUsualRate && ExplodingGradient.Fires(training)) yield break;
        if (!isLarge && steps.Most >= Smallest) yield break;
        var step = isLarge ? steps.Least : steps.Most;
        yield return new Diagnosis(
            Id,
            isLarge
                ? $"The first step at a rate of {Figures.Literal(optimizer.Rate)} is forecast to change the weights of every layer by {Figures.Percent(step)} of their size or more under {training.OptimizerName}; steps of about 1 % or less are usual. Use a smaller rate."
                : $"The first step at a rate of {Figures.Literal(optimizer.Rate)} is forecast to change the weights of no layer by more than a share of {Figures.Of(step)} under {training.OptimizerName}, too little to see within an hour. Use a larger rate.",
            Place(training),
            Mends(network, training, optimizer.Rate * Target / step),
            IsHint: !isLarge);
    }

    /// <summary>
    /// Gradient descent: rate·‖g‖/‖w‖ of the layer that changes least, and of the one that changes most: a single layer whose scale
    /// is off finds its own by and by. Where steps are scaled by the gradients so far: about the rate itself for each weight.
    /// Null if there is nothing to compare.
    /// </summary>
    private static (double Least, double Most)? RelativeSteps(TrainingForecast training)
    {
        var isScaled = training.IsAdaptive || training.Optimizer is AdaGradOptimizer;
        var steps = training.Open
            .Where(layer => !layer.IsConstant && !double.IsInfinity(layer.Forecast.LogWeightGradient))
            .Select(layer => training.Optimizer.Rate * Logarithms.PowerOfTen(isScaled
                ? (0.5 * Math.Log10(layer.Forecast.Weights)) - layer.Forecast.LogWeightNorm
                : layer.Forecast.LogRelativeGradient))
            .ToList();
        return steps.Count == 0 ? null : (steps.Min(), steps.Max());
    }

    /// <summary>2/K·(n·mean² + variance): the curvature of a linear model's squared error along its mean input, its largest one; null for any other network.</summary>
    private static double? Curvature(TrainingForecast training)
    {
        if (training.Model.Loss != LossKind.MeanSquaredError || training.Optimizer is not SgdOptimizer) return null;
        if (training.Model.Training.Operations.Any(operation => operation is not (DenseOperation or FlattenOperation)) || training.Layers.Count > 1) return null;
        var mean = training.Input.Mean;
        var variance = training.Input.Std * training.Input.Std;
        return 2 * ((training.Last.Forecast.FanIn * mean * mean) + variance) / training.Last.Forecast.Units;
    }

    private static Origin Place(TrainingForecast training) =>
        training.Model.Declaration.Optimizers.Select(optimizer => optimizer.Origin).Concat(training.Model.Declaration.Losses.Select(loss => loss.Origin)).First();

    private EquatableArray<Mend> Mends(NetworkUnderExamination network, TrainingForecast training, double rate)
    {
        if (network.Declaration.Optimizers.Count == 0) return default;
        var rounded = Figures.Rounded(rate);
        var optimizer = network.Declaration.Optimizers[0];
        return Remedy.Tried(network, Id,
        [
            new Remedy(
                $"Use a rate of {Figures.Literal(rounded)}",
                declaration => declaration with { Optimizers = new EquatableArray<DeclaredOptimizer>(optimizer with { Rate = rounded }) },
                [Edit.SetPositional(optimizer.Origin, 0, Figures.Literal(rounded))]),
        ]);
    }
}
