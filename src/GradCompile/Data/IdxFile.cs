using System.Buffers.Binary;
using System.IO.Compression;

namespace GradCompile;

/// <summary>Reads the IDX files in which MNIST is published, plain or compressed (<c>.gz</c>): the header, then no more than it announces.</summary>
public static class IdxFile
{
    private const int ImageMagic = 2051;
    private const int LabelMagic = 2049;

    /// <summary>Grey levels 0 to 255 as numbers from 0 to 1.</summary>
    /// <exception cref="GradCompileException">The file is no IDX file of images.</exception>
    public static IdxImages ReadImages(string path)
    {
        using var file = Open(path);
        Span<int> sizes = stackalloc int[3];
        ReadHeader(file, ImageMagic, sizes, path, "images");
        var (count, height, width) = (sizes[0], sizes[1], sizes[2]);
        var size = (Int128)count * height * width; // three hostile numbers wrap around 64 bits
        var announced = $"{Counted.Of(count, "image")} of {height}×{width}";
        if (count < 0 || height < 1 || width < 1 || size > Array.MaxLength)
        {
            throw new GradCompileException($"'{path}' announces {announced}; expected sizes of at least 1 and no more pixels than an array holds.");
        }

        return new IdxImages(count, height, width, new IdxData(file, path, announced, "pixel").Read((int)size, static level => level / 255f));
    }

    /// <summary>Class labels.</summary>
    /// <exception cref="GradCompileException">The file is no IDX file of labels.</exception>
    public static int[] ReadLabels(string path)
    {
        using var file = Open(path);
        Span<int> count = stackalloc int[1];
        ReadHeader(file, LabelMagic, count, path, "labels");
        var announced = Counted.Of(count[0], "label");
        if (count[0] < 0) throw new GradCompileException($"'{path}' announces {announced}; expected a number of at least 0.");
        return new IdxData(file, path, announced, "label").Read(count[0], static label => (int)label);
    }

    private static void ReadHeader(Stream file, int magic, Span<int> sizes, string path, string what)
    {
        var length = 4 * (1 + sizes.Length);
        Span<byte> bytes = stackalloc byte[length];
        var read = IdxData.ReadUpTo(file, bytes, path);
        if (read < length) throw new GradCompileException($"'{path}' has {Counted.Of(read, "byte")}; an IDX file of {what} begins with {length}.");
        var found = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (found != magic) throw new GradCompileException($"'{path}' begins with {found}; an IDX file of {what} begins with {magic}.");
        for (var i = 0; i < sizes.Length; i++) sizes[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * (i + 1))..]);
    }

    private static Stream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path)) throw new GradCompileException($"'{path}' is a folder; expected an IDX file.");
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
