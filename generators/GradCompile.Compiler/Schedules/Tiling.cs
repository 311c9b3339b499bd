using System;

namespace GradCompile.Compiler.Schedules;

/// <summary>The shape of register tiles over a grid that need not come out even.</summary>
internal static class Tiling
{
    /// <summary>
    /// The tile with the least time: rounds of multiply-adds, of which at least eight must be under way at once, and a load for each
    /// row and column of the tile.
    /// </summary>
    public static (int Rows, int Columns) Best(int accumulators, int rows, int columns)
    {
        var (best, least) = ((1, 1), double.MaxValue);
        for (var r = 1; r <= Math.Min(rows, accumulators); r++)
        {
            for (var c = 1; c <= Math.Min(columns, accumulators / r) && c <= 8; c++)
            {
                var tiles = (double)((rows + r - 1) / r) * ((columns + c - 1) / c);
                var time = tiles * (Math.Max(8, r * c) + (0.25 * (r + c)) + 1);
                if (time < least) (best, least) = ((r, c), time);
            }
        }

        return best;
    }
}
