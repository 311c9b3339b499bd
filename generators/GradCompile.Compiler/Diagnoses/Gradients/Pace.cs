using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>What a pace is asked for: as declared, or with one thing different.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Clips">Whether the declared clipping acts.</param>
/// <param name="Epsilon">Of the optimizer.</param>
internal sealed record PaceSetting(double Rate, bool Clips, double Epsilon);

/// <summary>
/// How fast and how safely an optimizer moves the function that the network is, at the start: by the neural tangent kernel Θ, which says
/// how far a step on one sample moves the output of another (Jacot et al. 2018). The part of Θ that all samples share bounds the rate, for it
/// makes the largest eigenvalue of the Fisher matrix (Karakida, Akaho and Amari 2019); the part that they do not share tells them apart, and
/// has to add up over the steps. Logarithms are to base 10; −∞ where nothing moves.
/// </summary>
internal sealed class Pace
{
    /// <summary>log₁₀ by how much slower squared error learns behind a sigmoid: all outputs fall to the mean of the targets first, where its slope is small.</summary>
    private const double BehindSigmoid = 0.6;

    /// <summary>The share of the variance of data along their first principal component: about a tenth in images and tables.</summary>
    private const double PrincipalShare = 0.1;

    private const double CurvatureCounts = 0.15;
    private const double MomentumCounts = 0.8;

    private readonly TrainingForecast _training;
    private readonly PaceSetting _setting;

    public Pace(TrainingForecast training, PaceSetting setting)
    {
        (_training, _setting) = (training, setting);
        LogCurvature = LogLossCurvature() + Logarithms.Sum(training.Layers.Select(LogShared));
        LogLastCurvature = LogLossCurvature() + LogShared(training.Last);
        LogHiddenCurvature = LogLossCurvature() + Logarithms.Sum(training.Layers.Where(layer => !layer.IsLast).Select(LogShared));
        LogStride = IsScaled ? ScaledStride(training.Layers.Where(layer => !layer.IsLast)) : DescentStride();
        LogProgress = IsScaled ? ScaledProgress() : DescentProgress();
    }

    /// <summary>Whether steps are scaled by the gradients so far: Adam's family and AdaGrad.</summary>
    public bool IsScaled => _training.IsAdaptive;

    /// <summary>The largest eigenvalue of the loss's Gauss–Newton matrix, as a batch sees it.</summary>
    public double LogCurvature { get; }

    /// <summary>The last layer's part of it.</summary>
    public double LogLastCurvature { get; }

    /// <summary>The same without the last layer, in which a logistic loss is convex and forgives any rate.</summary>
    public double LogHiddenCurvature { get; }

    /// <summary>The curvature of the loss along what tells samples apart.</summary>
    public double LogHold => LogLossCurvature() + Logarithms.Sum(_training.Layers.Select(layer => layer.Forecast.LogKernelApart));

    /// <summary>
    /// How far the first steps go, through the weights before the last layer alone. Where steps are scaled, how far the first one moves an output.
    /// Under gradient descent a mean, weighted by trial, of two measures: rate × curvature, by which a quadratic diverges, and the step relative to the
    /// weights, by which units are thrown to where they have no slope.
    /// </summary>
    public double LogStride { get; }

    /// <summary>How far a scaled first step moves an output through all weights.</summary>
    public double LogStrideOfAll => ScaledStride(_training.Layers);

    /// <summary>What tells samples apart at the outputs after all the steps at the pace of the first, in units of what there is to learn.</summary>
    public double LogProgress { get; }

    /// <summary>How far a weight comes in all the steps where these are scaled.</summary>
    public double LogTravel => LogEffectiveRate + LogSteps;

    /// <summary>With momentum μ a gradient counts 1/(1 − μ) times in the end.</summary>
    public double LogEffectiveRate => Math.Log10(_setting.Rate) - LogDamping;

    /// <summary>log₁₀(1 − μ).</summary>
    private double LogDamping => Math.Log10(1 - Math.Min(Momentum, 1 - 1e-9));

    public double Momentum => _training.Optimizer switch
    {
        SgdOptimizer sgd => sgd.Momentum,
        RmsPropOptimizer rmsProp => rmsProp.Momentum,
        _ => 0,
    };

    /// <summary>The steps of the horizon; AdaGrad's shrink with the square root of their number.</summary>
    private double LogSteps => _training.Optimizer is AdaGradOptimizer
        ? Math.Log10(2) + (0.5 * Math.Log10(_training.Input.TrainingSteps))
        : Math.Log10(_training.Input.TrainingSteps);

    private double DescentProgress() =>
        LogEffectiveRate + LogSteps + LogLossCurvature() + Logarithms.Sum(_training.Layers.Select(layer => Shrink(layer) + layer.Forecast.LogKernelApart))
        - (IsSquaredErrorOfSigmoid() ? BehindSigmoid : 0);

    private double ScaledProgress() =>
        LogEffectiveRate + LogSteps + Logarithms.Sum(_training.Layers.Select(layer => Moves(layer) + (0.5 * (Math.Log10(layer.Forecast.Weights) + layer.Forecast.LogKernelApart))));

    private double DescentStride()
    {
        var relative = _training.Layers.Where(layer => layer is { IsLast: false, IsConstant: false, IsClosed: false })
            .Select(layer => layer.Forecast.LogRelativeGradient + Shrink(layer)).Where(x => !double.IsNaN(x)).DefaultIfEmpty(double.NegativeInfinity).Max();
        if (double.IsNegativeInfinity(relative) || double.IsNegativeInfinity(LogHiddenCurvature)) return double.NegativeInfinity;
        return Math.Log10(_setting.Rate) - (MomentumCounts * LogDamping)
            + (CurvatureCounts * LogHiddenCurvature) + ((1 - CurvatureCounts) * relative);
    }

    private double ScaledStride(IEnumerable<WeightedLayer> layers) =>
        Math.Log10(_setting.Rate) + Logarithms.Sum(layers.Select(layer => Moves(layer) + (0.5 * (Math.Log10(layer.Forecast.Weights) + LogShared(layer)))));

    /// <summary>
    /// Θₐ_b + Θₐₐ/B: what the samples of a batch share of a layer; and of what they do not, the part along the direction in which data scatter most.
    /// </summary>
    private double LogShared(WeightedLayer layer) => Logarithms.Sum(
    [
        layer.Forecast.LogKernelPair,
        layer.Forecast.LogKernel - Math.Log10(_training.Input.BatchSize),
        layer.Forecast.LogKernelApart + Math.Log10(PrincipalShare),
    ]);

    private double Shrink(WeightedLayer layer) => _setting.Clips ? Clipping.LogShrink(_training, layer) : 0;

    /// <summary>g/(g + ε), for a gradient g by a single weight.</summary>
    private double Moves(WeightedLayer layer)
    {
        var gradient = layer.Forecast.LogGradientPerWeight + Shrink(layer);
        return double.IsNegativeInfinity(gradient) ? gradient : gradient - Logarithms.Sum([gradient, Math.Log10(_setting.Epsilon)]);
    }

    /// <summary>The curvature of one sample's loss by an output.</summary>
    private double LogLossCurvature()
    {
        var outputs = (double)_training.Model.Training.Output.Shape.Size;
        return _training.Model.Loss switch
        {
            LossKind.SoftmaxCrossEntropy => outputs < 2 ? double.NegativeInfinity : Math.Log10(Math.Max(0.1 / outputs, (1 - _training.Network.SoftmaxSharpness) / (outputs - 1))),
            LossKind.MeanSquaredError => Math.Log10(2 / outputs),
            LossKind.SigmoidCrossEntropy => Math.Log10(0.25 / outputs),
            _ => -Math.Log10(outputs),
        };
    }

    private bool IsSquaredErrorOfSigmoid() =>
        _training.Model.Loss is LossKind.MeanSquaredError or LossKind.Huber
        && _training.Model.Training.Operations.LastOrDefault() is ActivationOperation { Kind: ActivationKind.Sigmoid or ActivationKind.HardSigmoid };
}
