namespace GradCompile.Samples.Regularisation;

/// <summary>Drawn images: each class is a pattern of three soft blobs; an image is its class's pattern, moved a little, plus noise.</summary>
internal sealed class Images
{
    private const int BlobsPerClass = 3;

    private readonly int _channels, _size, _margin;
    private readonly float _noise;
    private readonly float[][] _patterns;

    public Images(int channels, int size, int classes, float noise)
    {
        (_channels, _size, _margin, _noise) = (channels, size, size / 12, noise);
        var random = new Random(4);
        _patterns = [.. Enumerable.Range(0, classes).Select(_ => Pattern(random))];
    }

    /// <summary>The numbers of one image.</summary>
    public int ImageSize => _channels * _size * _size;

    /// <summary>Fills a batch: labels at random, pixels to match. The same <paramref name="random"/> draws the same images.</summary>
    public void Draw(Random random, Span<float> pixels, Span<int> labels)
    {
        var side = _size + (2 * _margin);
        for (var image = 0; image < labels.Length; image++)
        {
            labels[image] = random.Next(_patterns.Length);
            var pattern = _patterns[labels[image]];
            int top = random.Next((2 * _margin) + 1), left = random.Next((2 * _margin) + 1);
            var target = pixels.Slice(image * ImageSize, ImageSize);
            for (var i = 0; i < target.Length; i++)
            {
                int x = i % _size, y = i / _size % _size, channel = i / (_size * _size);
                target[i] = pattern[(((channel * side) + top + y) * side) + left + x] + (_noise * Normal(random));
            }
        }
    }

    /// <summary>One class's pattern, with a margin to move in, of mean 0 and variance 1.</summary>
    private float[] Pattern(Random random)
    {
        var side = _size + (2 * _margin);
        var pattern = new float[_channels * side * side];
        for (var blob = 0; blob < BlobsPerClass; blob++)
        {
            double centreX = side * (0.2 + (0.6 * random.NextDouble())), centreY = side * (0.2 + (0.6 * random.NextDouble()));
            var width = side * (0.08 + (0.1 * random.NextDouble()));
            var colour = Enumerable.Range(0, _channels).Select(_ => 0.3 + random.NextDouble()).ToArray();
            for (var i = 0; i < pattern.Length; i++)
            {
                double x = (i % side) - centreX, y = (i / side % side) - centreY;
                pattern[i] += (float)(colour[i / (side * side)] * Math.Exp(-((x * x) + (y * y)) / (2 * width * width)));
            }
        }

        var mean = pattern.Average();
        var deviation = (float)Math.Sqrt(pattern.Average(value => (value - mean) * (value - mean)));
        return [.. pattern.Select(value => (value - mean) / deviation)];
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
