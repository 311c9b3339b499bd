using System;
using System.Collections.Generic;

namespace GradCompile.Compiler.Memory;

/// <summary>
/// The weights of a convolution in memory: panels of 64 outputs, one after the other, so that a register tile walks through its
/// panel without a jump. The last panel may be narrower.
/// </summary>
internal static class Panels
{
    public const int Width = 64;

    /// <summary>The first output and the width of each panel over so many outputs.</summary>
    public static IReadOnlyList<(int Start, int Width)> Of(int outputs)
    {
        var padded = Blocks.RoundUp(outputs);
        var panels = new List<(int, int)>();
        for (var start = 0; start < padded; start += Width) panels.Add((start, Math.Min(Width, padded - start)));
        return panels;
    }
}
