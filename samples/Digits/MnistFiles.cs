namespace GradCompile.Samples.Digits;

/// <summary>MNIST as published: IDX files, plain or <c>.gz</c>.</summary>
internal static class MnistFiles
{
    private const int TrainingShare = 8_000;

    /// <summary>All four files, or only the <c>t10k</c> pair: then its first 8,000 images train and the rest test.</summary>
    public static (DigitSet Training, DigitSet Test) Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new GradCompileException($"There is no folder '{folder}'; name one that holds MNIST's IDX files.");
        var test = ReadPair(folder, "t10k") ?? throw new GradCompileException($"'{folder}' does not hold 't10k-images-idx3-ubyte' and 't10k-labels-idx1-ubyte', plain or .gz.");
        if (ReadPair(folder, "train") is { } training) return (training, test);
        if (test.Count <= TrainingShare) throw new GradCompileException($"'{folder}' holds {test.Count} images and no training files; at least {TrainingShare + 1} images are needed to split them.");
        return (test.Slice(0, TrainingShare), test.Slice(TrainingShare, test.Count - TrainingShare));
    }

    private static DigitSet? ReadPair(string folder, string prefix)
    {
        var images = Find(folder, $"{prefix}-images-idx3-ubyte", $"{prefix}-images.idx3-ubyte");
        var labels = Find(folder, $"{prefix}-labels-idx1-ubyte", $"{prefix}-labels.idx1-ubyte");
        if (images is null || labels is null) return null;
        var pixels = IdxFile.ReadImages(images);
        var classes = IdxFile.ReadLabels(labels);
        if (pixels.Height != 28 || pixels.Width != 28) throw new GradCompileException($"'{images}' holds images of {pixels.Height}×{pixels.Width}; this network reads 28×28.");
        if (pixels.Count != classes.Length) throw new GradCompileException($"'{images}' holds {pixels.Count} images, but '{labels}' {classes.Length} labels.");
        return new DigitSet(pixels.Pixels, classes);
    }

    private static string? Find(string folder, params string[] names) => names
        .SelectMany(name => new[] { name, name + ".gz" })
        .Select(name => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}
