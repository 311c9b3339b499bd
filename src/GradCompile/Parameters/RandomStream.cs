using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018), and draws that use only exactly rounded operations, so that a seed gives the same
/// bits on every platform.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private float _spare = float.NaN;

    /// <param name="seed">The network's seed.</param>
    /// <param name="stream">The tensor's number: streams of one seed are independent.</param>
    public RandomStream(ulong seed, ulong stream)
    {
        var state = SplitMix64.Mix(seed) ^ SplitMix64.Mix(~stream);
        _a = SplitMix64.Mix(state);
        _b = SplitMix64.Mix(state + SplitMix64.Increment);
        _c = SplitMix64.Mix(unchecked(state + (2 * SplitMix64.Increment)));
        _d = SplitMix64.Mix(unchecked(state + (3 * SplitMix64.Increment)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform within ±1, in steps of 2⁻²³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Uniform() => ((int)(Next() >> 40) - 8388608 + 0.5f) / 8388608f;

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float Normal()
    {
        if (!float.IsNaN(_spare))
        {
            var spare = _spare;
            _spare = float.NaN;
            return spare;
        }

        while (true)
        {
            var (x, y) = (Uniform(), Uniform());
            var square = (x * x) + (y * y);
            if (square is 0 or >= 1) continue;
            var factor = MathF.Sqrt(-2 * VectorMath.Log(square) / square);
            _spare = y * factor;
            return x * factor;
        }
    }
}
