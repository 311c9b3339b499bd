using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Memory;

/// <summary>A block: the unit of 16 lanes in which every width counts, so that all of them give the same bits.</summary>
internal static class Blocks
{
    public const int Lanes = 16;

    public static int RoundUp(long elements) => checked((int)((elements + Lanes - 1) / Lanes * Lanes));

    /// <summary>Floats of memory for each row of a value. Behind the last line of an image stands a block, into which vectors that begin in the line may reach.</summary>
    public static int PerRow(Value value) => value.Arrangement switch
    {
        Arrangement.Pixels => checked((int)value.Shape.Positions * RoundUp(value.Shape.Channels)),
        Arrangement.Lines => checked((int)(value.Shape.Dimensions[0] * value.Shape.Dimensions[1]) * RoundUp(value.Shape.Dimensions[2]) + Lanes),
        Arrangement.Samples => checked((int)value.Shape.Size),
        _ => RoundUp(value.Shape.Size),
    };
}
