using System.ComponentModel;

namespace GradCompile.CompilerServices;

/// <summary>An optimizer and its options; the learning rate is the engine's.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract record OptimizerOptions;

/// <summary>v ← μv + g, w ← w − ηv.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record SgdOptions(double Momentum, bool Nesterov) : OptimizerOptions;

/// <summary>w ← w − η·m̂/(√v̂ + ε); with a weight decay other than 0, w ← w·(1 − ηλ) first.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AdamOptions(double Beta1, double Beta2, double Epsilon, double WeightDecay) : OptimizerOptions;

/// <summary>w ← w − η·g/(√v + ε), or through a momentum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record RmsPropOptions(double Decay, double Epsilon, double Momentum) : OptimizerOptions;

/// <summary>w ← w − η·g/(√Σg² + ε).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record AdaGradOptions(double Epsilon) : OptimizerOptions;

/// <summary>The five ways to bound a gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ClipKind
{
    /// <summary>Each element to ±threshold.</summary>
    Value,

    /// <summary>Each tensor by its own norm.</summary>
    Norm,

    /// <summary>All tensors by their common norm.</summary>
    GlobalNorm,

    /// <summary>The common norm against a moving average.</summary>
    Ema,

    /// <summary>Each unit's gradient against its weights.</summary>
    Adaptive,
}

/// <summary>A clipping with its threshold.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ClipOptions(ClipKind Kind, double Threshold, double Decay);
