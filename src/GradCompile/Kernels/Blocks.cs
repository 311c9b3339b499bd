using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Sums over flat vectors in one order whatever the processor: four blocks of 16 lanes, then one fixed tree.</summary>
internal static class Blocks
{
    public const int Lanes = 16;

    /// <summary>Σ x², in single precision within runs of 1,024 elements and in double precision over them.</summary>
    /// <param name="values">A multiple of 16.</param>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        double total = 0;
        for (var from = 0; from < values.Length; from += 1024) total += Run(values[from..Math.Min(values.Length, from + 1024)]);
        return total;
    }

    private static float Run(ReadOnlySpan<float> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var (a, b) = (Vector512<float>.Zero, Vector512<float>.Zero);
        nuint i = 0;
        for (; i + 32 <= (nuint)values.Length; i += 32)
        {
            var (x, y) = (Vector512.LoadUnsafe(ref start, i), Vector512.LoadUnsafe(ref start, i + 16));
            a = Vector512.FusedMultiplyAdd(x, x, a);
            b = Vector512.FusedMultiplyAdd(y, y, b);
        }

        if (i < (nuint)values.Length)
        {
            var x = Vector512.LoadUnsafe(ref start, i);
            a = Vector512.FusedMultiplyAdd(x, x, a);
        }

        return CompilerServices.Lanes.Sum(a + b);
    }
}
