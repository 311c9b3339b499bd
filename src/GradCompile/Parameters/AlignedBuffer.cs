using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradCompile.CompilerServices;

/// <summary>Floats that begin at a cache line and are never moved: a pinned array, collected like any other.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class AlignedBuffer
{
    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Zeros.</summary>
    /// <param name="length">Floats, at least 0.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _array = GC.AllocateArray<float>(checked(length + (Alignment / sizeof(float))), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_array));
        _start = (int)((Alignment - (address % Alignment)) % Alignment / sizeof(float));
    }

    /// <summary>Floats.</summary>
    public int Length { get; }

    /// <summary>The first element, on a cache line.</summary>
    public ref float Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    /// <summary>All elements.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);
}
