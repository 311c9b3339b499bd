using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>v ← ρv + (1 − ρ)g²; the step g/(√v + ε), directly or through a momentum b ← μb + g/(√v + ε).</summary>
internal sealed class RmsProp(RmsPropOptions options) : Optimizer
{
    private AlignedBuffer? _square;
    private AlignedBuffer? _velocity;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Step(float rate, Span<float> weights, ReadOnlySpan<float> gradients, ulong step)
    {
        ref var w = ref Start(weights);
        ref var g = ref Start(gradients);
        ref var v = ref State(ref _square, weights.Length, step);
        var (decay, share, epsilon, down, momentum) = (All(options.Decay), All(1 - options.Decay), All(options.Epsilon), All(-rate), All(options.Momentum));
        var hasMomentum = options.Momentum != 0;
        ref var b = ref hasMomentum ? ref State(ref _velocity, weights.Length, step) : ref v;
        for (nuint i = 0; i < (nuint)weights.Length; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var square = Vector512.FusedMultiplyAdd(gradient * gradient, share, Vector512.LoadUnsafe(ref v, i) * decay);
            square.StoreUnsafe(ref v, i);
            var direction = gradient / (Vector512.Sqrt(square) + epsilon);
            if (hasMomentum)
            {
                direction = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref b, i), momentum, direction);
                direction.StoreUnsafe(ref b, i);
            }

            Vector512.FusedMultiplyAdd(direction, down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
        }
    }
}
