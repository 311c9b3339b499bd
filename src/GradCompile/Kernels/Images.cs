using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Rearrangements of images; only data moves. Rows are samples in the order (C, H, W).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Images
{
    private const int Lanes = 16;

    /// <summary>Channels that are too few for a transposition in registers.</summary>
    private const int FewChannels = 4;

    /// <summary>Sixteen rows at a time, with the samples side by side; zeros where the last block has no sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsToSamples(ref float source, int stride, ref float destination, int size, int rows)
    {
        for (var row = 0; row < rows; row += Lanes)
        {
            Matrices.Transpose(
                ref Unsafe.Add(ref source, (nint)row * stride), Math.Min(Lanes, rows - row), size, stride, ref Unsafe.Add(ref destination, (nint)row * size), Lanes);
        }
    }

    /// <summary>The samples of each block as rows, with zeros behind each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SamplesToRows(ref float source, int size, ref float destination, int stride, int rows)
    {
        for (var row = 0; row < rows; row += Lanes)
        {
            Matrices.Transpose(
                ref Unsafe.Add(ref source, (nint)row * size), size, Math.Min(Lanes, rows - row), Lanes, ref Unsafe.Add(ref destination, (nint)row * stride), stride);
        }
    }

    /// <summary>The channels of each pixel side by side, with zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RowsToPixels(ref float source, int sourceStride, ref float destination, int channels, int positions, int pixel, int rows)
    {
        for (var row = 0; row < rows && channels <= FewChannels && pixel == Lanes; row++)
        {
            SpreadChannels(ref Unsafe.Add(ref source, (nint)row * sourceStride), ref Unsafe.Add(ref destination, (nint)row * positions * pixel), channels, positions, positions);
        }

        if (channels <= FewChannels && pixel == Lanes) return;
        for (var row = 0; row < rows; row++)
        {
            Matrices.Transpose(
                ref Unsafe.Add(ref source, (nint)row * sourceStride), channels, positions, positions, ref Unsafe.Add(ref destination, (nint)row * positions * pixel), pixel);
        }
    }

    /// <summary>The pixels of each channel side by side, with zeros behind each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PixelsToRows(ref float source, int pixel, ref float destination, int channels, int positions, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var to = ref Unsafe.Add(ref destination, (nint)row * stride);
            Matrices.Transpose(ref Unsafe.Add(ref source, (nint)row * positions * pixel), positions, channels, pixel, ref to, positions);
            Span(ref Unsafe.Add(ref to, channels * positions), stride - (channels * positions)).Clear();
        }
    }

    /// <summary>Channels line by line within a border; what stands behind each line is left alone.</summary>
    /// <param name="source">The images, channel after channel.</param>
    /// <param name="sourceImage">Floats from one image to the next.</param>
    /// <param name="channels">Channels of an image.</param>
    /// <param name="height">Lines of a channel.</param>
    /// <param name="width">Pixels of a line.</param>
    /// <param name="sourceLine">Floats from one line to the next.</param>
    /// <param name="before">Lines above and pixels to the left.</param>
    /// <param name="after">Lines below and pixels to the right.</param>
    /// <param name="fill">What the border holds.</param>
    /// <param name="destination">The larger images.</param>
    /// <param name="destinationImage">Floats from one of them to the next.</param>
    /// <param name="destinationLine">Floats from one of their lines to the next.</param>
    /// <param name="rows">How many images there are.</param>
    public static void ToLines(
        ref float source, int sourceImage, int channels, int height, int width, int sourceLine, int before, int after, float fill,
        ref float destination, int destinationImage, int destinationLine, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var from = ref Unsafe.Add(ref source, (nint)row * sourceImage);
            ref var to = ref Unsafe.Add(ref destination, (nint)row * destinationImage);
            for (var channel = 0; channel < channels; channel++)
            {
                Span(ref to, before * destinationLine).Fill(fill);
                to = ref Unsafe.Add(ref to, before * destinationLine);
                for (var line = 0; line < height; line++)
                {
                    if (before + after > 0) Span(ref to, destinationLine).Fill(fill);
                    Span(ref from, width).CopyTo(Span(ref Unsafe.Add(ref to, before), width));
                    from = ref Unsafe.Add(ref from, sourceLine);
                    to = ref Unsafe.Add(ref to, destinationLine);
                }

                Span(ref to, after * destinationLine).Fill(fill);
                to = ref Unsafe.Add(ref to, after * destinationLine);
            }
        }
    }

    /// <summary>The lines of each channel one after the other, with zeros behind each row.</summary>
    public static void LinesToRows(ref float source, int image, int channels, int height, int width, int line, ref float destination, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            ref var to = ref Unsafe.Add(ref destination, (nint)row * stride);
            Matrices.Unpad(ref Unsafe.Add(ref source, (nint)row * image), line, ref to, width, channels * height);
            Span(ref Unsafe.Add(ref to, channels * height * width), stride - (channels * height * width)).Clear();
        }
    }

    /// <summary>The channels of each pixel side by side, with zeros behind them.</summary>
    public static void LinesToPixels(ref float source, int image, int channels, int height, int width, int line, ref float destination, int pixel, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var y = 0; y < height; y++)
            {
                ref var from = ref Unsafe.Add(ref source, ((nint)row * image) + (y * line));
                ref var to = ref Unsafe.Add(ref destination, (nint)((row * height) + y) * width * pixel);
                if (pixel == Lanes) SpreadChannels(ref from, ref to, channels, width, height * line);
                else Matrices.Transpose(ref from, channels, width, height * line, ref to, pixel);
            }
        }
    }

    /// <summary>Images within a border that holds one number: some of their rows.</summary>
    /// <param name="source">The images.</param>
    /// <param name="from">The first row that is written, counted over the larger images.</param>
    /// <param name="to">The row behind the last.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="pixel">Floats of a pixel.</param>
    /// <param name="before">Rows above and pixels to the left.</param>
    /// <param name="after">Rows below and pixels to the right.</param>
    /// <param name="fill">The number.</param>
    /// <param name="destination">The larger images.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pad(ref float source, int from, int to, int height, int width, int pixel, int before, int after, float fill, ref float destination)
    {
        var (line, lines) = ((before + width + after) * pixel, before + height + after);
        var (image, row) = (from / lines, (from % lines) - before);
        for (var i = from; i < to; i++)
        {
            var whole = Span(ref Unsafe.Add(ref destination, i * line), line);
            if ((uint)row < (uint)height)
            {
                whole[..(before * pixel)].Fill(fill);
                Span(ref Unsafe.Add(ref source, ((image * height) + row) * width * pixel), width * pixel).CopyTo(whole[(before * pixel)..]);
                whole[((before + width) * pixel)..].Fill(fill);
            }
            else
            {
                whole.Fill(fill);
            }

            if (++row < height + after) continue;
            row = -before;
            image++;
        }
    }

    /// <summary>Images without their border.</summary>
    /// <param name="source">The images with their border.</param>
    /// <param name="images">How many.</param>
    /// <param name="sourceHeight">Rows of an image with its border.</param>
    /// <param name="sourceWidth">Pixels of a row with its border.</param>
    /// <param name="pixel">Floats of a pixel.</param>
    /// <param name="before">Rows above and pixels to the left that are dropped.</param>
    /// <param name="destination">The images without it.</param>
    /// <param name="height">Rows of such an image.</param>
    /// <param name="width">Pixels of such a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Crop(ref float source, int images, int sourceHeight, int sourceWidth, int pixel, int before, ref float destination, int height, int width)
    {
        for (var image = 0; image < images; image++)
        {
            for (var row = 0; row < height; row++)
            {
                Span(ref Unsafe.Add(ref source, (((row + before) * sourceWidth) + before) * pixel), width * pixel).CopyTo(Span(ref destination, width * pixel));
                destination = ref Unsafe.Add(ref destination, width * pixel);
            }

            source = ref Unsafe.Add(ref source, sourceHeight * sourceWidth * pixel);
        }
    }

    /// <summary>Sets so many floats to zero.</summary>
    public static void Clear(ref float destination, int length) => Span(ref destination, length).Clear();

    /// <summary>Grey levels or colours: each pixel is one store of zeros behind its first channel, and the other channels by themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpreadChannels(ref float source, ref float destination, int channels, int positions, int plane)
    {
        for (var position = 0; position < positions; position++)
        {
            ref var pixel = ref Unsafe.Add(ref destination, position * Lanes);
            Vector512.CreateScalar(Unsafe.Add(ref source, position)).StoreUnsafe(ref pixel);
            for (var channel = 1; channel < channels; channel++) Unsafe.Add(ref pixel, channel) = Unsafe.Add(ref source, (channel * plane) + position);
        }
    }

    private static Span<float> Span(ref float start, int length) => MemoryMarshal.CreateSpan(ref start, length);
}
