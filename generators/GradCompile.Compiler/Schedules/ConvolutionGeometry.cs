using System.Collections.Generic;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// Which pixels a convolution reads for each pixel that it writes: steps in pixels, for the forward pass as for the gradient by its
/// input, which is a convolution of dY with the kernel turned round, one for each phase of the stride.
/// </summary>
/// <param name="Height">Rows that are written.</param>
/// <param name="Width">Pixels that are written in each.</param>
/// <param name="ReadStart">The first pixel that is read.</param>
/// <param name="ReadRow">Pixels from what one written row reads to what the next reads.</param>
/// <param name="ReadColumn">The same from one written pixel to the next.</param>
/// <param name="ReadWidth">Pixels in a row of the image that is read: the step from one row of the kernel to the next.</param>
/// <param name="WriteStart">The first pixel that is written.</param>
/// <param name="WriteRow">Pixels from one written row to the next.</param>
/// <param name="WriteColumn">The same from one written pixel to the next.</param>
/// <param name="Rows">Rows of the kernel that take part.</param>
/// <param name="Columns">Columns of the kernel that take part.</param>
/// <param name="TapStart">The first tap among the kernel's size² taps.</param>
/// <param name="TapRow">Taps from one row that takes part to the next.</param>
/// <param name="TapColumn">Taps from one column that takes part to the next.</param>
internal sealed record ConvolutionGeometry(
    int Height, int Width, int ReadStart, int ReadRow, int ReadColumn, int ReadWidth, int WriteStart, int WriteRow, int WriteColumn,
    int Rows, int Columns, int TapStart, int TapRow, int TapColumn)
{
    /// <summary>Whether written pixels, and what they read, stand at equal steps over all rows of an image of so many pixels, and over all images.</summary>
    public bool IsEven(int readPixels, int writePixels) =>
        (ReadRow == Width * ReadColumn && readPixels == Height * ReadRow && WriteRow == Width * WriteColumn && writePixels == Height * WriteRow)
        || (Height * Width == 1);

    public static ConvolutionGeometry Forward(ImageView x, ImageView y, Window window) => new(
        y.Height, y.Width, 0, window.Stride * x.Width, window.Stride, x.Width, 0, y.Width, 1, window.Size, window.Size, 0, window.Size, 1);

    /// <summary>The phases that hold a tap. With the stride beyond the kernel some hold none: their pixels have no gradient.</summary>
    /// <param name="dy">With its border.</param>
    public static IEnumerable<ConvolutionGeometry> InputGradient(ImageView dy, ImageView dx, Window window)
    {
        var (size, stride, padding) = (window.Size, window.Stride, window.Padding);
        var border = (size - 1 - padding + stride - 1) / stride;
        for (var row = 0; row < stride && row < dx.Height; row++)
        {
            for (var column = 0; column < stride && column < dx.Width; column++)
            {
                var (lastRow, lastColumn) = (Last(row), Last(column));
                if (lastRow < 0 || lastColumn < 0) continue;
                var readStart = ((border + ((row + padding - lastRow) / stride)) * dy.Width) + border + ((column + padding - lastColumn) / stride);
                yield return new ConvolutionGeometry(
                    (dx.Height - row + stride - 1) / stride, (dx.Width - column + stride - 1) / stride,
                    readStart, dy.Width, 1, dy.Width, (row * dx.Width) + column, stride * dx.Width, stride,
                    (lastRow / stride) + 1, (lastColumn / stride) + 1, ((size - 1 - lastRow) * size) + size - 1 - lastColumn, stride * size, stride);
            }
        }

        // The last tap of the kernel that meets the phase.
        int Last(int phase)
        {
            var first = (phase + padding) % stride;
            return first >= size ? -1 : first + ((size - 1 - first) / stride * stride);
        }
    }

    /// <summary>Whether the phases leave no pixel out.</summary>
    public static bool CoversInput(Window window) => window.Size >= window.Stride;
}
