namespace GradCompile.CompilerServices;

/// <summary>What a thread needs for prediction: one for each thread, shared by all networks, its memory grown when more is needed.</summary>
internal sealed class ThreadScratch
{
    [ThreadStatic]
    private static ThreadScratch? _own;

    private AlignedBuffer _buffer = new(0);

    /// <summary>The calling thread's.</summary>
    public static ThreadScratch Own => _own ??= new ThreadScratch();

    /// <summary>The pass that the thread makes.</summary>
    public Pass Pass { get; } = new();

    /// <summary>Rows in chunks, shared with other threads.</summary>
    public Prediction Prediction { get; } = new();

    /// <summary>So many floats, whatever they hold.</summary>
    public ref float Floats(int length)
    {
        if (_buffer.Length < length) _buffer = new AlignedBuffer(length);
        return ref _buffer.Start;
    }
}
