using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>λ₁·Σ|w| + λ₂·Σw² and its gradient λ₁·sign(w) + 2λ₂·w, with sign(0) = 0.</summary>
internal sealed class Penalties(AlignedBuffer weights) : ChunkedWork
{
    /// <summary>Floats whose sum is still good in single precision.</summary>
    private const int RunFloats = 1024;

    private AlignedBuffer? _gradients;
    private float _l1;
    private float _l2;

    /// <summary>Adds the gradient of a tensor's penalty to <paramref name="gradients"/> and returns the penalty.</summary>
    public double Add(TensorDescriptor tensor, AlignedBuffer gradients, int threads)
    {
        (_l1, _l2, _gradients) = ((float)tensor.L1, (float)tensor.L2, gradients);
        return Run(tensor.Offset, tensor.Length, threads);
    }

    protected override double Chunk(int from, int length)
    {
        double total = 0;
        for (var start = 0; start < length; start += RunFloats)
        {
            var count = Math.Min(RunFloats, length - start);
            total += Add(_l1, _l2, weights.Span.Slice(from + start, count), _gradients!.Span.Slice(from + start, count));
        }

        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Add(float l1, float l2, ReadOnlySpan<float> weights, Span<float> gradients)
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
