using System.Reflection;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>The generated files as Roslyn, other compilers' settings and other names see them.</summary>
public class GeneratedFileTests
{
    private const string Network = "[Network(4), Dense(5, Activation.GELU), LayerNorm, BatchNorm, Dropout(0.5), Residual<Branch>, Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.1)]";

    [Fact]
    public void NamesThatDifferInCaseAloneGetFilesOfTheirOwn()
    {
        var project = Compile($"using GradCompile; {Network} public partial class Net; {Network} public partial class NET; [Block, Dense(5)] public class Branch;");
        Assert.Equal(project.Generated.Length, project.Generated.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void AFileOfOneNetworkMayBeNamedLikeAnothers()
    {
        // Net.Kernels512.g.cs is a file of both; that a namespace and a class share a name is C#'s to report.
        var project = UserProject.Compile($"using GradCompile; {Network} public partial class Net; [Block, Dense(5)] public class Branch;", $"using GradCompile; namespace Net {{ {Network} public partial class Kernels512; }}");
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.NotEmpty(project.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("Größe")]
    [InlineData("Ⅷ")]
    [InlineData("a\u200Cb")]
    [InlineData("@class")]
    [InlineData("_")]
    [InlineData("PROGRAM")]
    public void AnyNameOfAClassWillDo(string name) =>
        Compile($"using GradCompile; namespace @event.{name}.Ünï; {Network} public partial class {name}; [Block, Dense(5)] public class Branch;");

    [Theory]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.Preview)]
    public void EveryLanguageFromTwelveOnWillDo(LanguageVersion version)
    {
        var options = References.ParseOptions.WithLanguageVersion(version);
        var project = UserProject.Compile(options, $"using GradCompile; {Network} public partial class Net; [Block, Dense(5)] public class Branch;");
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.Empty(project.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("[Network(3), Dense(0), Loss(Loss.Huber)]")]
    [InlineData("[Network(3), Dense(, Loss(Loss.Huber)]")]
    public void ANetworkThatIsNotCompiledLeavesItsUsersInPeace(string attributes)
    {
        const string Use = """
            using System;
            public static class Use
            {
                public static float All(Net net, float[] x, int[] labels)
                {
                    net.Predict(x, x);
                    net.SetTensor("a", x);
                    net.AllowNonFinite = !net.AllowNonFinite;
                    net.LearningRate = net.Evaluate(x, x) + net.Evaluate(x, labels) + net.ComputeGradients(x, labels);
                    net.ApplyGradients();
                    net.Threads = GradCompile_Info(Net.Info);
                    Net.Load("a").Save("b");
                    return new Net(3).Train(x, labels) + new Net().Train(x, x);
                }

                private static int GradCompile_Info(GradCompile.NetworkInfo info) => info.Layers.Count;
            }
            """;
        var project = UserProject.Compile($"using GradCompile; {attributes} public partial class Net;", Use);
        Assert.DoesNotContain(project.CompilerDiagnostics(), diagnostic => diagnostic.Location.SourceTree?.FilePath == "User1.cs" || project.IsInGeneratedText(diagnostic));
    }

    [Fact]
    public void AnEmittedNetworkLoadsAndKnowsItself()
    {
        using var loaded = Compile($"using GradCompile; namespace App; {Network} public partial class Net; [Block, Dense(5)] public class Branch;").Load();
        var network = loaded.Create("App.Net", 7);
        var info = Assert.IsType<NetworkInfo>(network.GetType().GetProperty("Info", BindingFlags.Public | BindingFlags.Static)?.GetValue(null));
        Assert.Equal((4 * 5) + 5 + 10 + 10 + (5 * 5) + 5 + (5 * 2) + 2, info.ParameterCount);
    }

    private static UserProject Compile(string source)
    {
        var project = UserProject.Compile(source);
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.Empty(project.AnalyzerDiagnostics(new DeclarationAnalyzer()));
        Assert.Empty(project.CompilerDiagnostics());
        return project;
    }
}
