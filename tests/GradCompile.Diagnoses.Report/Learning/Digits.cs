using System.IO.Compression;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>The 10,000 test digits of MNIST: the first 8,000 to train on, the last 2,000 to test on.</summary>
internal sealed record Digits(float[] Pixels, int[] Labels)
{
    public const int Size = 784;
    public const int Training = 8_000;
    public const int Testing = 2_000;

    /// <summary>What the pixels' mean and standard deviation are, as a declaration says it.</summary>
    public const string Input = "Network(784, InputMean = 0.13, InputStd = 0.31)";

    public static Digits Read(string folder)
    {
        var scratch = Directory.CreateTempSubdirectory("digits");
        try
        {
            return new(IdxFile.ReadImages(Unzipped("t10k-images-idx3-ubyte")).Pixels, IdxFile.ReadLabels(Unzipped("t10k-labels-idx1-ubyte")));
        }
        finally
        {
            scratch.Delete(recursive: true);
        }

        string Unzipped(string name)
        {
            var plain = Path.Combine(scratch.FullName, name);
            using var packed = new GZipStream(File.OpenRead(Path.Combine(folder, name + ".gz")), CompressionMode.Decompress);
            using var file = File.Create(plain);
            packed.CopyTo(file);
            return plain;
        }
    }
}
