using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>
/// Each unit's gradient by min(1, λ·max(‖w‖, 0.001)/‖g‖). A unit of a matrix is an output: a column in memory, so 16 units are
/// worked on at a time, each in its lane. A tensor of one dimension is one unit.
/// </summary>
internal sealed class ClipAdaptive(double lambda, TensorDescriptor[] tensors) : Clip
{
    private const double SmallestWeightNorm = 1e-3;

    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads)
    {
        foreach (var tensor in tensors)
        {
            var w = weights.Span.Slice(tensor.Offset, tensor.Length);
            var g = gradients.Span.Slice(tensor.Offset, tensor.Length);
            if (tensor.Layout == TensorLayout.Transposed)
            {
                Columns(w, g, tensor.Stride);
                continue;
            }

            if (tensor.Layout == TensorLayout.Filters)
            {
                var rows = tensor.Size / tensor.Shape[0];
                for (var panel = 0; panel < tensor.Stride; panel += Filters.Panel)
                {
                    var width = Math.Min(Filters.Panel, tensor.Stride - panel);
                    Columns(w.Slice(panel * rows, width * rows), g.Slice(panel * rows, width * rows), width);
                }

                continue;
            }

            var allowed = lambda * Math.Max(Math.Sqrt(Blocks.SumOfSquares(w)), SmallestWeightNorm);
            var factor = allowed / (Math.Sqrt(Blocks.SumOfSquares(g)) + NormGuard);
            if (factor < 1) TensorPrimitives.Multiply(g, (float)factor, g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(ReadOnlySpan<float> weights, Span<float> gradients, int stride)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        ref var g = ref MemoryMarshal.GetReference(gradients);
        for (nuint column = 0; column < (nuint)stride; column += Blocks.Lanes)
        {
            var (weightLow, weightHigh) = (Vector512<double>.Zero, Vector512<double>.Zero);
            var (gradientLow, gradientHigh) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (var i = column; i < (nuint)weights.Length; i += (nuint)stride)
            {
                weightLow = Blocks.AddSquares(ref w, i, weightLow);
                weightHigh = Blocks.AddSquares(ref w, i + 8, weightHigh);
                gradientLow = Blocks.AddSquares(ref g, i, gradientLow);
                gradientHigh = Blocks.AddSquares(ref g, i + 8, gradientHigh);
            }

            var factor = Vector512.Narrow(Factor(weightLow, gradientLow), Factor(weightHigh, gradientHigh));
            for (var i = column; i < (nuint)weights.Length; i += (nuint)stride) (Vector512.LoadUnsafe(ref g, i) * factor).StoreUnsafe(ref g, i);
        }
    }

    private Vector512<double> Factor(Vector512<double> weightSquares, Vector512<double> gradientSquares)
    {
        var (one, smallest) = (Vector512.Create(1.0), Vector512.Create(SmallestWeightNorm));
        var norm = Vector512.Sqrt(weightSquares);
        var allowed = Vector512.Create(lambda) * Vector512.ConditionalSelect(Vector512.LessThan(norm, smallest), smallest, norm);
        var factor = allowed / (Vector512.Sqrt(gradientSquares) + Vector512.Create(NormGuard));
        return Vector512.ConditionalSelect(Vector512.GreaterThan(factor, one), one, factor);
    }
}
