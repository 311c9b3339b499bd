namespace GradCompile.CompilerServices;

/// <summary>A way to bound the gradient before a step. It acts on every trainable tensor, biases included.</summary>
internal abstract class Clip
{
    /// <summary>Keeps a vanishing norm from being divided by, as PyTorch does.</summary>
    protected const double NormGuard = 1e-6;

    private readonly FiniteCheck _finite = new();

    /// <summary>The table of clippings.</summary>
    public static Clip Of(ProgramLayout layout)
    {
        if (layout.Clip is not { } options) return new Unclipped();
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

    /// <summary>Measures what <see cref="Apply"/> goes by; nothing is changed. It comes first, once for each <see cref="Apply"/>.</summary>
    /// <param name="gradients">All gradients.</param>
    /// <param name="threads">How many threads may work on it.</param>
    /// <param name="isAsked">Whether the answer matters.</param>
    /// <returns>Whether all gradients are finite.</returns>
    public virtual bool Measure(AlignedBuffer gradients, int threads, bool isAsked) => !isAsked || _finite.Of(gradients, threads);

    /// <summary>Clips all gradients.</summary>
    /// <param name="weights">The parameters.</param>
    /// <param name="gradients">Their gradients; changed.</param>
    /// <param name="threads">How many threads may work on it.</param>
    public abstract void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads);
}

/// <summary>Gradients as they are.</summary>
internal sealed class Unclipped : Clip
{
    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads)
    {
    }
}

/// <summary>Each element within ±threshold.</summary>
internal sealed class ClipValue(float threshold) : Clip
{
    private readonly Bounding _bounding = new(threshold);

    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads) => _bounding.Of(gradients, threads);
}

/// <summary>A clipping that multiplies gradients by a factor that depends on their norm, which is finite in double precision if they are.</summary>
internal abstract class ClipByNorm : Clip
{
    private readonly SumOfSquares _squares = new();
    private readonly Scaling _scaling = new();

    protected double Norm(AlignedBuffer values, int offset, int length, int threads) => Math.Sqrt(_squares.Of(values, offset, length, threads));

    protected void Scale(AlignedBuffer values, int offset, int length, double factor, int threads)
    {
        if (factor < 1) _scaling.Of(values, offset, length, factor, threads);
    }
}

/// <summary>Each tensor by min(1, threshold/‖g‖).</summary>
internal sealed class ClipNorm(double threshold, TensorDescriptor[] tensors) : ClipByNorm
{
    private readonly double[] _norms = new double[tensors.Length];

    public override bool Measure(AlignedBuffer gradients, int threads, bool isAsked)
    {
        var isFinite = true;
        for (var i = 0; i < tensors.Length; i++)
        {
            _norms[i] = Norm(gradients, tensors[i].Offset, tensors[i].Length, threads);
            isFinite &= double.IsFinite(_norms[i]);
        }

        return isFinite;
    }

    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            Scale(gradients, tensors[i].Offset, tensors[i].Length, threshold / (_norms[i] + NormGuard), threads);
        }
    }
}

/// <summary>A clipping that goes by the norm of all gradients together.</summary>
internal abstract class ClipByCommonNorm : ClipByNorm
{
    /// <summary>The norm that was measured.</summary>
    protected double Common { get; private set; }

    public override bool Measure(AlignedBuffer gradients, int threads, bool isAsked)
    {
        Common = Norm(gradients, 0, gradients.Length, threads);
        return double.IsFinite(Common);
    }
}

/// <summary>All tensors by min(1, threshold/‖g‖) with their common norm.</summary>
internal sealed class ClipGlobalNorm(double threshold) : ClipByCommonNorm
{
    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads) =>
        Scale(gradients, 0, gradients.Length, threshold / (Common + NormGuard), threads);
}

/// <summary>All tensors by min(1, factor·a/‖g‖), with a the bias-corrected moving average of the norms, this step's included.</summary>
internal sealed class ClipEma(double factor, double decay) : ClipByCommonNorm
{
    private double _average;
    private ulong _steps;

    public override void Apply(AlignedBuffer weights, AlignedBuffer gradients, int threads)
    {
        if (!double.IsFinite(Common)) return; // an average that has met an infinity would never forget it
        _average = (decay * _average) + ((1 - decay) * Common);
        _steps++;
        var corrected = _average / (1 - Powers.Of(decay, _steps));
        if (Common > 0) Scale(gradients, 0, gradients.Length, factor * corrected / Common, threads);
    }
}
