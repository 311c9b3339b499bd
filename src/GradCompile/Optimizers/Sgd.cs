using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>v ← μv + g; w ← w − ηv, or with Nesterov w ← w − η(g + μv).</summary>
internal sealed class Sgd(SgdOptions options) : Optimizer
{
    private AlignedBuffer? _velocity;

    protected override void Prepare(int length)
    {
        if (options.Momentum != 0) _velocity ??= new AlignedBuffer(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(float rate, ulong step, ref float w, ref float g, nuint from, nuint to)
    {
        var down = All(-rate);
        if (options.Momentum == 0)
        {
            for (var i = from; i < to; i += Blocks.Lanes)
            {
                Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref g, i), down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
            }

            return;
        }

        ref var v = ref State(_velocity, step, from, to);
        var momentum = All(options.Momentum);
        for (var i = from; i < to; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var velocity = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref v, i), momentum, gradient);
            velocity.StoreUnsafe(ref v, i);
            var direction = options.Nesterov ? Vector512.FusedMultiplyAdd(velocity, momentum, gradient) : velocity;
            Vector512.FusedMultiplyAdd(direction, down, Vector512.LoadUnsafe(ref w, i)).StoreUnsafe(ref w, i);
        }
    }
}
