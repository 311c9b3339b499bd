using System.Text.Json.Serialization;

namespace GradCompile.Forecasts.Report;

/// <summary>A random network and what automatic differentiation measured of it: float64, 11 seeds, medians of log₁₀ values.</summary>
public sealed record MeasuredNetwork(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("family")] string Family,
    [property: JsonPropertyName("input")] MeasuredInput Input,
    [property: JsonPropertyName("batch")] int Batch,
    [property: JsonPropertyName("loss")] string Loss,
    [property: JsonPropertyName("init")] MeasuredInit Init,
    [property: JsonPropertyName("bias")] MeasuredInit Bias,
    [property: JsonPropertyName("layers")] IReadOnlyList<MeasuredLayer> Layers,
    [property: JsonPropertyName("truth")] MeasuredTruth Truth);

/// <param name="Dist">normal, uniform01 or onehot.</param>
public sealed record MeasuredInput([property: JsonPropertyName("dist")] string Dist, [property: JsonPropertyName("shape")] IReadOnlyList<int> Shape);

/// <summary>How weights or biases start; which numbers count depends on the kind.</summary>
public sealed record MeasuredInit(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("std")] double Std,
    [property: JsonPropertyName("a")] double Bound,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("gain")] double? Gain);

public sealed record MeasuredLayer(
    [property: JsonPropertyName("op")] string Op,
    [property: JsonPropertyName("units")] int Units,
    [property: JsonPropertyName("fn")] string? Function,
    [property: JsonPropertyName("alpha")] double? Alpha,
    [property: JsonPropertyName("rate")] double Rate,
    [property: JsonPropertyName("channels")] int Channels,
    [property: JsonPropertyName("k")] int Kernel,
    [property: JsonPropertyName("stride")] int Stride,
    [property: JsonPropertyName("pad")] string? Padding,
    [property: JsonPropertyName("times")] int Times,
    [property: JsonPropertyName("scale")] double? Scale,
    [property: JsonPropertyName("init")] MeasuredInit? Init,
    [property: JsonPropertyName("bias")] MeasuredInit? Bias,
    [property: JsonPropertyName("body")] IReadOnlyList<MeasuredLayer>? Body);

/// <summary>−300 stands for exactly zero.</summary>
public sealed record MeasuredTruth(
    [property: JsonPropertyName("gw_log10")] IReadOnlyList<double> WeightGradients,
    [property: JsonPropertyName("gb_log10")] IReadOnlyList<double?> BiasGradients,
    [property: JsonPropertyName("ratio_log10")] IReadOnlyList<double> Ratios,
    [property: JsonPropertyName("first_last_log10")] double FirstToLast,
    [property: JsonPropertyName("fwd")] MeasuredForward Forward,
    [property: JsonPropertyName("act")] MeasuredActivations Activations);

public sealed record MeasuredForward([property: JsonPropertyName("q")] IReadOnlyList<double> Second, [property: JsonPropertyName("corr")] IReadOnlyList<double?> Correlation);

/// <summary>Shares of saturated and dead units after each activation; null where the activation knows no such thing.</summary>
public sealed record MeasuredActivations([property: JsonPropertyName("sat")] IReadOnlyList<double?>? Saturated, [property: JsonPropertyName("dead")] IReadOnlyList<double?>? Dead);
