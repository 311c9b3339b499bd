using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Elementary functions over vectors: within 4 units in the last place, and the same bits at every width.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Elementary.Exp(new Simd512(x)).Value;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Elementary.Exp(new Simd256(x)).Value;

    /// <summary>eˣ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Elementary.Exp(new Simd128(x)).Value;

    /// <summary>eˣ. The same bits as a lane of a vector.</summary>
    public static float Exp(float x) => Exp(Vector128.Create(x)).ToScalar();

    /// <summary>eˣ − 1, exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Elementary.Expm1(new Simd512(x)).Value;

    /// <summary>eˣ − 1, exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Elementary.Expm1(new Simd256(x)).Value;

    /// <summary>eˣ − 1, exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Elementary.Expm1(new Simd128(x)).Value;

    /// <summary>eˣ − 1, exact to the last places near 0. The same bits as a lane of a vector.</summary>
    public static float Expm1(float x) => Expm1(Vector128.Create(x)).ToScalar();

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Elementary.Log(new Simd512(x)).Value;

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Elementary.Log(new Simd256(x)).Value;

    /// <summary>ln x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Elementary.Log(new Simd128(x)).Value;

    /// <summary>ln x. The same bits as a lane of a vector.</summary>
    public static float Log(float x) => Log(Vector128.Create(x)).ToScalar();

    /// <summary>ln(1 + x), exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Elementary.Log1p(new Simd512(x)).Value;

    /// <summary>ln(1 + x), exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Elementary.Log1p(new Simd256(x)).Value;

    /// <summary>ln(1 + x), exact to the last places near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Elementary.Log1p(new Simd128(x)).Value;

    /// <summary>ln(1 + x), exact to the last places near 0. The same bits as a lane of a vector.</summary>
    public static float Log1p(float x) => Log1p(Vector128.Create(x)).ToScalar();

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Elementary.Tanh(new Simd512(x)).Value;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Elementary.Tanh(new Simd256(x)).Value;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Elementary.Tanh(new Simd128(x)).Value;

    /// <summary>tanh x. The same bits as a lane of a vector.</summary>
    public static float Tanh(float x) => Tanh(Vector128.Create(x)).ToScalar();

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Elementary.Sigmoid(new Simd512(x)).Value;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Elementary.Sigmoid(new Simd256(x)).Value;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Elementary.Sigmoid(new Simd128(x)).Value;

    /// <summary>1 / (1 + e⁻ˣ). The same bits as a lane of a vector.</summary>
    public static float Sigmoid(float x) => Sigmoid(Vector128.Create(x)).ToScalar();

    /// <summary>ln(1 + eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Elementary.Softplus(new Simd512(x)).Value;

    /// <summary>ln(1 + eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Elementary.Softplus(new Simd256(x)).Value;

    /// <summary>ln(1 + eˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Elementary.Softplus(new Simd128(x)).Value;

    /// <summary>ln(1 + eˣ). The same bits as a lane of a vector.</summary>
    public static float Softplus(float x) => Softplus(Vector128.Create(x)).ToScalar();

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Elementary.Erf(new Simd512(x)).Value;

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => Elementary.Erf(new Simd256(x)).Value;

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => Elementary.Erf(new Simd128(x)).Value;

    /// <summary>The error function. The same bits as a lane of a vector.</summary>
    public static float Erf(float x) => Erf(Vector128.Create(x)).ToScalar();
}
