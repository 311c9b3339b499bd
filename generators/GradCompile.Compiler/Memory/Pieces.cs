using System;

namespace GradCompile.Compiler.Memory;

/// <summary>
/// The pieces that a batch is cut into where a sum over all samples is small and the way to it is long, as in the weight gradient of a
/// convolution. Each piece has sums of its own, which are added in their order: the number of threads makes no difference.
/// </summary>
internal static class Pieces
{
    private const int Most = 16;

    private const int Few = 4;

    /// <summary>Floats that the sums may take together, where that leaves more than a few pieces.</summary>
    private const int MostFloats = 1 << 20;

    /// <summary>How many pieces there are at most for so many weights, each of which has a sum in every lane.</summary>
    public static int Of(long weights) => (int)Math.Max(Few, Math.Min(Most, MostFloats / (weights * Blocks.Lanes)));
}
