namespace GradCompile.Package.Tests;

/// <summary>Properties of a user's project reach the compiler through the package's props file.</summary>
public sealed class ProjectPropertyTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string Generated = "<EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles><CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>";

    [Theory]
    [InlineData("Heard", "", "error GRAD0003")]
    [InlineData("Unanalysed", "<RunAnalyzers>false</RunAnalyzers>", "error CS1029: #error: 'GRAD0003 at Net: ")]
    [InlineData("UnanalysedInBuilds", "<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", "error CS1029: #error: 'GRAD0003 at Net: ")]
    [InlineData("Unwarned", "<NoWarn>GRAD0003</NoWarn>", "error GRAD0003")]
    public void AFaultyNetworkFailsTheBuildWithOneError(string name, string properties, string error)
    {
        var folder = package.Consumer(name, "net10.0", properties, "using GradCompile; System.Console.WriteLine(new Net()); [Network(3), Dense(0)] public partial class Net;");
        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Dotnet.Run(folder, "dotnet", "build", "-c", "Release", "--nologo"));
        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
        Assert.Contains("1 Error(s)", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wide", "", "128 256 512")]
    [InlineData("Narrow", "<GradCompileVectorWidths>128;256</GradCompileVectorWidths>", "128 256")]
    public void KernelsAreWrittenForTheWidthsOfTheProject(string name, string property, string widths)
    {
        const string Source = "using GradCompile; System.Console.WriteLine(Net.Info.ParameterCount); [Network(3), Dense(2)] public partial class Net;";
        var folder = package.Consumer(name, "net10.0", property + Generated, Source);
        Assert.Contains("8", Dotnet.Run(folder, "dotnet", "run", "-c", "Release"), StringComparison.Ordinal);
        var files = Directory.GetFiles(Path.Combine(folder, "generated"), "Net.Kernels*.g.cs", SearchOption.AllDirectories);
        Assert.Equal(widths.Split(' ').Select(width => $"Net.Kernels{width}.g.cs"), files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
