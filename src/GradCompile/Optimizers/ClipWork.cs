using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Σg², in double precision.</summary>
internal sealed class SumOfSquares : ChunkedWork
{
    private AlignedBuffer? _values;

    /// <summary>Of so many floats from a place on.</summary>
    public double Of(AlignedBuffer values, int offset, int length, int threads)
    {
        _values = values;
        return Run(offset, length, threads);
    }

    protected override double Chunk(int from, int length) => Blocks.SumOfSquares(_values!.Span.Slice(from, length));
}

/// <summary>g ← factor·g.</summary>
internal sealed class Scaling : ChunkedWork
{
    private AlignedBuffer? _values;
    private float _factor;

    /// <summary>Of so many floats from a place on.</summary>
    public void Of(AlignedBuffer values, int offset, int length, double factor, int threads)
    {
        (_values, _factor) = (values, (float)factor);
        Run(offset, length, threads);
    }

    protected override double Chunk(int from, int length)
    {
        var values = _values!.Span.Slice(from, length);
        TensorPrimitives.Multiply(values, _factor, values);
        return 0;
    }
}

/// <summary>Each element within ±threshold.</summary>
internal sealed class Bounding(float threshold) : ChunkedWork
{
    private AlignedBuffer? _values;

    /// <summary>All elements.</summary>
    public void Of(AlignedBuffer values, int threads)
    {
        _values = values;
        Run(0, values.Length, threads);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override double Chunk(int from, int length)
    {
        // A gradient that is not a number compares with nothing and stays one: hiding it would hide its cause.
        ref var g = ref MemoryMarshal.GetReference(_values!.Span.Slice(from, length));
        var (most, least) = (Vector512.Create(threshold), Vector512.Create(-threshold));
        for (nuint i = 0; i < (nuint)length; i += Blocks.Lanes)
        {
            var gradient = Vector512.LoadUnsafe(ref g, i);
            gradient = Vector512.ConditionalSelect(Vector512.GreaterThan(gradient, most), most, gradient);
            Vector512.ConditionalSelect(Vector512.LessThan(gradient, least), least, gradient).StoreUnsafe(ref g, i);
        }

        return 0;
    }
}
