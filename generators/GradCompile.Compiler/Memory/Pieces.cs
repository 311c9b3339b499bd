using System;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Memory;

/// <summary>
/// The pieces that a batch is cut into where a sum over all samples is small and the way to it is long, as in the weight gradient of a
/// convolution with samples in the lanes. Each piece has sums of its own, which are added in their order: the number of threads makes
/// no difference.
/// </summary>
internal static class Pieces
{
    private const int Most = 16;

    private const int Few = 4;

    /// <summary>Floats that the sums of a network may take together, where that leaves more than a few pieces.</summary>
    private const int MostFloats = 1 << 21;

    /// <summary>How many pieces a network's batch is cut into at most.</summary>
    public static int Of(Graph graph)
    {
        var floats = graph.Operations.OfType<ConvolutionWeightGradientOperation>().Where(o => o.Partials is not null).Sum(FloatsOf);
        return (int)Math.Max(Few, Math.Min(Most, MostFloats / Math.Max(1, floats)));
    }

    /// <summary>Floats of the sums of one piece: one in every lane for each weight and each bias.</summary>
    public static int FloatsOf(ConvolutionWeightGradientOperation operation) =>
        checked(Blocks.Lanes * (int)(operation.Weight.Size + (operation.Bias?.Size ?? 0)));
}
