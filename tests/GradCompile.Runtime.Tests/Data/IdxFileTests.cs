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
        ["more pixels than an array holds"] = Words(2051, 1 << 20, 1 << 6, 1 << 6),
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

    [Theory]
    [InlineData("labels")]
    [InlineData("images")]
    public void NoMoreIsReadThanTheHeaderAnnounces(string what)
    {
        // 64 MB of zeros in 64 KB of gzip, behind a header of 300.
        var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(what == "labels" ? Words(2049, 300) : Words(2051, 3, 10, 10));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++) zip.Write(zeros);
        }

        var path = _folder.Write("bomb.gz", memory.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<GradCompileException>(() => { _ = what == "labels" ? (object)IdxFile.ReadLabels(path) : IdxFile.ReadImages(path); });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains(what == "labels" ? "announces 300 labels, but holds more" : "announces 3 images of 10×10, but holds more", refused.Message);
    }

    [Fact]
    public void NoMoreMemoryIsTakenThanThereIsData()
    {
        byte[][] files = [[.. Words(2049, int.MaxValue - 100), 1, 2, 3], [.. Words(2051, 1 << 15, 1 << 8, 1 << 7), 1, 2, 3]];
        foreach (var compressed in new[] { false, true })
        {
            for (var i = 0; i < files.Length; i++)
            {
                var path = Write($"liar{i}", files[i], compressed);
                var before = GC.GetAllocatedBytesForCurrentThread();
                var refused = Assert.Throws<GradCompileException>(() => { _ = i == 0 ? (object)IdxFile.ReadLabels(path) : IdxFile.ReadImages(path); });
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
                Assert.Contains(i == 0 ? "holds 3 labels" : "holds 3 pixels", refused.Message);
            }
        }
    }

    [Fact]
    public void LongFilesAreReadPieceByPiece()
    {
        byte[] values = [.. Enumerable.Range(0, 200_001).Select(i => (byte)(i * 7))];
        foreach (var compressed in new[] { false, true })
        {
            Assert.Equal(values.Select(value => (int)value), IdxFile.ReadLabels(Write("labels", [.. Words(2049, values.Length), .. values], compressed)));
        }
    }

    [Fact]
    public void ADeviceEndsSoon()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No /dev/zero.");
        Assert.Contains("begins with 0", Assert.Throws<GradCompileException>(() => IdxFile.ReadImages("/dev/zero")).Message);
        Assert.Contains("begins with 0", Assert.Throws<GradCompileException>(() => IdxFile.ReadLabels("/dev/zero")).Message);
    }

    [Fact]
    public void NoPathNoFileAFolder()
    {
        Assert.Throws<ArgumentNullException>(() => IdxFile.ReadImages(null!));
        Assert.Throws<ArgumentNullException>(() => IdxFile.ReadLabels(null!));
        Assert.Throws<ArgumentException>(() => IdxFile.ReadLabels(""));
        Assert.Throws<FileNotFoundException>(() => IdxFile.ReadLabels(_folder.File("nowhere")));
        Assert.Contains("a folder", Assert.Throws<GradCompileException>(() => IdxFile.ReadImages(_folder.File(""))).Message);
    }

    [Fact]
    public void ImagesSayWhatTheyAre() =>
        Assert.Equal("2 images of 1×3", IdxFile.ReadImages(Write("images", [.. Words(2051, 2, 1, 3), 0, 1, 2, 3, 4, 5], compressed: false)).ToString());

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
