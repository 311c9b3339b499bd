using System;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// A rate that suits the network, from how its function moves at the start. The lines through the best rates of some fifty networks, found by
/// training each at thirteen rates; the best rate falls more slowly than the curvature grows, for networks leave the steep places they start in.
/// </summary>
internal static class SuggestedRate
{
    private const double Descent = -0.45;
    private const double DescentByCurvature = -0.3;
    private const double DescentWithNorms = -0.6;
    private const double LargestDescent = 1;

    /// <summary>Adam's best rates fall with the size of a network up to a usual one, and then no more.</summary>
    private const double Scaled = -0.4;
    private const double LeastScaled = -2.8;
    private const double LargestScaled = -1;

    private const double AdaGrad = -0.6;
    private const double AdaGradByStride = -0.3;

    /// <summary>How far below the rate that overshoots, in log₁₀.</summary>
    private const double Room = 0.5;

    /// <summary>The same for a network that may not be trained at all.</summary>
    public static double? Of(NetworkModel model, NetworkForecast? forecast) => model.Loss is null || forecast is null ? null : Of(new TrainingForecast(model, forecast));

    /// <summary>One digit; null where the forecast says nothing of it.</summary>
    public static double? Of(TrainingForecast training)
    {
        if (LinearCurvature.Of(training) is { } linear) return Figures.Rounded(0.25 * linear.Limit);
        var pace = training.Pace;
        var size = pace.IsScaled ? pace.LogStrideOfAll - Math.Log10(training.Optimizer.Rate) : pace.LogCurvature;
        if (double.IsInfinity(size) || double.IsNaN(size)) return null;
        if (training.Optimizer is AdaGradOptimizer) return Rounded(AdaGrad + (AdaGradByStride * size));
        if (pace.IsScaled) return Rounded(Math.Max(LeastScaled, Math.Min(LargestScaled, Scaled - size)));
        var rate = Math.Min(LargestDescent, Logarithms.PowerOfTen(training.HasNorms ? DescentWithNorms : Descent + (DescentByCurvature * size))) * (1 - pace.Momentum);
        var limit = LearningRate.Excess(training);
        return Figures.Rounded(double.IsInfinity(limit) ? rate : Math.Min(rate, training.Optimizer.Rate * Logarithms.PowerOfTen(-limit - Room)));
    }

    private static double Rounded(double log) => Figures.Rounded(Logarithms.PowerOfTen(log));
}
