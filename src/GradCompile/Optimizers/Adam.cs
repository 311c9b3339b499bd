using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w(1 − ηλ) − η·m̂/(√v̂ + ε), hats bias-corrected.</summary>
internal sealed class Adam(AdamOptions options) : Optimizer
{
    private AlignedBuffer? _mean;
    private AlignedBuffer? _square;

    protected override void Prepare(int length)
    {
        _mean ??= new AlignedBuffer(length);
        _square ??= new AlignedBuffer(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Update(float rate, ulong step, ref float w, ref float g, nuint from, nuint to)
    {
        ref var m = ref State(_mean, step, from, to);
        ref var v = ref State(_square, step, from, to);
        var (beta1, beta2) = (All(options.Beta1), All(options.Beta2));
        var (new1, new2) = (All(1 - options.Beta1), All(1 - options.Beta2));
        var down = All(-rate / (1 - Powers.Of(options.Beta1, step)));
        var correction = All(1 / Math.Sqrt(1 - Powers.Of(options.Beta2, step)));
        var epsilon = All(options.Epsilon);
        var keep = All(1 - (rate * options.WeightDecay));
        for (var i = from; i < to; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            var mean = Vector512.FusedMultiplyAdd(gradient, new1, Vector512.LoadUnsafe(ref m, i) * beta1);
            var square = Vector512.FusedMultiplyAdd(gradient * gradient, new2, Vector512.LoadUnsafe(ref v, i) * beta2);
            mean.StoreUnsafe(ref m, i);
            square.StoreUnsafe(ref v, i);
            var direction = mean / Vector512.FusedMultiplyAdd(Vector512.Sqrt(square), correction, epsilon);
            Vector512.FusedMultiplyAdd(direction, down, Vector512.LoadUnsafe(ref w, i) * keep).StoreUnsafe(ref w, i);
        }
    }
}
