using System.Globalization;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary><c>GradCompileVectorWidths</c>: which kernels are written.</summary>
public class VectorWidthTests
{
    private const string Network = "using GradCompile; [Network(3), Dense(4, Activation.Tanh), Dense(2), Loss(Loss.Huber)] public partial class Net;";

    [Theory]
    [InlineData("", "512 256 128")]
    [InlineData(" , ", "512 256 128")]
    [InlineData("128", "128")]
    [InlineData("256", "256 128")]
    [InlineData("512", "512 128")]
    [InlineData("128,256", "256 128")]
    [InlineData("512;128; 256", "512 256 128")]
    public void KernelsAreWrittenForTheWidthsOfThePropertyAndFor128(string property, string expected)
    {
        foreach (var name in new[] { ProjectSettings.VectorWidthList, ProjectSettings.VectorWidths })
        {
            var project = Compile(new BuildProperties((name, property)), Network);
            Assert.Empty(project.CompilerDiagnostics());
            var widths = expected.Split(' ');
            var kernels = widths.SelectMany(width => new[] { $"Net.Kernels{width}.g.cs", $"GradCompile-Tiles{width}.g.cs" });
            Assert.Equal(kernels.Append("Net.g.cs").Append("Net.Program.g.cs").Order(StringComparer.Ordinal), project.Generated.Select(file => file.HintName));
        }
    }

    [Fact]
    public void TheRuntimeTakesAWidthThatWasWrittenAndGivesTheSameBits()
    {
        var expected = Step(BuildProperties.None, out var all);
        Assert.Equal(GradCompile.CompilerServices.Hardware.VectorBits, all);
        foreach (var (property, widths) in new[] { ("128", new[] { 128 }), ("256", [128, 256]), ("512", [128, 512]) })
        {
            Assert.Equal(expected, Step(new BuildProperties((ProjectSettings.VectorWidthList, property)), out var width));
            Assert.Equal(widths.Where(written => written <= all).Max(), width);
        }
    }

    [Theory]
    [InlineData("64", "64")]
    [InlineData("128,1024", "1024")]
    [InlineData("avx2", "avx2")]
    [InlineData("-128", "-128")]
    [InlineData("128|256", "128|256")]
    public void AWrongValueIsOneErrorForTheProject(string property, string word)
    {
        var project = Compile(new BuildProperties((ProjectSettings.VectorWidthList, property)), Network, Network.Replace("Net;", "Other;", StringComparison.Ordinal));
        var error = Assert.Single(project.CompilerDiagnostics());
        Assert.Equal("CS1029", error.Id);
        Assert.Equal(
            $"#error: 'GradCompileVectorWidths is \"{property}\", but \"{word}\" is no width of vectors: write one or more of 128, 256 and 512, as 128;256, or leave the property out for all of them.'",
            error.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(1 + (2 * 5) + 3, project.Generated.Length);
    }

    [Fact]
    public void AWrongValueIsNoMatterWithoutNetworks() =>
        Assert.Empty(Compile(new BuildProperties((ProjectSettings.VectorWidthList, "wide")), "public class Plain;").CompilerDiagnostics());

    private static UserProject Compile(BuildProperties properties, params string[] sources)
    {
        var project = UserProject.Compile(References.ParseOptions, properties, sources.Select((source, i) => ($"User{i}.cs", source)).ToArray());
        Assert.Empty(project.GeneratorDiagnostics);
        return project;
    }

    /// <summary>A training step, and what is predicted after it.</summary>
    private static List<float> Step(BuildProperties properties, out int width)
    {
        using var loaded = Compile(properties, Network).Load();
        var network = loaded.Create("Net", 7);
        var engine = network.GetType().GetField("_engine", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(network)!;
        width = (int)engine.GetType().GetProperty("VectorBits", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(engine)!;
        var typed = (GradCompile.CompilerServices.NetworkEngine)engine;
        var inputs = Enumerable.Range(0, 37 * 3).Select(i => (float)Math.Sin(i)).ToArray();
        var outputs = new float[37 * 2];
        var loss = typed.Train(inputs, new float[37 * 2]);
        typed.Predict(inputs, outputs);
        return [loss, .. outputs];
    }
}
