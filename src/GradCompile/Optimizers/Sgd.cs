using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>v ← μv + g; w ← w − ηv, or with Nesterov w ← w − η(g + μv).</summary>
internal sealed class Sgd(SgdOptions options) : Optimizer
{
    private AlignedBuffer? _velocity;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(float rate, Span<float> weights, ReadOnlySpan<float> gradients, ulong step)
    {
        ref var w = ref Start(weights);
        ref var g = ref Start(gradients);
        var down = All(-rate);
        if (options.Momentum == 0)
        {
            for (nuint i = 0; i < (nuint)weights.Length; i += Blocks.Lanes)
            {
                Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref g, i), down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
            }

            return;
        }

        ref var v = ref State(ref _velocity, weights.Length, step);
        var momentum = All(options.Momentum);
        for (nuint i = 0; i < (nuint)weights.Length; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var velocity = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref v, i), momentum, gradient);
            velocity.StoreUnsafe(ref v, i);
            var direction = options.Nesterov ? Vector512.FusedMultiplyAdd(velocity, momentum, gradient) : velocity;
            Vector512.FusedMultiplyAdd(direction, down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
        }
    }
}
