using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Elementary functions, written once for every width: straight lines of fused multiply-adds, no branch.</summary>
internal static class Elementary
{
    private const float Log2E = 1.44269504f;

    // ln 2 in two parts: the first has zeros at its end, so that its multiples are exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Adding and subtracting it rounds to the nearest whole number.
    private const float Rounding = 12582912f;

    /// <summary>eˣ = 2ⁿ·e^r with |r| ≤ ½ ln 2; the power is applied in two halves so that results may be denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Select(x < T.Create(-104f), T.Create(-104f), T.Select(x > T.Create(89f), T.Create(89f), x));
        var n = RoundToWhole(held * T.Create(Log2E));
        var p = T.Create(1f) + ExpMinusOne(Reduce(held, n));
        var half = RoundToWhole(n * T.Create(0.5f));
        return p * T.PowerOfTwo(half) * T.PowerOfTwo(n - half);
    }

    /// <summary>eˣ − 1 = 2ⁿ·(e^r − 1) + (2ⁿ − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Select(x < T.Create(-25f), T.Create(-25f), T.Select(x > T.Create(89f), T.Create(89f), x));
        var n = RoundToWhole(held * T.Create(Log2E));
        var scale = T.PowerOfTwo(n - T.Create(1f)); // half of 2ⁿ, which may be beyond the largest float
        var halved = T.Fma(ExpMinusOne(Reduce(held, n)), scale, scale - T.Create(0.5f));
        return T.Select(T.Abs(x) < T.Create(1e-8f), x, halved + halved); // halving would round denormals, and lose the sign of −0
    }

    /// <summary>ln x = e·ln 2 + ln m with √½ ≤ m &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x)
        where T : struct, ISimd<T>
    {
        var isSmall = x < T.Create(1.17549435e-38f);
        var normal = T.Select(isSmall, x * T.Create(8388608f), x);
        var f = T.Mantissa(normal) - T.Create(1f);
        var e = T.Exponent(normal) - T.Select(isSmall, T.Create(23f), T.Create(0f));
        var p = T.Create(7.0376836292e-2f);
        p = T.Fma(p, f, T.Create(-1.1514610310e-1f));
        p = T.Fma(p, f, T.Create(1.1676998740e-1f));
        p = T.Fma(p, f, T.Create(-1.2420140846e-1f));
        p = T.Fma(p, f, T.Create(1.4249322787e-1f));
        p = T.Fma(p, f, T.Create(-1.6668057665e-1f));
        p = T.Fma(p, f, T.Create(2.0000714765e-1f));
        p = T.Fma(p, f, T.Create(-2.4999993993e-1f));
        p = T.Fma(p, f, T.Create(3.3333331174e-1f));
        var square = f * f;
        var low = T.Fma(p * f, square, e * T.Create(Ln2Low));
        low = T.Fma(square, T.Create(-0.5f), low);
        var result = T.Fma(e, T.Create(Ln2High), f + low);
        result = T.Select(x > T.Create(float.MaxValue), x, result);
        var atZero = T.Select(T.Abs(x) < T.Create(float.Epsilon), T.Create(float.NegativeInfinity), x);
        return T.Select(x > T.Create(0f), result, T.Select(x < T.Create(0f), T.Create(float.NaN), atZero));
    }

    /// <summary>ln(1 + x) = ln u + (x − (u − 1))/u with u = 1 + x rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x)
        where T : struct, ISimd<T>
    {
        var u = x + T.Create(1f);
        var correction = T.Select(u > T.Create(0f), (x - (u - T.Create(1f))) / u, T.Create(0f));
        var result = T.Select(x > T.Create(float.MaxValue), x, Log(u) + correction);
        return T.Select(T.Abs(x) < T.Create(1e-8f), x, result);
    }

    /// <summary>−t/(t + 2) with t = e^(−2|x|) − 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ISimd<T>
    {
        var t = Expm1(T.Abs(x) * T.Create(-2f));
        return T.CopySign(-t / (t + T.Create(2f)), x);
    }

    /// <summary>1/(1 + e^(−|x|)), or e^(−|x|)/(1 + e^(−|x|)) below 0, which is exact far below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ISimd<T>
    {
        var e = Exp(-T.Abs(x));
        return T.Select(x < T.Create(0f), e, T.Create(1f)) / (e + T.Create(1f));
    }

    /// <summary>max(x, 0) + ln(1 + e^(−|x|)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : struct, ISimd<T>
    {
        var e = Exp(-T.Abs(x));
        return T.Select(x < T.Create(0f), T.Create(0f), x) + Log1p(e);
    }

    /// <summary>A polynomial near 0, and 1 − exp(polynomial) beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x)
        where T : struct, ISimd<T>
    {
        var a = T.Abs(x);
        var s = x * x;
        var far = T.Fma(T.Create(-1.72853470e-5f), a, T.Create(3.83197126e-4f));
        var next = T.Fma(T.Create(-3.88396438e-3f), a, T.Create(2.42546219e-2f));
        far = T.Fma(far, s, next);
        far = T.Fma(far, a, T.Create(-1.06777877e-1f));
        far = T.Fma(far, a, T.Create(-6.34846687e-1f));
        far = T.Fma(far, a, T.Create(-1.28717512e-1f));
        far = T.Fma(far, a, -a);
        far = T.Select(a > T.Create(4f), T.Create(1f), T.Create(1f) - Exp(far));
        var near = T.Create(-5.96761703e-4f);
        near = T.Fma(near, s, T.Create(4.99119423e-3f));
        near = T.Fma(near, s, T.Create(-2.67681349e-2f));
        near = T.Fma(near, s, T.Create(1.12819925e-1f));
        near = T.Fma(near, s, T.Create(-3.76125336e-1f));
        near = T.Fma(near, s, T.Create(1.28379166e-1f));
        near = T.Fma(near, a, a);
        return T.CopySign(T.Select(a > T.Create(0.927734375f), far, near), x);
    }

    /// <inheritdoc cref="ActivationMath.SiluDerivative(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SiluDerivative<T>(T x)
        where T : struct, ISimd<T>
    {
        var s = Sigmoid(x);
        return s * T.Fma(x, T.Create(1f) - s, T.Create(1f));
    }

    /// <inheritdoc cref="ActivationMath.MishDerivative(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MishDerivative<T>(T x)
        where T : struct, ISimd<T>
    {
        // With u = e^(−|x|) both t = tanh(ln(1 + eˣ)) and (1 − t²)·σ(x) are ratios of polynomials in which nothing cancels.
        var u = Exp(-T.Abs(x));
        var (one, two) = (T.Create(1f), T.Create(2f));
        var isBelow = x < T.Create(0f);
        var numerator = T.Select(isBelow, u * (u + two), T.Fma(u, two, one));
        var inverse = one / T.Select(isBelow, T.Fma(u, u + two, two), T.Fma(u * two, u + one, one));
        var slope = T.Select(isBelow, u, u * u) * T.Create(4f) * (u + one) * inverse;
        return T.Fma(T.Select(x > T.Create(104f), T.Create(0f), x) * slope, inverse, numerator * inverse);
    }

    /// <inheritdoc cref="ActivationMath.GeluDerivative(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T GeluDerivative<T>(T x)
        where T : struct, ISimd<T>
    {
        var cdf = T.Fma(Erf(x * T.Create(0.707106781f)), T.Create(0.5f), T.Create(0.5f));
        var density = Exp(x * x * T.Create(-0.5f)) * T.Create(0.39894228f);
        return T.Fma(x, density, cdf);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T RoundToWhole<T>(T x)
        where T : struct, ISimd<T> => x + T.Create(Rounding) - T.Create(Rounding);

    /// <summary>x − n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Reduce<T>(T x, T n)
        where T : struct, ISimd<T> => T.Fma(n, T.Create(-Ln2Low), T.Fma(n, T.Create(-Ln2High), x));

    /// <summary>e^r − 1 for |r| ≤ ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpMinusOne<T>(T r)
        where T : struct, ISimd<T>
    {
        var p = T.Create(1.9875691500e-4f);
        p = T.Fma(p, r, T.Create(1.3981999507e-3f));
        p = T.Fma(p, r, T.Create(8.3334519073e-3f));
        p = T.Fma(p, r, T.Create(4.1665795894e-2f));
        p = T.Fma(p, r, T.Create(1.6666665459e-1f));
        p = T.Fma(p, r, T.Create(5.0000001201e-1f));
        return T.Fma(p, r * r, r);
    }
}
