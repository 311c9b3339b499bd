using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>What a register tile needs to know of a convolution with channels in the lanes, so that all convolutions share their tiles.</summary>
/// <param name="depth">Channels read.</param>
/// <param name="rows">Rows of the kernel.</param>
/// <param name="columns">Columns of the kernel.</param>
/// <param name="rowStep">Floats of the image from one row of the kernel to the next.</param>
/// <param name="columnStep">Floats of the image from one column of the kernel to the next.</param>
/// <param name="rowGap">Weights that are passed over behind each row of the kernel, in terms of the sum.</param>
/// <param name="columnGap">Weights that are passed over behind each column of the kernel, in terms of the sum.</param>
/// <param name="height">Rows that are written.</param>
/// <param name="width">Pixels that are written in each.</param>
/// <param name="readImage">Floats read from one image to the next.</param>
/// <param name="readLine">Floats read from one written row to the next.</param>
/// <param name="readPixel">Floats read from one written pixel to the next.</param>
/// <param name="writeImage">Floats written from one image to the next.</param>
/// <param name="writeLine">Floats written from one row to the next.</param>
/// <param name="writePixel">Floats written from one pixel to the next.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConvolutionShape(
    int depth, int rows, int columns, int rowStep, int columnStep, int rowGap, int columnGap,
    int height, int width, int readImage, int readLine, int readPixel, int writeImage, int writeLine, int writePixel)
{
    /// <summary>Channels read.</summary>
    public int Depth { get; } = depth;

    /// <summary>Rows of the kernel.</summary>
    public int Rows { get; } = rows;

    /// <summary>Columns of the kernel.</summary>
    public int Columns { get; } = columns;

    /// <summary>Floats of the image from one row of the kernel to the next.</summary>
    public int RowStep { get; } = rowStep;

    /// <summary>Floats of the image from one column of the kernel to the next.</summary>
    public int ColumnStep { get; } = columnStep;

    /// <summary>Terms passed over behind each row of the kernel.</summary>
    public int RowGap { get; } = rowGap;

    /// <summary>Terms passed over behind each column of the kernel.</summary>
    public int ColumnGap { get; } = columnGap;

    /// <summary>Pixels that are written in a row.</summary>
    public int Width { get; } = width;

    /// <summary>Floats read from one written pixel to the next.</summary>
    public int ReadPixel { get; } = readPixel;

    /// <summary>Floats written from one pixel to the next.</summary>
    public int WritePixel { get; } = writePixel;

    /// <summary>Where the window of a pixel begins, the pixel counted over rows and images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int pixel) => Offset(pixel, readImage, readLine, ReadPixel);

    /// <summary>Where a pixel is written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Write(int pixel) => Offset(pixel, writeImage, writeLine, WritePixel);

    /// <summary>Where the first window of a written row begins, the row counted over images.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadRow(int line)
    {
        var image = (uint)line / (uint)height;
        return ((int)image * readImage) + ((line - ((int)image * height)) * readLine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Offset(int pixel, int image, int line, int step)
    {
        if (line == Width * step && image == height * line) return pixel * step;
        var row = (uint)pixel / (uint)Width;
        var number = row / (uint)height;
        return ((int)number * image) + ((int)(row - (number * (uint)height)) * line) + ((pixel - ((int)row * Width)) * step);
    }
}
