using GradCompile.Runtime.Tests.Engine;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Checkpoints;

/// <summary>What <c>Save</c> does to what stands at the path already, and what it leaves alone.</summary>
public sealed class SaveTests : IDisposable
{
    private const string Digits = "0123456789abcdef0123456789abcdef";

    private readonly TemporaryFolder _folder = new();
    private readonly NetworkEngine _engine = new(new LinearProgram(Layouts.Linear()), 5);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ALinkStaysAndItsFileIsReplaced()
    {
        SkipOnWindows();
        var file = _folder.Write("file", [1, 2, 3]);
        File.CreateSymbolicLink(_folder.File("link"), "file");
        File.CreateSymbolicLink(_folder.File("link to the link"), _folder.File("link"));
        _engine.Save(_folder.File("link to the link"));
        Assert.Equal("file", new FileInfo(_folder.File("link")).LinkTarget);
        Assert.Equal(_folder.File("link"), new FileInfo(_folder.File("link to the link")).LinkTarget);
        IsThere(file);
        Assert.Equal(["file", "link", "link to the link"], _folder.Names());
    }

    [Fact]
    public void ALinkToNothingGetsItsFile()
    {
        SkipOnWindows();
        Directory.CreateDirectory(_folder.File("elsewhere"));
        File.CreateSymbolicLink(_folder.File("link"), "elsewhere/file");
        _engine.Save(_folder.File("link"));
        Assert.Equal("elsewhere/file", new FileInfo(_folder.File("link")).LinkTarget);
        IsThere(_folder.File("elsewhere/file"));
    }

    [Fact]
    public void ALinkLeadsFromWhereItReallyIs()
    {
        SkipOnWindows();
        Directory.CreateDirectory(_folder.File("a/b"));
        File.CreateSymbolicLink(_folder.File("a/b/link"), "../file"); // a/file
        Directory.CreateSymbolicLink(_folder.File("b"), "a/b");
        _engine.Save(_folder.File("b/link"));
        IsThere(_folder.File("a/file"));
        Assert.Equal(["a", "b"], Directory.GetFileSystemEntries(_folder.File("")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void LinksInACircleAreRefused()
    {
        SkipOnWindows();
        File.CreateSymbolicLink(_folder.File("a"), "b");
        File.CreateSymbolicLink(_folder.File("b"), "a");
        Assert.Contains("circle", Assert.Throws<IOException>(() => _engine.Save(_folder.File("a"))).Message);
        Assert.Throws<IOException>(() => Load(_folder.File("a")));
    }

    [Fact]
    public void WhatIsNoFileIsRefusedAndLeftAlone()
    {
        SkipOnWindows();
        using var socket = Pipes.Socket(_folder.File("socket"));
        Directory.CreateDirectory(_folder.File("folder"));
        File.CreateSymbolicLink(_folder.File("link"), Pipes.Make(_folder.File("pipe")));
        Refused("a pipe", _folder.File("pipe"));
        Refused("a pipe", _folder.File("link"));
        Refused("a socket", _folder.File("socket"));
        Refused("a folder", _folder.File("folder"));
        Refused("a folder", _folder.File("folder") + "/");
        Refused("a device", "/dev/null");
        Assert.Equal(["link", "pipe", "socket"], _folder.Names());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.File("folder")));
    }

    [Fact]
    public async Task ToLoadAPipeDoesNotBlock()
    {
        SkipOnWindows();
        var pipe = Pipes.Make(_folder.File("pipe"));
        File.CreateSymbolicLink(_folder.File("link"), "pipe");
        (string, string)[] all = [(pipe, "a pipe"), (_folder.File("link"), "a pipe"), ("/dev/zero", "a device"), (_folder.File(""), "a folder")];
        foreach (var (path, what) in all)
        {
            var loading = Task.Run(() => Load(path), TestContext.Current.CancellationToken);
            var refused = await Assert.ThrowsAsync<CheckpointException>(() => loading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Assert.Contains($"'{path}' is {what}", refused.Message);
        }
    }

    [Fact]
    public void TheInputOfAProcessIsNoFile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux names open files in /proc.");
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        var path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";
        Assert.Contains("a pipe", Assert.Throws<CheckpointException>(() => Load(path)).Message);
        Assert.Contains("a pipe", Assert.Throws<IOException>(() => _engine.Save(path)).Message);
    }

    [Theory]
    [InlineData(0x180)] // 0600
    [InlineData(0x1B0)] // 0660
    [InlineData(0x1A4)] // 0644
    [InlineData(0x1B6)] // 0666, which no umask leaves
    [InlineData(0x100)] // 0400
    public void TheModeIsKept(int mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No modes.");
        if (OperatingSystem.IsWindows()) return;
        var path = _folder.Write("network.safetensors", []);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        _engine.Save(path);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(path));
        IsThere(path);
    }

    [Fact]
    public void ANewFileHasTheModeOfNewFiles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No modes.");
        if (OperatingSystem.IsWindows()) return;
        _engine.Save(_folder.File("network.safetensors"));
        Assert.Equal(File.GetUnixFileMode(_folder.Write("new", [])), File.GetUnixFileMode(_folder.File("network.safetensors")));
    }

    [Theory]
    [InlineData("network")]
    [InlineData(".hidden")]
    [InlineData("a*b?[c]")]
    public void OnesOwnOldTemporaryFilesAreCleaned(string name)
    {
        SkipOnWindows();
        _folder.Write($"{name}.{Digits}.tmp", new byte[1000]);
        _folder.Write($"{name}.{new string('f', 32)}.tmp", []);
        File.SetAttributes(_folder.Write($"{name}.{new string('e', 32)}.tmp", [1]), FileAttributes.ReadOnly);
        _engine.Save(_folder.File(name));
        Assert.Equal([name], _folder.Names());
    }

    [Fact]
    public void OtherFilesAreNotCleaned()
    {
        SkipOnWindows();
        string[] others =
        [
            $"network2.{Digits}.tmp", $"network.{Digits}", $"network.{Digits}0.tmp", $"network.{Digits[1..]}.tmp",
            $"network.{Digits.ToUpperInvariant()}.tmp", $"x.network.{Digits}.tmp", "network.tmp",
        ];
        foreach (var other in others) _folder.Write(other, [1]);
        Pipes.Make(_folder.File($"network.{new string('a', 32)}.tmp"));
        File.CreateSymbolicLink(_folder.File($"network.{new string('b', 32)}.tmp"), others[0]);
        var beingWritten = "";
        using (TemporaryFile.Create(_folder.File("network"), isPrivate: false, ref beingWritten)) _engine.Save(_folder.File("network"));
        string[] left = [.. others, "network", Path.GetFileName(beingWritten), .. "ab".Select(digit => $"network.{new string(digit, 32)}.tmp")];
        Assert.Equal(left.Order(StringComparer.Ordinal), _folder.Names());
    }

    [Theory]
    [InlineData('n', 218)]
    [InlineData('n', 219)]
    [InlineData('n', 255)]
    [InlineData('ä', 127)]
    public void NamesMayBeAsLongAsTheSystemAllows(char letter, int length)
    {
        var name = new string(letter, length);
        _engine.Save(_folder.File(name));
        IsThere(_folder.File(name));
        Assert.Equal([name], _folder.Names());
        _engine.Save(_folder.File(name));
    }

    [Fact]
    public void LongNamesAreCleanedEachByItself()
    {
        SkipOnWindows();
        var (first, second) = (new string('n', 254) + "1", new string('n', 254) + "2");
        var temporary = "";
        using (var file = TemporaryFile.Create(_folder.File(first), isPrivate: false, ref temporary)) file.WriteByte(1);
        _engine.Save(_folder.File(second));
        Assert.Contains(Path.GetFileName(temporary), _folder.Names());
        _engine.Save(_folder.File(first));
        Assert.Equal([first, second], _folder.Names());
    }

    [Fact]
    public void ErrorsNameTheFileThatTheUserWrote()
    {
        var missing = Assert.Throws<DirectoryNotFoundException>(() => _engine.Save(_folder.File("nowhere/network.safetensors"))).Message;
        Assert.Contains(_folder.File("nowhere"), missing);
        Assert.DoesNotContain(".tmp", missing);
        var long256 = Assert.ThrowsAny<IOException>(() => _engine.Save(_folder.File(new string('n', 256)))).Message;
        Assert.Contains(new string('n', 256), long256);
        Assert.DoesNotContain(".tmp", long256);
        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void ManyThreadsMaySaveToOnePath()
    {
        var path = _folder.File("network.safetensors");
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                _engine.Save(path);
                IsThere(path);
            }
        });
        IsThere(path);
        Assert.Equal(["network.safetensors"], _folder.Names());
    }

    [Fact]
    public void AFolderCanBeFlushed()
    {
        SkipOnWindows();
        Assert.True(FolderFlush.Try(_folder.File("")));
        Assert.False(FolderFlush.Try(_folder.File("nowhere")));
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links, pipes and locks are Unix's here.");

    private static NetworkEngine Load(string path) => NetworkEngine.FromFile(new LinearProgram(Layouts.Linear()), path);

    private void IsThere(string path) => Assert.Equal(EngineTests.Tensor(_engine, "dense1.weight"), EngineTests.Tensor(Load(path), "dense1.weight"));

    private void Refused(string what, string path) => Assert.Contains($"'{path}' is {what}", Assert.Throws<IOException>(() => _engine.Save(path)).Message);
}
