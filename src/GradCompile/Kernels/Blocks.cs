using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SumOfSquares(ReadOnlySpan<float> values)
    {
        ref var start = ref MemoryMarshal.GetReference(values);
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nuint i = 0; i < (nuint)values.Length; i += Lanes)
        {
            low = AddSquares(ref start, i, low);
            high = AddSquares(ref start, i + 8, high);
        }

        return Sum(low + high);
    }

    /// <summary>Adds the squares of eight floats. Widening 16 at once would return a pair through memory, at a third of the speed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> AddSquares(ref float start, nuint index, Vector512<double> sum)
    {
        var eight = Vector256.LoadUnsafe(ref start, index);
        var wide = Avx512F.IsSupported ? Avx512F.ConvertToVector512Double(eight) : Vector512.Create(Vector256.WidenLower(eight), Vector256.WidenUpper(eight));
        return Vector512.FusedMultiplyAdd(wide, wide, sum);
    }

    /// <summary>Lane i with i + 4, then i + 2, i + 1.</summary>
    public static double Sum(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}
