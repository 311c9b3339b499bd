using System.Buffers.Binary;
using System.IO.Compression;

namespace GradCompile;

/// <summary>Images of one size, each a row of numbers from 0 to 1.</summary>
/// <param name="Count">Images.</param>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Pixels">Count × height × width numbers.</param>
public sealed record IdxImages(int Count, int Height, int Width, float[] Pixels);

/// <summary>Reads the IDX files in which MNIST is published, plain or compressed (<c>.gz</c>).</summary>
public static class IdxFile
{
    private const int ImageMagic = 2051;
    private const int LabelMagic = 2049;

    /// <summary>Grey levels 0 to 255 as numbers from 0 to 1.</summary>
    /// <exception cref="GradCompileException">The file is no IDX file of images.</exception>
    public static IdxImages ReadImages(string path)
    {
        var bytes = ReadAll(path);
        var header = Header(bytes, 4, ImageMagic, path, "images");
        var (count, height, width) = (header[1], header[2], header[3]);
        var size = (Int128)count * height * width; // three hostile numbers wrap around 64 bits
        if (count < 0 || height < 1 || width < 1 || bytes.Length - 16 != size)
        {
            throw new GradCompileException($"'{path}' announces {count} images of {height}×{width}, but holds {bytes.Length - 16} pixels.");
        }

        var pixels = new float[bytes.Length - 16];
        for (var i = 0; i < pixels.Length; i++) pixels[i] = bytes[16 + i] / 255f;
        return new IdxImages(count, height, width, pixels);
    }

    /// <summary>Class labels.</summary>
    /// <exception cref="GradCompileException">The file is no IDX file of labels.</exception>
    public static int[] ReadLabels(string path)
    {
        var bytes = ReadAll(path);
        var count = Header(bytes, 2, LabelMagic, path, "labels")[1];
        if (bytes.Length - 8 != count) throw new GradCompileException($"'{path}' announces {count} labels, but holds {bytes.Length - 8}.");
        var labels = new int[count];
        for (var i = 0; i < count; i++) labels[i] = bytes[8 + i];
        return labels;
    }

    private static int[] Header(byte[] bytes, int words, int magic, string path, string what)
    {
        if (bytes.Length < 4 * words) throw new GradCompileException($"'{path}' has {bytes.Length} bytes; an IDX file of {what} begins with {4 * words}.");
        var header = new int[words];
        for (var i = 0; i < words; i++) header[i] = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * i));
        return header[0] == magic ? header : throw new GradCompileException($"'{path}' begins with {header[0]}; an IDX file of {what} begins with {magic}.");
    }

    private static byte[] ReadAll(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return File.ReadAllBytes(path);
        try
        {
            using var file = File.OpenRead(path);
            using var unzipped = new GZipStream(file, CompressionMode.Decompress);
            using var memory = new MemoryStream();
            unzipped.CopyTo(memory);
            return memory.ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw new GradCompileException($"'{path}' ends in .gz, but is no gzip file.", exception);
        }
    }
}
