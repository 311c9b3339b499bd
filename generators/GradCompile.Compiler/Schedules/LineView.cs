using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;

namespace GradCompile.Compiler.Schedules;

/// <summary>An image with neighbouring pixels in the lanes.</summary>
/// <param name="Line">Floats of a line: a multiple of 16.</param>
/// <param name="Image">Floats of an image, with the block behind it.</param>
internal sealed record LineView(int Channels, int Height, int Width, int Line, int Image)
{
    /// <summary>Floats of a channel.</summary>
    public int Plane => Height * Line;

    public static LineView Of(Value value)
    {
        var sides = value.Shape.Dimensions;
        return new LineView(sides[0], sides[1], sides[2], Blocks.RoundUp(sides[2]), Blocks.PerRow(value));
    }
}
