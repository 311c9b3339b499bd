using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>An optimizer with its state, made at the first step. Every form is PyTorch's.</summary>
internal abstract class Optimizer : ISharedWork
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const ulong StepsBetweenSettling = 64;

    private float _rate;
    private ulong _step;
    private AlignedBuffer? _weights;
    private AlignedBuffer? _gradients;

    /// <summary>The table of optimizers: one row for each kind of options.</summary>
    public static Optimizer Of(OptimizerOptions options) => options switch
    {
        SgdOptions sgd => new Sgd(sgd),
        AdamOptions adam => new Adam(adam),
        RmsPropOptions rmsProp => new RmsProp(rmsProp),
        AdaGradOptions adaGrad => new AdaGrad(adaGrad),
        _ => throw new NotSupportedException($"{options.GetType().Name} has no optimizer."),
    };

    /// <summary>One step over all parameters. Padding has zero gradients and weights, and keeps zero weights.</summary>
    /// <param name="rate">The learning rate.</param>
    /// <param name="weights">A multiple of 16 floats; updated.</param>
    /// <param name="gradients">As many.</param>
    /// <param name="step">1 for the first step.</param>
    /// <param name="threads">How many threads may work on it.</param>
    public void Step(float rate, AlignedBuffer weights, AlignedBuffer gradients, ulong step, int threads = 1)
    {
        (_rate, _step, _weights, _gradients) = (rate, step, weights, gradients);
        Prepare(weights.Length);
        SharedBlocks.Run(this, weights.Length, threads);
    }

    void ISharedWork.Run(int from, int to) =>
        Update(_rate, _step, ref _weights!.Start, ref _gradients!.Start, (nuint)from * Blocks.Lanes, (nuint)to * Blocks.Lanes);

    /// <summary>Makes the state for so many weights, if it is not there yet.</summary>
    protected abstract void Prepare(int length);

    /// <summary>The step for the weights from one place to another.</summary>
    protected abstract void Update(float rate, ulong step, ref float w, ref float g, nuint from, nuint to);

    /// <summary>A part of the state, which is zeros before the first step.</summary>
    protected static ref float State(AlignedBuffer? state, ulong step, nuint from, nuint to)
    {
        if (step % StepsBetweenSettling == 0) Settle(ref state!.Start, from, to);
        return ref state!.Start;
    }

    protected static Vector512<float> All(double value) => Vector512.Create((float)value);

    /// <summary>
    /// State that decays towards 0, for units whose gradient has died, ends at 0 instead of among the subnormal numbers, which
    /// processors work on several times slower.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Settle(ref float state, nuint from, nuint to)
    {
        var smallest = Vector512.Create(SmallestNormal);
        for (var i = from; i < to; i += Blocks.Lanes)
        {
            var value = Vector512.LoadUnsafe(ref state, i);
            Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(value), smallest), Vector512<float>.Zero, value).StoreUnsafe(ref state, i);
        }
    }
}
