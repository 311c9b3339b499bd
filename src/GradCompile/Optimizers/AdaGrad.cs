using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>s ← s + g²; w ← w − η·g/(√s + ε).</summary>
internal sealed class AdaGrad(AdaGradOptions options) : Optimizer
{
    private AlignedBuffer? _squares;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(float rate, Span<float> weights, ReadOnlySpan<float> gradients, ulong step)
    {
        ref var w = ref Start(weights);
        ref var g = ref Start(gradients);
        ref var s = ref State(ref _squares, weights.Length, step);
        var (epsilon, down) = (All(options.Epsilon), All(-rate));
        for (nuint i = 0; i < (nuint)weights.Length; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var squares = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.LoadUnsafe(ref s, i));
            squares.StoreUnsafe(ref s, i);
            Vector512.FusedMultiplyAdd(gradient / (Vector512.Sqrt(squares) + epsilon), down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
        }
    }
}
