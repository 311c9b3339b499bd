using System.Buffers.Binary;
using System.IO.Compression;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Data;

/// <summary>The IDX files of MNIST, plain and compressed, sound and not.</summary>
public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Broken => [.. BrokenImages.Keys];

    private static Dictionary<string, byte[]> BrokenImages { get; } = new()
    {
        ["empty"] = [],
        ["short header"] = Words(2051, 1, 2),
        ["labels"] = [.. Words(2049, 2), 1, 2],
        ["a pixel too few"] = [.. Words(2051, 1, 2, 2), 1, 2, 3],
        ["a pixel too many"] = [.. Words(2051, 1, 2, 2), 1, 2, 3, 4, 5],
        ["negative count"] = Words(2051, -1, 2, 2),
        ["no height"] = Words(2051, 1, 0, 2),
        ["a product that wraps to 0"] = Words(2051, 1 << 30, 1 << 30, 16),
        ["a product that wraps to 0 with two signs"] = Words(2051, 1 << 30, -(1 << 30), -16),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ImagesAreNumbersFrom0To1(bool compressed)
    {
        var images = IdxFile.ReadImages(Write("images", [.. Words(2051, 2, 1, 3), 0, 51, 255, 102, 153, 204], compressed));
        Assert.Equal((2, 1, 3), (images.Count, images.Height, images.Width));
        Assert.Equal([0f, 0.2f, 1f, 0.4f, 0.6f, 0.8f], images.Pixels);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LabelsAreNumbers(bool compressed) =>
        Assert.Equal([7, 0, 255], IdxFile.ReadLabels(Write("labels", [.. Words(2049, 3), 7, 0, 255], compressed)));

    [Theory]
    [MemberData(nameof(Broken))]
    public void BrokenImagesAreRefused(string what)
    {
        var path = Write("broken", BrokenImages[what], compressed: false);
        Assert.Contains("broken", Assert.Throws<GradCompileException>(() => IdxFile.ReadImages(path)).Message);
    }

    [Fact]
    public void BrokenLabelsAreRefused()
    {
        foreach (var bytes in new byte[][] { [], Words(2049), [.. Words(2049, 3), 1, 2], [.. Words(2049, -1)], [.. Words(2051, 1), 1] })
        {
            Assert.Throws<GradCompileException>(() => IdxFile.ReadLabels(Write("broken", bytes, compressed: false)));
        }
    }

    [Fact]
    public void ANameInGzIsRefusedForPlainBytes() =>
        Assert.Contains("gzip", Assert.Throws<GradCompileException>(() => IdxFile.ReadLabels(_folder.Write("plain.gz", Words(2049, 0)))).Message);

    [Fact]
    public void ACompressedFileThatIsCutIsRefused()
    {
        var whole = File.ReadAllBytes(Write("labels", [.. Words(2049, 1000), .. new byte[1000].Select((_, i) => (byte)(i * i))], compressed: true));
        Assert.Throws<GradCompileException>(() => IdxFile.ReadLabels(_folder.Write("cut.gz", whole[..(whole.Length / 2)])));
    }

    private static byte[] Words(params int[] words)
    {
        var bytes = new byte[4 * words.Length];
        for (var i = 0; i < words.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), words[i]);
        return bytes;
    }

    private string Write(string name, byte[] bytes, bool compressed)
    {
        if (!compressed) return _folder.Write(name, bytes);
        var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest)) zip.Write(bytes);
        return _folder.Write(name + ".gz", memory.ToArray());
    }
}
