namespace GradCompile.CompilerServices;

/// <summary>
/// Work on a long vector in chunks of one size, each of which may give a number. The numbers are added in the order of the chunks, so
/// that their sum is the same on any number of threads.
/// </summary>
internal abstract class ChunkedWork : ISharedWork
{
    /// <summary>128 KiB: a small part of a cache, and much more than what it costs to hand it over.</summary>
    private const int ChunkFloats = 1 << 15;

    private double[] _sums = new double[1];
    private int _offset;
    private int _length;

    /// <summary>Does the floats from a place on; returns the sum of what they gave.</summary>
    /// <param name="offset">The first float, at a block's beginning.</param>
    /// <param name="length">Floats, a multiple of sixteen.</param>
    /// <param name="threads">How many threads may work on it.</param>
    protected double Run(int offset, int length, int threads)
    {
        (_offset, _length) = (offset, length);
        var chunks = (length + ChunkFloats - 1) / ChunkFloats;
        if (_sums.Length < chunks) _sums = new double[chunks];
        ThreadTeam.Shared.Run(this, chunks, 1, threads);
        double total = 0;
        foreach (var sum in _sums.AsSpan(0, chunks)) total += sum;
        return total;
    }

    void ISharedWork.Run(int from, int to)
    {
        for (var chunk = from; chunk < to; chunk++)
        {
            var start = chunk * ChunkFloats;
            _sums[chunk] = Chunk(_offset + start, Math.Min(ChunkFloats, _length - start));
        }
    }

    /// <summary>Does one chunk.</summary>
    protected abstract double Chunk(int from, int length);
}
