namespace GradCompile.Samples.Digits;

/// <summary>Digits drawn by a wavering pen: random thickness, slant, size, place and noise, from a seed.</summary>
internal static class DrawnDigits
{
    private const int Size = 28;

    /// <summary>So many digits, each class as often as any other.</summary>
    public static DigitSet Draw(int count, int seed)
    {
        var random = new Random(seed);
        var pixels = new float[count * DigitSet.ImageSize];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 10;
            Draw(labels[i], pixels.AsSpan(i * DigitSet.ImageSize, DigitSet.ImageSize), random);
        }

        return new DigitSet(pixels, labels);
    }

    private static void Draw(int digit, Span<float> image, Random random)
    {
        var ways = Strokes.Of[digit];
        var thickness = Between(random, 0.8f, 2.1f);
        var slant = Between(random, -0.35f, 0.35f);
        var (width, height) = (Between(random, 15, 21), Between(random, 17, 22));
        var (left, top) = (Between(random, -2.5f, 2.5f) + ((Size - width) / 2), Between(random, -2.5f, 2.5f) + ((Size - height) / 2));
        var turn = Between(random, -0.22f, 0.22f);
        foreach (var stroke in ways[random.Next(ways.Length)])
        {
            var from = Place(stroke[0]);
            for (var i = 1; i < stroke.Length; i++)
            {
                var to = Place(stroke[i]);
                Segment(image, from, to, thickness);
                from = to;
            }
        }

        foreach (ref var pixel in image)
        {
            pixel = Math.Clamp((pixel * Between(random, 0.85f, 1)) + Math.Max(0, (0.12f * Normal(random)) - 0.1f), 0, 1);
        }

        // Each point is jittered, turned, slanted and scaled into the image.
        Point Place(Point point)
        {
            var (x, y) = (point.X - 0.5f + (0.035f * Normal(random)), point.Y - 0.5f + (0.035f * Normal(random)));
            x -= slant * y;
            (x, y) = ((x * MathF.Cos(turn)) - (y * MathF.Sin(turn)), (x * MathF.Sin(turn)) + (y * MathF.Cos(turn)));
            return new(left + ((x + 0.5f) * width), top + ((y + 0.5f) * height));
        }
    }

    /// <summary>Ink falls off linearly over the last pixel, so that edges are smooth.</summary>
    private static void Segment(Span<float> image, Point from, Point to, float thickness)
    {
        var reach = thickness + 1;
        var (minX, maxX) = (Clamp(MathF.Min(from.X, to.X) - reach), Clamp(MathF.Max(from.X, to.X) + reach));
        var (minY, maxY) = (Clamp(MathF.Min(from.Y, to.Y) - reach), Clamp(MathF.Max(from.Y, to.Y) + reach));
        for (var y = minY; y <= maxY; y++)
        {
            for (var x = minX; x <= maxX; x++)
            {
                ref var pixel = ref image[(y * Size) + x];
                pixel = MathF.Max(pixel, Math.Clamp(thickness + 0.5f - Distance(x, y, from, to), 0, 1));
            }
        }

        static int Clamp(float value) => Math.Clamp((int)MathF.Round(value), 0, Size - 1);
    }

    private static float Distance(float x, float y, Point from, Point to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var t = length == 0 ? 0 : Math.Clamp((((x - from.X) * dx) + ((y - from.Y) * dy)) / length, 0, 1);
        var (px, py) = (x - from.X - (t * dx), y - from.Y - (t * dy));
        return MathF.Sqrt((px * px) + (py * py));
    }

    private static float Between(Random random, float low, float high) => low + ((high - low) * random.NextSingle());

    /// <summary>Nearly normal: the sum of four uniform numbers.</summary>
    private static float Normal(Random random) => (random.NextSingle() + random.NextSingle() + random.NextSingle() + random.NextSingle() - 2) * 1.732f;
}
