using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>λ₁·Σ|w| + λ₂·Σw² and its gradient λ₁·sign(w) + 2λ₂·w, with sign(0) = 0.</summary>
internal static class Penalties
{
    /// <summary>Adds the gradient to <paramref name="gradients"/> and returns the penalty.</summary>
    public static double Add(float l1, float l2, ReadOnlySpan<float> weights, Span<float> gradients)
    {
        double total = 0;
        for (var from = 0; from < weights.Length; from += 1024)
        {
            var count = Math.Min(1024, weights.Length - from);
            total += Run(l1, l2, weights.Slice(from, count), gradients.Slice(from, count));
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Run(float l1, float l2, ReadOnlySpan<float> weights, Span<float> gradients)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        var (sum, squares) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var (lambda1, twice) = (Vector512.Create(l1), Vector512.Create(2 * l2));
        for (nuint i = 0; i < (nuint)weights.Length; i += Blocks.Lanes)
        {
            var x = Vector512.LoadUnsafe(ref w, i);
            sum += Vector512.Abs(x);
            squares = Vector512.FusedMultiplyAdd(x, x, squares);
            var sign = Vector512.ConditionalSelect(
                Vector512.Equals(x, Vector512<float>.Zero), Vector512<float>.Zero, Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), -lambda1, lambda1));
            Vector512.FusedMultiplyAdd(x, twice, Vector512.LoadUnsafe(ref g, i) + sign).StoreUnsafe(ref g, i);
        }

        return ((double)l1 * Lanes.Sum(sum)) + ((double)l2 * Lanes.Sum(squares));
    }
}
