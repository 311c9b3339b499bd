using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Whether numbers are all finite, at the speed at which memory is read.</summary>
internal sealed class FiniteCheck : ChunkedWork
{
    /// <summary>Floats of a vector that is worth sharing: 1 MiB, some ten times what handing it over costs.</summary>
    private const int LeastFloats = 1 << 18;

    private AlignedBuffer? _values;

    /// <summary>Of all elements.</summary>
    public bool Of(AlignedBuffer values, int threads)
    {
        _values = values;
        return Run(0, values.Length, values.Length < LeastFloats ? 1 : threads) == 0;
    }

    protected override double Chunk(int from, int length) => Differences(_values!.Span.Slice(from, length));

    /// <summary>Σ (x − x): 0, or not a number where some x is infinite or none.</summary>
    /// <param name="values">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Differences(ReadOnlySpan<float> values)
    {
        // Four sums, so that none waits for itself.
        ref var start = ref MemoryMarshal.GetReference(values);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + (4 * Blocks.Lanes) <= (nuint)values.Length; i += 4 * Blocks.Lanes)
        {
            a += Difference(ref start, i);
            b += Difference(ref start, i + Blocks.Lanes);
            c += Difference(ref start, i + (2 * Blocks.Lanes));
            d += Difference(ref start, i + (3 * Blocks.Lanes));
        }

        for (; i < (nuint)values.Length; i += Blocks.Lanes) a += Difference(ref start, i);
        return Lanes.Sum((a + b) + (c + d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Difference(ref float start, nuint index)
    {
        var x = Vector512.LoadUnsafe(ref start, index);
        return x - x;
    }
}
