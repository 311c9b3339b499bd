namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>Images whose lines are padded to whole blocks, from rows and back, and to pixels.</summary>
public sealed class ImageLinesTests
{
    private const float Untouched = -77;

    [Theory]
    [InlineData(1, 1, 1, 1, 0, 0)]
    [InlineData(2, 3, 4, 5, 0, 0)]
    [InlineData(3, 6, 5, 23, 2, 1)]
    [InlineData(1, 2, 3, 15, 1, 3)]
    public void Rows_become_lines_within_a_border(int rows, int channels, int height, int width, int before, int after)
    {
        var (size, source) = (channels * height * width, Draw(rows * channels * height * width));
        var (line, lines) = (RoundUp(before + width + after), before + height + after);
        var image = (channels * lines * line) + 16;
        var result = Enumerable.Repeat(Untouched, rows * image).ToArray();
        Images.ToLines(ref source[0], size, channels, height, width, width, before, after, 0.5f, ref result[0], image, line, rows);
        for (var row = 0; row < rows; row++)
        {
            for (var channel = 0; channel < channels; channel++)
            {
                for (var y = 0; y < lines; y++)
                {
                    for (var x = 0; x < before + width + after; x++)
                    {
                        var isInside = y >= before && y < before + height && x >= before && x < before + width;
                        var expected = isInside ? source[(row * size) + (((channel * height) + y - before) * width) + x - before] : 0.5f;
                        Assert.Equal(expected, result[(row * image) + (((channel * lines) + y) * line) + x]);
                    }
                }
            }

            Assert.All(result.Skip((row * image) + image - 16).Take(16), number => Assert.Equal(Untouched, number));
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(2, 3, 4, 5)]
    [InlineData(3, 6, 5, 23)]
    [InlineData(2, 20, 3, 17)]
    public void Lines_become_rows_again_and_pixels(int rows, int channels, int height, int width)
    {
        var (size, source) = (channels * height * width, Draw(rows * channels * height * width));
        var line = RoundUp(width);
        var image = (channels * height * line) + 16;
        var lines = new float[rows * image];
        Images.ToLines(ref source[0], size, channels, height, width, width, 0, 0, 0, ref lines[0], image, line, rows);

        var stride = RoundUp(size);
        var back = Enumerable.Repeat(Untouched, rows * stride).ToArray();
        Images.LinesToRows(ref lines[0], image, channels, height, width, line, ref back[0], stride, rows);
        for (var row = 0; row < rows; row++)
        {
            Assert.Equal(source.Skip(row * size).Take(size), back.Skip(row * stride).Take(size));
            Assert.All(back.Skip((row * stride) + size).Take(stride - size), number => Assert.Equal(0, number));
        }

        var pixel = RoundUp(channels);
        var pixels = Enumerable.Repeat(Untouched, rows * height * width * pixel).ToArray();
        Images.LinesToPixels(ref lines[0], image, channels, height, width, line, ref pixels[0], pixel, rows);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (channel, position) = (i % pixel, i / pixel);
            var (row, place) = (position / (height * width), position % (height * width));
            Assert.Equal(channel < channels ? source[(row * size) + (channel * height * width) + place] : 0, pixels[i]);
        }
    }

    private static int RoundUp(int count) => (count + 15) / 16 * 16;

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
