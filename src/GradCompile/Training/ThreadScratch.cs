namespace GradCompile.CompilerServices;

/// <summary>Scratch memory of prediction: one for each thread, shared by all networks, grown when a larger one is needed.</summary>
internal static class ThreadScratch
{
    [ThreadStatic]
    private static AlignedBuffer? _buffer;

    public static AlignedBuffer Of(int length)
    {
        var buffer = _buffer;
        return buffer is not null && buffer.Length >= length ? buffer : _buffer = new AlignedBuffer(length);
    }
}
