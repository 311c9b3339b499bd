namespace GradCompile.CompilerServices;

/// <summary>Work on long vectors, which is shared in units of one block of sixteen floats.</summary>
internal static class SharedBlocks
{
    /// <summary>Floats of a vector that is worth sharing.</summary>
    private const int LeastFloats = 1 << 16;

    /// <summary>Blocks that are worth handing over: 16 KiB.</summary>
    private const int Grain = 256;

    /// <param name="work">The work.</param>
    /// <param name="length">Floats, a multiple of sixteen.</param>
    /// <param name="threads">How many threads may work on it.</param>
    public static void Run(ISharedWork work, int length, int threads) =>
        ThreadTeam.Shared.Run(work, length / Blocks.Lanes, Grain, length < LeastFloats ? 1 : threads);
}
