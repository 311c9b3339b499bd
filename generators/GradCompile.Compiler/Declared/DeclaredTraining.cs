namespace GradCompile.Compiler.Declared;

/// <summary>An optimizer attribute with all its options, as written or by default.</summary>
public abstract record DeclaredOptimizer(double Rate, Origin Origin);

public sealed record SgdOptimizer(double Rate, Origin Origin, double Momentum = 0, bool Nesterov = false) : DeclaredOptimizer(Rate, Origin);

/// <param name="WeightDecay">Null for <c>Adam</c>; the decoupled decay of <c>AdamW</c>.</param>
public sealed record AdamOptimizer(double Rate, Origin Origin, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double? WeightDecay = null) : DeclaredOptimizer(Rate, Origin);

public sealed record RmsPropOptimizer(double Rate, Origin Origin, double Decay = 0.99, double Epsilon = 1e-8, double Momentum = 0) : DeclaredOptimizer(Rate, Origin);

public sealed record AdaGradOptimizer(double Rate, Origin Origin, double Epsilon = 1e-10) : DeclaredOptimizer(Rate, Origin);

/// <summary>The five ways to bound a gradient.</summary>
public enum ClipKind
{
    /// <summary>Each element to ±threshold.</summary>
    Value,

    /// <summary>Each tensor by its own norm.</summary>
    Norm,

    /// <summary>All tensors by their common norm.</summary>
    GlobalNorm,

    /// <summary>The common norm against a moving average of the norms so far.</summary>
    Ema,

    /// <summary>Each unit's gradient against its weights.</summary>
    Adaptive,
}

/// <summary>A clipping attribute.</summary>
/// <param name="Threshold">c, factor or λ, by kind.</param>
/// <param name="Decay">β of the moving average; only <see cref="ClipKind.Ema"/> reads it.</param>
public sealed record DeclaredClip(ClipKind Kind, double Threshold, double Decay, Origin Origin);
