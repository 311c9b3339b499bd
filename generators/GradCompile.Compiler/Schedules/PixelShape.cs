using System.Linq;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>The runtime's <c>ConvolutionShape</c>, as routines make it and tiles take it.</summary>
internal static class PixelShape
{
    public static RoutineParameter Parameter { get; } = new(ParameterType.Shape, "shape");

    public static Argument Argument { get; } = (Index)"in shape";

    /// <param name="isCut">Whether a tile takes one row of the kernel at a time.</param>
    public static LetShapeStatement Let(ConvolutionGeometry geometry, ImageView read, ImageView write, int depth, bool isCut)
    {
        // An image of one written pixel: the next pixel is in the next image.
        var isOne = geometry.Height * geometry.Width == 1;
        int[] numbers =
        [
            depth, isCut ? 1 : geometry.Rows, geometry.Columns, geometry.ReadWidth * read.Pixel, read.Pixel,
            (geometry.TapRow - (geometry.Columns * geometry.TapColumn)) * depth, (geometry.TapColumn - 1) * depth,
            geometry.Height, geometry.Width,
            read.Size, isOne ? read.Size : geometry.ReadRow * read.Pixel, isOne ? read.Size : geometry.ReadColumn * read.Pixel,
            write.Size, isOne ? write.Size : geometry.WriteRow * write.Pixel, isOne ? write.Size : geometry.WriteColumn * write.Pixel,
        ];
        return new LetShapeStatement("shape", [.. numbers.Select(n => (Index)n)]);
    }
}
