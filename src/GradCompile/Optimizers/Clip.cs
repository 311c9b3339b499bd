using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>A way to bound the gradient before a step. It acts on every trainable tensor, biases included.</summary>
internal abstract class Clip
{
    /// <summary>Keeps a vanishing norm from being divided by, as PyTorch does.</summary>
    protected const double NormGuard = 1e-6;

    /// <summary>The table of clippings.</summary>
    public static Clip? Of(ProgramLayout layout)
    {
        if (layout.Clip is not { } options) return null;
        var tensors = layout.Tensors.Where(t => t.Store == TensorStore.Parameters).ToArray();
        return options.Kind switch
        {
            ClipKind.Value => new ClipValue((float)options.Threshold),
            ClipKind.Norm => new ClipNorm(options.Threshold, tensors),
            ClipKind.GlobalNorm => new ClipGlobalNorm(options.Threshold),
            ClipKind.Ema => new ClipEma(options.Threshold, options.Decay),
            ClipKind.Adaptive => new ClipAdaptive(options.Threshold, tensors),
            _ => throw new NotSupportedException($"The clipping {options.Kind} is unknown."),
        };
    }

    public abstract void Apply(ReadOnlySpan<float> weights, Span<float> gradients);

    protected static void Scale(Span<float> values, double factor)
    {
        if (factor >= 1) return;
        System.Numerics.Tensors.TensorPrimitives.Multiply(values, (float)factor, values);
    }
}

/// <summary>Each element within ±threshold.</summary>
internal sealed class ClipValue(float threshold) : Clip
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(ReadOnlySpan<float> weights, Span<float> gradients)
    {
        // A gradient that is not a number compares with nothing and stays one: hiding it would hide its cause.
        ref var g = ref MemoryMarshal.GetReference(gradients);
        var (most, least) = (Vector512.Create(threshold), Vector512.Create(-threshold));
        for (nuint i = 0; i < (nuint)gradients.Length; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            gradient = Vector512.ConditionalSelect(Vector512.GreaterThan(gradient, most), most, gradient);
            Vector512.ConditionalSelect(Vector512.LessThan(gradient, least), least, gradient).StoreUnsafe(ref g, i);
        }
    }
}

/// <summary>Each tensor by min(1, threshold/‖g‖).</summary>
internal sealed class ClipNorm(double threshold, TensorDescriptor[] tensors) : Clip
{
    public override void Apply(ReadOnlySpan<float> weights, Span<float> gradients)
    {
        foreach (var tensor in tensors)
        {
            var own = gradients.Slice(tensor.Offset, tensor.Length);
            Scale(own, threshold / (Math.Sqrt(Blocks.SumOfSquares(own)) + NormGuard));
        }
    }
}

/// <summary>All tensors by min(1, threshold/‖g‖) with their common norm.</summary>
internal sealed class ClipGlobalNorm(double threshold) : Clip
{
    public override void Apply(ReadOnlySpan<float> weights, Span<float> gradients) =>
        Scale(gradients, threshold / (Math.Sqrt(Blocks.SumOfSquares(gradients)) + NormGuard));
}

/// <summary>All tensors by min(1, factor·a/‖g‖), with a the bias-corrected moving average of the norms, this step's included.</summary>
internal sealed class ClipEma(double factor, double decay) : Clip
{
    private double _average;
    private ulong _steps;

    public override void Apply(ReadOnlySpan<float> weights, Span<float> gradients)
    {
        var norm = Math.Sqrt(Blocks.SumOfSquares(gradients));
        if (!double.IsFinite(norm)) return; // an average that has met an infinity would never forget it
        _average = (decay * _average) + ((1 - decay) * norm);
        _steps++;
        var corrected = _average / (1 - Powers.Of(decay, _steps));
        if (norm > 0) Scale(gradients, factor * corrected / norm);
    }
}
