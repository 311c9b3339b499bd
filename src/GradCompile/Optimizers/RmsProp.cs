using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>v ← ρv + (1 − ρ)g²; the step g/(√v + ε), directly or through a momentum b ← μb + g/(√v + ε).</summary>
internal sealed class RmsProp(RmsPropOptions options) : Optimizer
{
    private AlignedBuffer? _square;
    private AlignedBuffer? _velocity;

    protected override void Prepare(int length)
    {
        _square ??= new AlignedBuffer(length);
        if (options.Momentum != 0) _velocity ??= new AlignedBuffer(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(float rate, ulong step, ref float w, ref float g, nuint from, nuint to)
    {
        ref var v = ref State(_square, step, from, to);
        var (decay, share, epsilon, down, momentum) = (All(options.Decay), All(1 - options.Decay), All(options.Epsilon), All(-rate), All(options.Momentum));
        var hasMomentum = options.Momentum != 0;
        ref var b = ref hasMomentum ? ref State(_velocity, step, from, to) : ref v;
        for (var i = from; i < to; i += Blocks.Lanes)
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
