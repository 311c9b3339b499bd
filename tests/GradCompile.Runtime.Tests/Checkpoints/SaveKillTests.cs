using System.Globalization;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Checkpoints;

/// <summary>A process is killed while it saves, again and again. <c>GRADCOMPILE_KILLS=200</c> kills it as often.</summary>
public sealed class SaveKillTests : IDisposable
{
    private const int Kills = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheFileIsAlwaysWholeAndTheNextSaveCleansUp()
    {
        var path = _folder.File("network.safetensors");
        var kills = Environment.GetEnvironmentVariable("GRADCOMPILE_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Kills;
        var random = new Random(3);
        var leftBehind = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using (var process = SavingProcess.Start(path))
            {
                Thread.Sleep(random.Next(60)); // no matter where it is: the file must be whole
                process.Kill();
                process.WaitForExit();
            }

            var loaded = NetworkEngine.FromFile(SavingProcess.Program(), path);
            var (weight, bias) = (new float[SavingProcess.Outputs * SavingProcess.Inputs], new float[SavingProcess.Outputs]);
            loaded.GetTensor("dense1.weight", weight);
            loaded.GetTensor("dense1.bias", bias);
            Assert.Single(weight.Concat(bias).Distinct());
            if (_folder.Names().Length > 1) leftBehind++;
            loaded.Save(path);
            Assert.Equal(["network.safetensors"], _folder.Names());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{leftBehind} of {kills} kills left a temporary file behind.");
    }
}
