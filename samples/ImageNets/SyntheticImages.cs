namespace GradCompile.Samples.Images;

/// <summary>Images of waves: direction and length tell the class, phase and noise do not.</summary>
internal static class SyntheticImages
{
    /// <summary>Images in the order (image, channel, row, column), about 0 with a deviation of about 1, and their classes.</summary>
    public static (float[] Images, int[] Labels) Draw(IReadOnlyList<int> shape, int classes, int count)
    {
        var (channels, height, width) = (shape[0], shape[1], shape[2]);
        var random = new Random(7);
        var images = new float[count * channels * height * width];
        var labels = new int[count];
        var at = 0;
        for (var image = 0; image < count; image++)
        {
            var label = labels[image] = random.Next(classes);
            var (angle, length, phase) = (Math.PI * label / classes, 4 + (label % 5), random.NextDouble() * 7);
            for (var channel = 0; channel < channels; channel++)
            for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var wave = Math.Sin((((x * Math.Cos(angle)) + (y * Math.Sin(angle))) / length * 2) + phase + channel);
                images[at++] = (float)(wave + (0.7 * (random.NextDouble() - 0.5)));
            }
        }

        return (images, labels);
    }

    /// <summary>What a forecast assumes: pixels that know nothing of each other, with the declared mean and deviation, and labels at random.</summary>
    public static (float[] Inputs, int[] Labels) Noise(Random random, NetworkAttribute declared, int classes, int count)
    {
        var inputs = new float[declared.Shape.Aggregate(count, (size, side) => size * side)];
        foreach (ref var input in inputs.AsSpan())
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            input = (float)(declared.InputMean + (declared.InputStd * normal));
        }

        return (inputs, [.. Enumerable.Range(0, count).Select(_ => random.Next(classes))]);
    }
}
