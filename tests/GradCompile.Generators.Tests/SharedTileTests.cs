using System.Text.RegularExpressions;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>Register tiles stand once a project: what two networks share, what tells tiles apart, and where there are none.</summary>
public partial class SharedTileTests
{
    private const string End = "Dense(1), Loss(Loss.MeanSquaredError), Sgd(0.1)]";

    [Fact]
    public void NetworksOfOneKindShareThemWhateverTheirSizes()
    {
        var one = UserProject.Compile($"using GradCompile; [Network(10), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), {End} public partial class A;");
        var two = UserProject.Compile(
            $"using GradCompile; [Network(10), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), {End} public partial class A; [Network(30), Dense(128, Activation.ReLU), Dense(64, Activation.ReLU), {End} public partial class B;");
        Assert.Empty(two.CompilerDiagnostics());
        foreach (var bits in new[] { 512, 256, 128 })
        {
            var (few, more) = (Tiles(one, bits), Tiles(two, bits));
            Assert.Equal(more.Distinct(), more);
            Assert.Subset(more.ToHashSet(), few.ToHashSet());

            // Of the second network's only those of a weight's gradient are new, which are as tall as the number of its inputs asks for, and the sums of so many columns.
            Assert.All(more.Except(few), tile => Assert.Matches("^(WeightGradient|SumRows)", tile));
        }
    }

    [Fact]
    public void WhatItsNameDoesNotSayATileDoesNotDo()
    {
        var project = UserProject.Compile(
            $"using GradCompile; [Network(10), Dense(64, Activation.LeakyReLU), Dense(64, Activation.LeakyReLU, Alpha = 0.2), Dense(64, UseBias = false), Dense(64, Activation.GELU), {End} public partial class A;");
        Assert.Empty(project.CompilerDiagnostics());
        var tiles = Tiles(project, 512);
        Assert.Contains(tiles, tile => tile.StartsWith("DenseLeakyReLU0_01AndSum6x", StringComparison.Ordinal));
        Assert.Contains(tiles, tile => tile.StartsWith("DenseLeakyReLU0_2AndSum6x", StringComparison.Ordinal));
        Assert.Contains(tiles, tile => tile.StartsWith("DenseWithoutBias6x", StringComparison.Ordinal));
        Assert.Contains(tiles, tile => tile.StartsWith("InputGradientOfGELU6x", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutMatrixProductsThereAreNone()
    {
        var project = UserProject.Compile("using GradCompile; [Network(6), BatchNorm] public partial class A;");
        Assert.Empty(project.CompilerDiagnostics());
        Assert.DoesNotContain(project.Generated, file => file.HintName.StartsWith("GradCompile-Tiles", StringComparison.Ordinal));
    }

    /// <summary>A project that sees the internals of another with networks has tiles of the same name twice: its own are meant, without a word.</summary>
    [Fact]
    public void AProjectThatSeesAnothersInternalsUsesItsOwn()
    {
        const string Network = "[Network(10), Dense(64, Activation.ReLU), " + End;
        var library = UserProject.Compile($"using GradCompile; [assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{References.EmptyCompilation.AssemblyName}\")] {Network} public partial class A;");
        var project = UserProject.Compile($"using GradCompile; {Network} public partial class B;").WithReference(library.ToReference());
        Assert.Empty(project.CompilerDiagnostics());
    }

    private static List<string> Tiles(UserProject project, int bits) =>
        [.. Method().Matches(project.Generated.Single(file => file.HintName == $"GradCompile-Tiles{bits}.g.cs").SourceText.ToString()).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"internal static void (\w+)\(")]
    private static partial Regex Method();
}
