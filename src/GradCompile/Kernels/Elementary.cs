using System.Runtime.CompilerServices;

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

    /// <summary>eˣ = 2ⁿ·e^r with |r| ≤ ½ ln 2; the last multiplication rounds once, so that results may be denormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Clamp(x, -104f, 89f);
        var n = RoundToWhole(held * T.Create(Log2E));
        return T.Scale(T.Create(1f) + ExpMinusOne(Reduce(held, n)), n);
    }

    /// <summary>eˣ − 1 = 2ⁿ·(e^r − 1) + (2ⁿ − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Clamp(x, -25f, 89f);
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
        var result = LogOfMantissa(f, e * T.Create(Ln2High), e * T.Create(Ln2Low));
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

    /// <summary>t/(t + 2) with t = e^(−2|x|) − 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x)
        where T : struct, ISimd<T>
    {
        // n is rounded where it is biased already, so that its low bits are the exponent of 2ⁿ, which is 1 at most.
        var a = T.AtMost(T.Abs(x), 12.5f);
        var biased = T.Fma(a, T.Create(-2f * Log2E), T.Create(Rounding + 127f));
        var n = biased - T.Create(Rounding + 127f);
        var scale = T.ExponentBits(biased);
        var t = T.Fma(ExpMinusOne(Reduce(a * T.Create(-2f), n)), scale, scale - T.Create(1f));
        return T.CopySign(t / (t + T.Create(2f)), x);
    }

    /// <summary>1/(1 + e^(−|x|)), or e^(−|x|)/(1 + e^(−|x|)) below 0, which is exact far below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x)
        where T : struct, ISimd<T>
    {
        var e = Exp(-T.Abs(x));
        return T.Select(x < T.Create(0f), e, T.Create(1f)) / (e + T.Create(1f));
    }

    /// <summary>max(x, 0) + ln(1 + e^(−|x|)); between 1 and 2, the mantissa to take is u or ½u, and no exponent is looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x)
        where T : struct, ISimd<T>
    {
        var e = Exp(-T.Abs(x));
        var isHalved = e > T.Create(0.41421356f);
        var zero = T.Create(0f);
        var f = T.Select(isHalved, (e - T.Create(1f)) * T.Create(0.5f), e);
        var log = LogOfMantissa(f, T.Select(isHalved, T.Create(Ln2High), zero), T.Select(isHalved, T.Create(Ln2Low), zero));
        return T.Select(x < zero, zero, x) + log;
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

    /// <summary>high + low + ln(1 + f) for √½ − 1 ≤ f ≤ √2 − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfMantissa<T>(T f, T high, T low)
        where T : struct, ISimd<T>
    {
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
        low = T.Fma(p * f, square, low);
        low = T.Fma(square, T.Create(-0.5f), low);
        return high + (f + low);
    }
}
