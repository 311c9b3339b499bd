using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Slopes of smooth activations: 0 and 1 at the ends, and the same bits at every width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivationMath
{
    /// <summary>The slope of x·σ(x): σ(x)·(1 + x·(1 − σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SiluDerivative(Vector512<float> x) => ActivationSlopes.Silu(new Simd512(x)).Value;

    /// <summary>The slope of x·σ(x): σ(x)·(1 + x·(1 − σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SiluDerivative(Vector256<float> x) => ActivationSlopes.Silu(new Simd256(x)).Value;

    /// <summary>The slope of x·σ(x): σ(x)·(1 + x·(1 − σ(x))).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SiluDerivative(Vector128<float> x) => ActivationSlopes.Silu(new Simd128(x)).Value;

    /// <summary>The slope of x·t with t = tanh(softplus(x)): t + x·(1 − t²)·σ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MishDerivative(Vector512<float> x) => ActivationSlopes.Mish(new Simd512(x)).Value;

    /// <summary>The slope of x·t with t = tanh(softplus(x)): t + x·(1 − t²)·σ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MishDerivative(Vector256<float> x) => ActivationSlopes.Mish(new Simd256(x)).Value;

    /// <summary>The slope of x·t with t = tanh(softplus(x)): t + x·(1 − t²)·σ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MishDerivative(Vector128<float> x) => ActivationSlopes.Mish(new Simd128(x)).Value;

    /// <summary>The slope of x·Φ(x): Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> GeluDerivative(Vector512<float> x) => ActivationSlopes.Gelu(new Simd512(x)).Value;

    /// <summary>The slope of x·Φ(x): Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> GeluDerivative(Vector256<float> x) => ActivationSlopes.Gelu(new Simd256(x)).Value;

    /// <summary>The slope of x·Φ(x): Φ(x) + x·φ(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> GeluDerivative(Vector128<float> x) => ActivationSlopes.Gelu(new Simd128(x)).Value;
}
