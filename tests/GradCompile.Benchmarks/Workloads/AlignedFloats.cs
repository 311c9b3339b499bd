using System.Runtime.InteropServices;

namespace GradCompile.Benchmarks.Workloads;

/// <summary>Floats that begin at a cache line, as those of a network do.</summary>
internal sealed class AlignedFloats
{
    private const int LineBytes = 64;

    private readonly float[] _values;
    private readonly int _start;

    /// <summary>Uniform numbers between −½ and ½, the same in every run.</summary>
    public AlignedFloats(long length)
    {
        _values = GC.AllocateArray<float>(checked((int)length) + (LineBytes / sizeof(float)), pinned: true);
        var beyond = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(_values, 0) % LineBytes);
        _start = beyond == 0 ? 0 : (LineBytes - beyond) / sizeof(float);
        var random = new Random(1);
        for (var i = 0; i < _values.Length; i++) _values[i] = random.NextSingle() - 0.5f;
    }

    public ref float Start => ref _values[_start];
}
