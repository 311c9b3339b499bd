using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>Slopes of smooth activations, written once for every width: one exponential and one division each.</summary>
internal static class ActivationSlopes
{
    /// <summary>With e = e^(−|x|), σ(x) and 1 − σ(x) are 1/(1 + e) and e/(1 + e), either way round: neither cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Silu<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Clamp(x, -104f, 104f); // so that infinity times 0 does not come up
        var isNegative = x < T.Create(0f);
        var e = Elementary.Exp(-T.Abs(held));
        var larger = T.Create(1f) / (e + T.Create(1f));
        var smaller = e * larger;
        return T.Select(isNegative, smaller, larger) * T.Fma(held, T.Select(isNegative, larger, smaller), T.Create(1f));
    }

    /// <summary>
    /// t = n/d and (1 − t²)·σ(x) = 4·w·(1 + e)/d² with e = e^(−|x|): below 0, n = e² + 2e, d = n + 2 and w = e; above,
    /// n = 1 + 2e, d = n + 2e² and w = e². No term cancels.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Mish<T>(T x)
        where T : struct, ISimd<T>
    {
        var held = T.Clamp(x, -104f, 104f); // so that infinity times 0 does not come up
        var isNegative = x < T.Create(0f);
        var e = Elementary.Exp(-T.Abs(held));
        var square = e * e;
        var n = T.Fma(e, T.Create(2f), T.Select(isNegative, square, T.Create(1f)));
        var d = n + T.Select(isNegative, T.Create(2f), square + square);
        var w = T.Select(isNegative, e, square) * (e + T.Create(1f));
        var inverse = T.Create(1f) / d;
        return inverse * T.Fma(held * T.Create(4f) * inverse, w, n);
    }

    /// <summary>
    /// With a = |x|, Φ(−a) = e^(−a²/2)·W(a) with a smooth W, here by a polynomial in 1/(a + 4) with a relative error of 1e-8. So
    /// Φ(x) + x·φ(x) is e^(−a²/2)·(W(a) − a/√(2π)) below 0, and 1 less that above: the tail keeps its relative precision.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Gelu<T>(T x)
        where T : struct, ISimd<T>
    {
        var a = T.Clamp(T.Abs(x), 0f, 15f); // beyond, the density is 0
        var square = a * a;
        var e = Elementary.Exp(square * T.Create(-0.5f));
        e = T.Fma(e, T.Fma(a, a, -square) * T.Create(-0.5f), e); // what rounding a² left out
        var inverse = T.Create(1f) / (a + T.Create(4f));
        var t = T.Fma(inverse, T.Create(-8f), T.Create(1f));
        var p = T.Create(-1.3419628e-4f);
        p = T.Fma(p, t, T.Create(1.7465935e-4f));
        p = T.Fma(p, t, T.Create(1.5684083e-3f));
        p = T.Fma(p, t, T.Create(-3.510211e-3f));
        p = T.Fma(p, t, T.Create(-7.5240043e-3f));
        p = T.Fma(p, t, T.Create(6.0403489e-2f));
        p = T.Fma(p, t, T.Create(-1.8652366e-1f));
        p = T.Fma(p, t, T.Create(3.8713692e-1f));
        p = T.Fma(p, t, T.Create(-6.0789658e-1f));
        p = T.Fma(p, t, T.Create(7.5528514e-1f));
        var below = e * T.Fma(a, T.Create(-0.39894228f), p * inverse);
        return T.Select(x < T.Create(0f), below, T.Create(1f) - below);
    }
}
