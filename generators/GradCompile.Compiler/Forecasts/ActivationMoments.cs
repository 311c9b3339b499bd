namespace GradCompile.Compiler.Forecasts;

/// <summary>What an activation f does to a <see cref="Signal"/> u: expectations over neurons (m) and over samples (z), u = m + √Noise·z.</summary>
internal readonly record struct ActivationMoments
{
    /// <summary>E f.</summary>
    public double Mean { get; init; }

    /// <summary>E f².</summary>
    public double Second { get; init; }

    /// <summary>E_m Var_z f.</summary>
    public double Noise { get; init; }

    /// <summary>E over what all neurons and samples share of (E f | it)², less (E f)².</summary>
    public double CommonCoherent { get; init; }

    /// <summary>The like for what all neurons of one sample share, less <see cref="CommonCoherent"/>.</summary>
    public double NoiseCoherent { get; init; }

    /// <summary>E f′².</summary>
    public double SlopeSquare { get; init; }

    /// <summary>E_m (E_z f′)².</summary>
    public double SlopePair { get; init; }

    /// <summary>Noise·E_m (E_z f″)² = E_m (E_z z f′)²: how <see cref="SlopePair"/> grows with the correlation of two samples' noises.</summary>
    public double SlopePairChange { get; init; }

    /// <summary>E x²f′² / (E x²·E f′²), where it is not about 1 as for many samples; else 0.</summary>
    public double SlopeAlong { get; init; }

    /// <summary>E f′ⱼf′ₖ over two neurons of one sample.</summary>
    public double SlopeOwnCoherent { get; init; }

    /// <summary>E f′ⱼf′ₖ over two neurons and two samples.</summary>
    public double SlopePairCoherent { get; init; }

    /// <summary>E u f f′.</summary>
    public double Radial { get; init; }

    /// <summary>E (f f′)².</summary>
    public double RadialSquare { get; init; }

    /// <summary>E_m (E_z f f′)².</summary>
    public double RadialPair { get; init; }

    /// <summary>E f⁴ / (E f²)².</summary>
    public double ValueKurtosis { get; init; }

    /// <summary>E f′⁴ / (E f′²)².</summary>
    public double SlopeKurtosis { get; init; }
}
