using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>s ← s + g²; w ← w − η·g/(√s + ε).</summary>
internal sealed class AdaGrad(AdaGradOptions options) : Optimizer
{
    private AlignedBuffer? _squares;

    protected override void Prepare(int length)
    {
        _squares ??= new AlignedBuffer(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(float rate, ulong step, ref float w, ref float g, nuint from, nuint to)
    {
        ref var s = ref State(_squares, step, from, to);
        var (epsilon, down) = (All(options.Epsilon), All(-rate));
        for (var i = from; i < to; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var squares = Vector512.FusedMultiplyAdd(gradient, gradient, Vector512.LoadUnsafe(ref s, i));
            squares.StoreUnsafe(ref s, i);
            Vector512.FusedMultiplyAdd(gradient / (Vector512.Sqrt(squares) + epsilon), down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
        }
    }
}
