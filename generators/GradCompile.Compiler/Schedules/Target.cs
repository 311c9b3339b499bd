using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>A vector width, and the register tiles that suit it.</summary>
/// <param name="Bits">512, 256 or 128.</param>
/// <param name="TileVectors">Vectors of accumulators beside each other in a tile.</param>
/// <param name="Accumulators">How many accumulators stay in registers, with room for operands.</param>
internal sealed record Target(int Bits, int TileVectors, int Accumulators)
{
    /// <summary>
    /// 32 registers hold 6 × 4 accumulators, four loads and a broadcast; the 16 of AVX2 hold 4 × 3. Measured on AVX-512:
    /// 6 × 4 reaches 86 % of the processor's limit, 8 × 3 79 %, 12 × 2 62 %.
    /// </summary>
    public static IReadOnlyList<Target> All { get; } = [new(512, 4, 24), new(256, 3, 12), new(128, 4, 24)];

    /// <summary>Floats in a vector.</summary>
    public int Lanes => Bits / 32;

    /// <summary>Vectors in a block of 16 lanes.</summary>
    public int VectorsPerBlock => Blocks.Lanes / Lanes;

    /// <summary>The rows of a tile that is so many vectors wide.</summary>
    public int TileRows(int vectors) => System.Math.Min(Accumulators / vectors, 12);

    /// <summary>The rows of a tile that is so many vectors wide, and of the smaller tiles for what remains, down to one.</summary>
    public IEnumerable<int> TileHeights(int vectors)
    {
        var tallest = TileRows(vectors);
        yield return tallest;
        foreach (var height in tallest % 3 == 0 ? new[] { 2 * tallest / 3, tallest / 3 } : [tallest / 2, tallest / 4])
        {
            if (height > 1) yield return height;
        }

        yield return 1;
    }

    /// <summary>The heights that a constant number of rows really meets.</summary>
    public IEnumerable<int> TileHeights(int vectors, int rows)
    {
        foreach (var height in TileHeights(vectors))
        {
            if (height > rows) continue;
            yield return height;
            rows %= height;
        }
    }

    /// <summary>Strips of one width that stand beside each other, as a loop over them.</summary>
    /// <param name="body">Statements for a strip of so many vectors that begins at a column.</param>
    public IEnumerable<Statement> OverStrips(int columns, System.Func<int, Index, IReadOnlyList<Statement>> body)
    {
        foreach (var group in Strips(columns).GroupBy(s => s.Vectors))
        {
            var starts = group.Select(s => s.Column).ToList();
            yield return starts.Count == 1
                ? new ScopeStatement(body(group.Key, starts[0]))
                : new LoopStatement("strip", starts[0], starts[starts.Count - 1] + (group.Key * Lanes), group.Key * Lanes, body(group.Key, "strip"));
        }
    }

    /// <summary>Cuts so many columns (a multiple of 16) into strips of at most <see cref="TileVectors"/> vectors, as even as can be.</summary>
    public IReadOnlyList<(int Column, int Vectors)> Strips(int columns)
    {
        var vectors = columns / Lanes;
        var count = (vectors + TileVectors - 1) / TileVectors;
        var strips = new List<(int, int)>();
        for (int strip = 0, from = 0; strip < count; strip++)
        {
            var width = (vectors - from + count - strip - 1) / (count - strip);
            strips.Add((from * Lanes, width));
            from += width;
        }

        return strips;
    }
}
