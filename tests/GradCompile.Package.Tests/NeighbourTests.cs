using System.Text.Json;

namespace GradCompile.Package.Tests;

/// <summary>The package beside the packages that a program with networks is likely to have. What they depend on must go together with no warning.</summary>
public sealed class NeighbourTests(PackedPackage package)
{
    /// <summary>Each of them is restored as released; Microsoft.Extensions.AI needs System.Numerics.Tensors 10.0.13 or later.</summary>
    private const string Neighbours = """
        <PackageReference Include="Microsoft.Extensions.AI" Version="10.11.0" />
        <PackageReference Include="Microsoft.ML" Version="5.0.1" />
        <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="1.31.1" />
        <PackageReference Include="Microsoft.ML.Tokenizers" Version="2.0.1" />
        <PackageReference Include="Microsoft.Data.Analysis" Version="0.23.1" />
        <PackageReference Include="Microsoft.SemanticKernel.Core" Version="1.82.0" />
        <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.15" />
        <PackageReference Include="MathNet.Numerics" Version="5.0.0" />
        <PackageReference Include="CsvHelper" Version="34.0.0" />
        <PackageReference Include="Spectre.Console" Version="0.57.2" />
        """;

    private const string Strict = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>";

    /// <summary>A network beside a type of Microsoft.Extensions.AI; the tensor span is one of the later System.Numerics.Tensors.</summary>
    private const string Program = """
        using System.Numerics.Tensors;
        using GradCompile;
        using Microsoft.Extensions.AI;

        var embedding = new Embedding<float>(new float[] { 1, 2, 3, 4 });
        var direct = new float[2];
        var byTensor = new float[2];
        var network = new Net(seed: 1);
        network.Predict(embedding.Vector.Span, direct);
        network.Predict(new ReadOnlyTensorSpan<float>(embedding.Vector.ToArray(), [1, 4]), new TensorSpan<float>(byTensor, [1, 2]));
        Console.WriteLine(direct[0] != 0 && direct.SequenceEqual(byTensor) ? "same" : "other");
        Console.WriteLine(typeof(TensorPrimitives).Assembly.GetName().Version!.Major);

        [Network(4), Dense(8, Activation.ReLU), Dense(2)]
        public partial class Net;
        """;

    [Fact]
    public void ItRestoresBesideTheTenLikeliestNeighboursWithoutAWarning()
    {
        var fallback = RestoreNeighboursAlone();
        var properties = $"<TargetFrameworks>net10.0;net9.0</TargetFrameworks>{Strict}{fallback}";
        var beside = package.Project("Beside/Beside.csproj", properties, Neighbours + PackedPackage.Reference);
        Dotnet.Run(beside, "dotnet", "restore", "--nologo");
        Assert.Contains("\"GradCompile/", File.ReadAllText(Path.Combine(beside, "obj", "project.assets.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void ItRunsWithALaterSystemNumericsTensors()
    {
        var fallback = RestoreNeighboursAlone();
        var properties = $"<OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings>{Strict}{fallback}";
        const string Later = """
            <PackageReference Include="Microsoft.Extensions.AI" Version="10.11.0" />
            <PackageReference Include="System.Numerics.Tensors" Version="11.0.0" />
            """;
        var raised = package.Project("Raised/Raised.csproj", properties, Later + PackedPackage.Reference, ("Program.cs", Program));
        Assert.Equal("same\n11\n", Dotnet.Run(raised, "dotnet", "run", "-c", "Release").ReplaceLineEndings("\n"));
    }

    /// <summary>
    /// Restores the neighbours by themselves into the machine's own cache, as several hundred megabytes are not to be fetched for every run, and hands back
    /// the property that names that cache. Where no feed can be reached, nothing can be said of neighbours, and the test is skipped with that reason.
    /// </summary>
    private string RestoreNeighboursAlone()
    {
        lock (Neighbours)
        {
            var properties = $"<TargetFrameworks>net10.0;net9.0</TargetFrameworks>{Strict}<RestorePackagesPath></RestorePackagesPath>";
            var alone = package.Project("Alone/Alone.csproj", properties, Neighbours);
            var (exit, output) = Dotnet.Try(alone, "dotnet", "restore", "--nologo");
            var unreachable = exit != 0 && output.Contains("NU1301", StringComparison.Ordinal);
            Assert.SkipWhen(unreachable, $"No package feed could be reached, so the neighbours could not be restored: {output}");
            Assert.True(exit == 0, $"The neighbours do not restore by themselves, without GradCompile:\n{output}");
            using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(alone, "obj", "project.assets.json")));
            return $"<RestoreFallbackFolders>{assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name}</RestoreFallbackFolders>";
        }
    }
}
