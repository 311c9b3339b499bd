using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>An optimizer with its state, made at the first step. Every form is PyTorch's.</summary>
internal abstract class Optimizer
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const ulong StepsBetweenSettling = 64;

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
    public abstract void Step(float rate, Span<float> weights, ReadOnlySpan<float> gradients, ulong step);

    /// <summary>The state, as long as the weights: zeros before the first step.</summary>
    protected static ref float State(ref AlignedBuffer? state, int length, ulong step)
    {
        state ??= new AlignedBuffer(length);
        if (step % StepsBetweenSettling == 0) Settle(ref state.Start, (nuint)length);
        return ref state.Start;
    }

    protected static ref float Start(Span<float> values) => ref MemoryMarshal.GetReference(values);

    protected static ref float Start(ReadOnlySpan<float> values) => ref MemoryMarshal.GetReference(values);

    protected static Vector512<float> All(double value) => Vector512.Create((float)value);

    /// <summary>
    /// State that decays towards 0, for units whose gradient has died, ends at 0 instead of among the subnormal numbers, which
    /// processors work on several times slower.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Settle(ref float state, nuint length)
    {
        var smallest = Vector512.Create(SmallestNormal);
        for (nuint i = 0; i < length; i += Blocks.Lanes)
        {
            var value = Vector512.LoadUnsafe(ref state, i);
            Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(value), smallest), Vector512<float>.Zero, value).StoreUnsafe(ref state, i);
        }
    }
}
