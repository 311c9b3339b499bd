using System.Buffers.Binary;
using System.Text.Json;
using GradCompile.Runtime.Tests.Engine;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Checkpoints;

/// <summary>Files of weights: written whole, read whole, refused with a sentence.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly string[] Tensors = ["dense1.weight", "dense1.bias", "batchnorm1.running_mean", "batchnorm1.running_var"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Hostile => [.. HostileFiles.All.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void RoundTrip()
    {
        var engine = Trained();
        engine.Save(_folder.File("network.safetensors"));
        var loaded = Load(_folder.File("network.safetensors"));
        foreach (var name in Tensors) Assert.Equal(EngineTests.Tensor(engine, name), EngineTests.Tensor(loaded, name));
        Assert.Equal(["network.safetensors"], _folder.Names());
    }

    [Fact]
    public void TheFileIsWhatSafetensorsSays()
    {
        var engine = Trained();
        var path = _folder.File("network.safetensors");
        engine.Save(path);
        var file = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', file[8]);
        using var header = JsonDocument.Parse(file.AsMemory(8, length));
        Assert.Equal(Tensors, header.RootElement.EnumerateObject().Select(e => e.Name));
        var weight = header.RootElement.GetProperty("dense1.weight");
        Assert.Equal("F32", weight.GetProperty("dtype").GetString());
        Assert.Equal([3, 5], weight.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal([0, 60], weight.GetProperty("data_offsets").EnumerateArray().Select(d => d.GetInt32()));
        Assert.Equal(8 + length + Safetensors.DataLength, file.Length);
        var values = EngineTests.Tensor(engine, "dense1.weight");
        for (var i = 0; i < 15; i++) Assert.Equal(values[i], BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(8 + length + (4 * i))));
    }

    [Fact]
    public void AFileByHandIsRead()
    {
        var loaded = Load(_folder.Write("f", Safetensors.File(Safetensors.Weight, Safetensors.Bias, Safetensors.Mean, Safetensors.Variance)));
        Assert.Equal(Enumerable.Range(1, 15).Select(i => (float)i), EngineTests.Tensor(loaded, "dense1.weight"));
        Assert.Equal([16, 17, 18], EngineTests.Tensor(loaded, "dense1.bias"));
        Assert.Equal([22, 23, 24], EngineTests.Tensor(loaded, "batchnorm1.running_var"));
    }

    [Fact]
    public void OrderMetadataAndBatchCountersDoNotMatter()
    {
        var counter = """
            "batchnorm1.num_batches_tracked":{"shape":[],"data_offsets":[96,104],"dtype":"I64"}
            """;
        var metadata = """
            "__metadata__":{"format":"pt","note":"ünicode \u00e9"}
            """;
        var header = "  {" + string.Join(" , ", counter, Safetensors.Variance, Safetensors.Bias, metadata, Safetensors.Weight, Safetensors.Mean) + "}   ";
        var loaded = Load(_folder.Write("f", Safetensors.Raw(header, Safetensors.Data(104))));
        Assert.Equal([16, 17, 18], EngineTests.Tensor(loaded, "dense1.bias"));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileFilesAreRefused(string what)
    {
        var (file, says) = HostileFiles.All[what];
        var path = _folder.Write("hostile.safetensors", file);
        var refused = Assert.Throws<CheckpointException>(() => Load(path));
        Assert.Contains(says, refused.Message);
        Assert.Contains("hostile.safetensors", refused.Message);
    }

    [Fact]
    public void EveryPrefixOfAFileIsRefused()
    {
        var file = Safetensors.File(Safetensors.Weight, Safetensors.Bias, Safetensors.Mean, Safetensors.Variance);
        for (var length = 0; length < file.Length; length++)
        {
            var path = _folder.Write("cut", file[..length]);
            Assert.Throws<CheckpointException>(() => Load(path));
        }
    }

    [Fact]
    public void FlippedBitsOfTheHeaderNeverCrash()
    {
        var file = Safetensors.File(Safetensors.Weight, Safetensors.Bias, Safetensors.Mean, Safetensors.Variance);
        var header = file.Length - Safetensors.DataLength;
        for (var bit = 0; bit < 8 * header; bit++)
        {
            var flipped = (byte[])file.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var path = _folder.Write("flipped", flipped);
            var thrown = Record.Exception(() => Load(path));
            Assert.True(thrown is null or CheckpointException, $"Bit {bit}: {thrown}");
        }
    }

    [Fact]
    public void AFileThatIsNotThereSaysSo()
    {
        Assert.Throws<FileNotFoundException>(() => Load(_folder.File("nowhere")));
        Assert.Throws<DirectoryNotFoundException>(() => Trained().Save(_folder.File("nowhere/network.safetensors")));
        Assert.ThrowsAny<ArgumentException>(() => Trained().Save(""));
        Assert.ThrowsAny<ArgumentException>(() => Load(""));
    }

    [Fact]
    public void SavingReplacesTheFileAsAWhole()
    {
        var path = _folder.Write("network.safetensors", new byte[100_000]);
        Trained().Save(path);
        Load(path);
        Assert.Equal(["network.safetensors"], _folder.Names());
    }

    [Fact]
    public void AFailedSaveLeavesNothingBehind()
    {
        Directory.CreateDirectory(_folder.File("taken"));
        Assert.ThrowsAny<Exception>(() => Trained().Save(_folder.File("taken")));
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void TheOptimizerStartsAfreshAfterLoad()
    {
        var (inputs, targets) = (EngineTests.Inputs(4), new float[12]);
        var saved = Trained();
        saved.Save(_folder.File("f"));
        var (first, second) = (Load(_folder.File("f")), Load(_folder.File("f")));
        first.Train(inputs, targets);
        second.Train(inputs, targets);
        saved.Train(inputs, targets);
        Assert.Equal(EngineTests.Tensor(first, "dense1.weight"), EngineTests.Tensor(second, "dense1.weight"));
        Assert.NotEqual(EngineTests.Tensor(first, "dense1.weight"), EngineTests.Tensor(saved, "dense1.weight")); // its momentum goes on
    }

    private static NetworkEngine Load(string path) => NetworkEngine.FromFile(Program(), path);

    private static LinearProgram Program() => new(Layouts.Linear(new SgdOptions(0.9, false)));

    private static NetworkEngine Trained()
    {
        var program = Program();
        for (var i = 0; i < 32; i++) program.BatchStatistics[i] = i % 16 < 3 ? i : 0;
        var engine = new NetworkEngine(program, 5);
        for (var step = 0; step < 3; step++) engine.Train(EngineTests.Inputs(4), new float[12]);
        return engine;
    }
}
