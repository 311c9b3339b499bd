namespace GradCompile.CompilerServices;

/// <summary>What a thread needs for its part of a pass: one for each thread, shared by all networks, its memory grown when more is needed.</summary>
internal sealed class ThreadScratch
{
    [ThreadStatic]
    private static ThreadScratch? _own;

    private AlignedBuffer _prediction = new(0);
    private AlignedBuffer _ofSteps = new(0);
    private int[] _labels = [];

    /// <summary>The calling thread's.</summary>
    public static ThreadScratch Own => _own ??= new ThreadScratch();

    /// <summary>The pass that the thread makes.</summary>
    public Pass Pass { get; } = new();

    /// <summary>Rows in chunks, shared with other threads.</summary>
    public Prediction Prediction { get; } = new();

    /// <summary>So many floats for the scratch of a prediction, whatever they hold.</summary>
    public ref float ForPrediction(int length) => ref Grown(ref _prediction, length);

    /// <summary>So many floats for a part of a step, whatever they hold.</summary>
    public ref float ForStep(int length) => ref Grown(ref _ofSteps, length);

    /// <summary>Labels that only the calling thread can change, until its next call.</summary>
    public ReadOnlySpan<int> Copy(ReadOnlySpan<int> labels)
    {
        if (_labels.Length < labels.Length) _labels = new int[labels.Length];
        labels.CopyTo(_labels);
        return _labels.AsSpan(0, labels.Length);
    }

    private static ref float Grown(ref AlignedBuffer buffer, int length)
    {
        if (buffer.Length < length) buffer = new AlignedBuffer(length);
        return ref buffer.Start;
    }
}
