using System;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>What the declared clipping does to the forecast gradient.</summary>
internal static class Clipping
{
    /// <summary>log₁₀ of the factor by which a layer's weight gradient is scaled down; 0 without clipping.</summary>
    public static double LogShrink(TrainingForecast training, WeightedLayer layer)
    {
        if (training.Model.Clip is not { } clip) return 0;
        var norm = layer.Forecast.LogWeightGradient;
        var room = Math.Log10(clip.Threshold);
        return clip.Kind switch
        {
            ClipKind.GlobalNorm => Math.Min(0, room - training.Network.LogGradientNorm),
            ClipKind.Norm => Math.Min(0, room - norm),
            ClipKind.Value => Math.Min(0, room - layer.Forecast.LogGradientPerWeight),
            ClipKind.Adaptive => Math.Min(0, room - layer.Forecast.LogRelativeGradient),
            _ => 0,
        };
    }

    /// <summary>log₁₀ of what the threshold is compared with, in its largest tensor; null where clipping is relative to the past.</summary>
    public static double? LogMeasure(TrainingForecast training)
    {
        var open = training.Layers.Where(layer => !double.IsNegativeInfinity(layer.Forecast.LogWeightGradient)).ToList();
        if (open.Count == 0 || training.Model.Clip is not { } clip) return null;
        return clip.Kind switch
        {
            ClipKind.GlobalNorm => training.Network.LogGradientNorm,
            ClipKind.Norm => open.Max(layer => Math.Max(layer.Forecast.LogWeightGradient, layer.Forecast.LogBiasGradient)),
            ClipKind.Value => open.Max(layer => layer.Forecast.LogGradientPerWeight),
            ClipKind.Adaptive => open.Where(layer => !layer.IsConstant).Select(layer => (double?)layer.Forecast.LogRelativeGradient).Max(),
            _ => null,
        };
    }

    /// <summary>The threshold in words.</summary>
    public static string Subject(ClipKind kind) => kind switch
    {
        ClipKind.GlobalNorm => "norm of the whole gradient",
        ClipKind.Norm => "largest norm of a tensor's gradient",
        ClipKind.Value => "largest root mean square of a gradient's elements",
        _ => "largest gradient relative to its weights",
    };
}
