using System;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>A rate that suits the network: as large as its first steps allow with room to spare.</summary>
internal static class SuggestedRate
{
    /// <summary>Rate × curvature, and how far a scaled step may move an output, in log₁₀; found by sweeps over rates.</summary>
    private const double Descent = -0.4;
    private const double Scaled = 0.2;
    private const double AdaGrad = 1.0;

    private const double LargestDescent = 1;
    private const double LargestScaled = 0.03;

    /// <summary>One digit; null where the forecast says nothing of it.</summary>
    public static double? Of(TrainingForecast training)
    {
        if (LinearCurvature.Of(training) is { } linear) return Figures.Rounded(0.25 * linear.Limit);
        var pace = training.Pace;
        var level = pace.IsScaled ? pace.LogStrideOfAll : pace.LogEffectiveRate + pace.LogCurvature;
        if (double.IsNegativeInfinity(level) || double.IsNaN(level)) return null;
        var target = !pace.IsScaled ? Descent : training.Optimizer is AdaGradOptimizer ? AdaGrad : Scaled;
        var rate = training.Optimizer.Rate * Logarithms.PowerOfTen(target - level);
        var largest = pace.IsScaled ? LargestScaled : LargestDescent * (1 - pace.Momentum);
        return Figures.Rounded(Math.Min(rate, largest));
    }
}
