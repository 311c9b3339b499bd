using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Sums over flat vectors in one order whatever the processor: blocks of 16 lanes, then one fixed tree.</summary>
internal static class Blocks
{
    public const int Lanes = 16;

    /// <summary>
    /// Σ x² in double precision: the squares of gradients that explode or vanish leave the range of single precision long before
    /// the gradients do, and a norm of infinity or 0 would make a clipping wipe them out or let them pass.
    /// </summary>
    /// <param name="values">A multiple of 16.</param>
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint i = 0; i < (nuint)values.Length; i += Lanes)
        {
            var (x, y) = Vector512.Widen(Vector512.LoadUnsafe(ref start, i));
            low = Vector512.FusedMultiplyAdd(x, x, low);
            high = Vector512.FusedMultiplyAdd(y, y, high);
        }

        return Sum(low + high);
    }

    /// <summary>Lane i with i + 4, then i + 2, i + 1.</summary>
    public static double Sum(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}
