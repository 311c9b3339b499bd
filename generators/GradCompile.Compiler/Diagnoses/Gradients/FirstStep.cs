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

        if (training.Network.LogWeightsNorm is var norm && double.IsNegativeInfinity(norm)) yield break;
        var step = RelativeStep(training);
        if (step <= Largest && step >= Smallest) yield break;
        var isLarge = step > Largest;
        yield return new Diagnosis(
            Id,
            isLarge
                ? $"The first step at a rate of {Figures.Literal(optimizer.Rate)} is forecast to change the weights by {Figures.Percent(step)} of their size under {training.OptimizerName}; steps of about 1 % or less are usual. Use a smaller rate."
                : $"The first step at a rate of {Figures.Literal(optimizer.Rate)} is forecast to change the weights by a share of {Figures.Of(step)} under {training.OptimizerName}, too little to see within an hour. Use a larger rate.",
            Place(training),
            Mends(network, training, optimizer.Rate * Target / step),
            IsHint: !isLarge);
    }

    /// <summary>Gradient descent: rate·‖g‖/‖w‖. Where steps are scaled by the gradients so far: about the rate itself for each weight.</summary>
    private static double RelativeStep(TrainingForecast training)
    {
        var network = training.Network;
        if (training.IsAdaptive || training.Optimizer is AdaGradOptimizer)
        {
            return training.Optimizer.Rate * Math.Sqrt(training.WeightCount) / Logarithms.PowerOfTen(network.LogWeightsNorm);
        }

        var clip = training.Model.Clip is { Kind: ClipKind.GlobalNorm } global ? Math.Min(0, Math.Log10(global.Threshold) - network.LogGradientNorm) : 0;
        return training.Optimizer.Rate * Logarithms.PowerOfTen(network.LogGradientNorm + clip - network.LogWeightsNorm);
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
