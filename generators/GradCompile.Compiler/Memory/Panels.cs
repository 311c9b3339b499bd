using System;
using System.Collections.Generic;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Memory;

/// <summary>
/// The weights of a convolution or of a wide dense layer in memory: panels of 64 outputs, one after the other, so that a register tile
/// walks through its panel without a jump. The last panel may be narrower.
/// </summary>
internal static class Panels
{
    public const int Width = 64;

    /// <summary>Weights of a dense layer up to which its rows stay together in the second-level cache.</summary>
    private const int MostInRows = 512 * 512;

    /// <summary>Whether a dense layer's weights lie in panels: from one row of a matrix to the next is far, and another page, where rows are long and many.</summary>
    public static bool Holds(Parameter weight) => weight.Shape[0] > Width && (long)weight.Shape[1] * Blocks.RoundUp(weight.Shape[0]) > MostInRows;

    /// <summary>The first output and the width of each panel over so many outputs.</summary>
    public static IReadOnlyList<(int Start, int Width)> Of(int outputs)
    {
        var padded = Blocks.RoundUp(outputs);
        var panels = new List<(int, int)>();
        for (var start = 0; start < padded; start += Width) panels.Add((start, Math.Min(Width, padded - start)));
        return panels;
    }
}
