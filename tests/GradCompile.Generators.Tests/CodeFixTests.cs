using GradCompile.CodeFixes;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Analyzers;
using GradCompile.Generators.Rules;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GradCompile.Generators.Tests;

/// <summary>The engine of the code fixes: each kind of edit, on attributes written in every way, and nothing else touched.</summary>
public class CodeFixTests
{
    private const string End = "\npublic partial class Net;\n";

    [Fact]
    public void ItServesTheRulesOnNetworksThatCompileAndTheFaultsWhoseFixIsMechanical() => Assert.Equal(
        [FaultIds.UnsuitableType, FaultIds.BadNumber, FaultIds.ShapeMismatch, FaultIds.Duplicate, FaultIds.BadBlock, .. RuleTable.Diagnoses.Select(descriptor => descriptor.Id)],
        new NetworkCodeFixProvider().FixableDiagnosticIds);

    [Fact]
    public void ItDoesNotKnowTheCompiler() => Assert.DoesNotContain(
        typeof(NetworkCodeFixProvider).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("GradCompile", StringComparison.Ordinal));

    [Theory]
    // An argument: by its place, by its parameter's name, as a property, or not at all.
    [InlineData("[Dense(10, Activation.Softmax)]", "[Dense(10)]")]
    [InlineData("[Dense(units: 10, activation: Activation.Softmax)]", "[Dense(units: 10)]")]
    [InlineData("[Dense(10, Activation = Activation.Softmax)]", "[Dense(10)]")]
    [InlineData("[Dense(10, Activation.Softmax, Init = Init.XavierNormal)]", "[Dense(10, Init = Init.XavierNormal)]")]
    [InlineData("[Dense(10, Activation.Softmax, Activation = Activation.Sigmoid, Name = \"out\")]", "[Dense(10, Name = \"out\")]")]
    [InlineData("[Dense(10, /* classes */ Activation = Activation.Softmax, Name = \"out\")]", "[Dense(10, Name = \"out\")]")]
    [InlineData("[Dense(\n    10, // ten\n    Activation.Softmax,\n    Name = \"out\")]", "[Dense(\n    10,\n    Name = \"out\")]")]
    [InlineData("[GradCompile.DenseAttribute(10, GradCompile.Activation.Softmax)]", "[GradCompile.DenseAttribute(10)]")]
    // An attribute: on its own line, beside others, with comments.
    [InlineData("[Dense(10)]\n[Activation(Activation.Softmax)]", "[Dense(10)]")]
    [InlineData("[Dense(10)]\n[Activation(Activation.Softmax)] // to probabilities", "[Dense(10)]\n// to probabilities")]
    [InlineData("[Dense(10), // ten\n    Activation(Activation.Softmax)\n]", "[Dense(10) // ten\n]")]
    [InlineData("[Dense(10)]\n// to probabilities\n[Activation(Activation.Softmax)]", "[Dense(10)]\n// to probabilities")]
    [InlineData("[Dense(10), Activation(Activation.Softmax)]", "[Dense(10)]")]
    [InlineData("[Dense(10)] [Activation(Activation.Softmax)]", "[Dense(10)]")]
    [InlineData("[Dense(10)][Activation(Activation.Softmax)][Dropout(0)]", "[Dense(10)][Dropout(0)]")]
    [InlineData("[Dense(10), Activation(Activation.Softmax), Dropout(0)]", "[Dense(10), Dropout(0)]")]
    [InlineData("[Dense(10),\n Activation(Activation.Softmax),\n Dropout(0)]", "[Dense(10),\n Dropout(0)]")]
    [InlineData("[Dense(10), // sums\n Activation(Activation.Softmax), // to probabilities\n Dropout(0)]", "[Dense(10), // sums\n // to probabilities\n Dropout(0)]")]
    [InlineData("[Dense(10), // sums\n Activation(Activation.Softmax)]", "[Dense(10) // sums\n]")]
    public async Task ActivationsAreRemoved(string before, string after)
    {
        var source = $"using GradCompile;\n\n[Network(20), Dense(8, Activation.ReLU)]\n{before}\n[Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]{End}";
        Assert.Equal(source.Replace(before, after, StringComparison.Ordinal), await Apply(source, "Remove the activation"));
    }

    [Theory]
    [InlineData("[Dense(64)]\n[Dense(10)]", "[Dense(64, Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64, UseBias = false)]\n[Dense(10)]", "[Dense(64, Activation.ReLU, UseBias = false)]\n[Dense(10)]")]
    [InlineData("[Dense(units: 64)]\n[Dense(10)]", "[Dense(units: 64, Activation = Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64, Activation.Identity)]\n[Dense(10)]", "[Dense(64, Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64, activation: Activation.Identity)]\n[Dense(10)]", "[Dense(64, activation: Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64, Activation = Activation.Identity)]\n[Dense(10)]", "[Dense(64, Activation = Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64)] // hidden\n[LayerNorm] // steady\n[Dense(10)]", "[Dense(64)] // hidden\n[LayerNorm] // steady\n[Activation(Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64)] [LayerNorm] [Dense(10)]", "[Dense(64)] [LayerNorm] [Activation(Activation.ReLU)] [Dense(10)]")]
    [InlineData("[Dense(64)][LayerNorm][Dense(10)]", "[Dense(64)][LayerNorm][Activation(Activation.ReLU)][Dense(10)]")]
    [InlineData("[Dense(64), LayerNorm, Dense(10)]", "[Dense(64), LayerNorm, Activation(Activation.ReLU), Dense(10)]")]
    [InlineData("  [Dense(64),\n   LayerNorm, // steady\n   Dense(10)]", "  [Dense(64),\n   LayerNorm, // steady\n   Activation(Activation.ReLU),\n   Dense(10)]")]
    [InlineData("[Dense(64),\n LayerNorm]\n[Dense(10)]", "[Dense(64),\n LayerNorm,\n Activation(Activation.ReLU)]\n[Dense(10)]")]
    [InlineData("[Dense(64)]\n[LayerNormAttribute()]\n[Dense(10)]", "[Dense(64)]\n[LayerNormAttribute()]\n[ActivationAttribute(Activation.ReLU)]\n[Dense(10)]")]
    public async Task ActivationsAreInserted(string before, string after)
    {
        var source = $"using GradCompile;\n\n[Network(20)]\n{before}\n[Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01)]{End}";
        Assert.Equal(source.Replace(before, after, StringComparison.Ordinal), await Apply(source, "Put Activation.ReLU in between"));
        Assert.Equal(
            source.Replace(before, after, StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal),
            await Apply(source.Replace("\n", "\r\n", StringComparison.Ordinal), "Put Activation.ReLU in between"));
    }

    [Theory]
    [InlineData("", "GradCompile.", "GradCompile.Dense(64, GradCompile.Activation.ReLU)")]
    [InlineData("", "global::GradCompile.", "global::GradCompile.Dense(64, GradCompile.Activation.ReLU)")]
    [InlineData("using G = GradCompile;\n", "G.", "G.Dense(64, GradCompile.Activation.ReLU)")]
    [InlineData("using G = GradCompile;\n", "G::", "G::Dense(64, GradCompile.Activation.ReLU)")]
    public async Task NamesBindWithoutAUsing(string top, string prefix, string expected)
    {
        var source = $"{top}[{prefix}Network(20)]\n[{prefix}Dense(64)]\n[{prefix}Dense(10)]{End}";
        Assert.Equal(source.Replace($"{prefix}Dense(64)", expected, StringComparison.Ordinal), await Apply(source, "Put Activation.ReLU in between"));
        var norm = source.Replace($"[{prefix}Dense(64)]\n", $"[{prefix}Dense(64)]\n[{prefix}LayerNorm]\n", StringComparison.Ordinal);
        Assert.Equal(
            norm.Replace("LayerNorm]\n", $"LayerNorm]\n[{prefix}Activation(GradCompile.Activation.ReLU)]\n", StringComparison.Ordinal),
            await Apply(norm, "Put Activation.ReLU in between"));
    }

    [Fact]
    public async Task NamesBindAmongNamesakes()
    {
        const string Source = "using GradCompile;\nusing D = GradCompile.DenseAttribute;\nusing N = GradCompile.LayerNormAttribute;\n\nnamespace Mine\n{\n    enum Activation { None }\n    class GradCompile;\n    class ActivationAttribute : System.Attribute;\n\n    [Network(20)]\n    [D(64)]\n    [Dense(64)]\n    [N]\n    [Dense(10)]\n    public partial class Net;\n}\n";
        var expected = Source
            .Replace("[D(64)]", "[D(64, global::GradCompile.Activation.ReLU)]", StringComparison.Ordinal)
            .Replace("    [N]\n", "    [N]\n    [global::GradCompile.Activation(global::GradCompile.Activation.ReLU)]\n", StringComparison.Ordinal);
        Assert.Equal(expected, await Apply(Source, "Put Activation.ReLU in between"));
    }

    [Theory]
    [InlineData("[Dropout(0.3)]\n[BatchNorm]", "[BatchNorm]\n[Dropout(0.3)]")]
    [InlineData("[Dropout(rate: Rate.Hidden)] // noise\n[BatchNorm] // steady", "// noise\n[BatchNorm] // steady\n[Dropout(rate: Rate.Hidden)]")]
    [InlineData("[Dropout(0.3), BatchNorm]", "[BatchNorm, Dropout(0.3)]")]
    [InlineData("[Dropout(0.3), Activation(Activation.Tanh), BatchNorm]", "[Activation(Activation.Tanh), BatchNorm, Dropout(0.3)]")]
    [InlineData("[Dropout(0.3)] [BatchNorm]", "[BatchNorm] [Dropout(0.3)]")]
    public async Task AnAttributeMovesAsItIsWritten(string before, string after)
    {
        var source = $"using GradCompile;\n\n[Network(20), Dense(8, UseBias = false)]\n{before}\n[Activation(Activation.ReLU), Dense(4)]{End}\nstatic class Rate {{ public const double Hidden = 0.3; }}\n";
        Assert.Equal(source.Replace(before, after, StringComparison.Ordinal), await Apply(source, "Move the dropout behind the batch norm"));
    }

    [Theory]
    [InlineData("[Adam(1e-3), L2(1e-4)]", "[AdamW(1e-3, WeightDecay = 0.0002)]")]
    [InlineData("[AdamAttribute(rate: 1e-3, Beta1 = 0.8)]\n[L2(1e-4)]", "[AdamWAttribute(rate: 1e-3, Beta1 = 0.8, WeightDecay = 0.0002)]")]
    [InlineData("[L2(1e-4)] // small\n[GradCompile.Adam(1e-3)]", "// small\n[GradCompile.AdamW(1e-3, WeightDecay = 0.0002)]")]
    [InlineData("[L2(1e-4), L2(1e-4)]\n[Adam(1e-3)]", "[AdamW(1e-3, WeightDecay = 0.0004)]")]
    public async Task AnAttributeIsRenamed(string before, string after)
    {
        var source = $"using GradCompile;\n\n[Network(20), Dense(8, Activation.ReLU), Dense(4), Loss(Loss.SoftmaxCrossEntropy)]\n{before}{End}";
        Assert.Equal(source.Replace(before, after, StringComparison.Ordinal), await Apply(source, "Use AdamW with WeightDecay"));
    }

    [Fact]
    public async Task ABlockInAnotherFileIsFixedThere()
    {
        const string Network = "using GradCompile;\n[Network(8), Residual<B>, Residual<B>]\npublic partial class Net;\n";
        const string Block = "namespace Mine; public class Other;\n";
        const string Far = "// the block\n[GradCompile.Block, GradCompile.Dense(8, BiasInit = 0.1), GradCompile.BatchNorm, GradCompile.Activation(GradCompile.Activation.ReLU)]\ninternal class B;\n";
        var files = await CodeFixRunner.ApplyAsync([Network, Block, Far], new NetworkAnalyzer(), new NetworkCodeFixProvider(), "Set UseBias = false");
        Assert.Equal([Network, Block, Far.Replace("BiasInit = 0.1", "UseBias = false", StringComparison.Ordinal)], files);
    }

    [Fact]
    public void ABlockOfAnotherAssemblyOrProjectIsReportedAndNotFixed()
    {
        var library = UserProject.Compile("using GradCompile; [Block, Dense(8), BatchNorm, Activation(Activation.ReLU)] public class Far;");
        var markup = Markup.Parse("using GradCompile; [Network(8), {|GRAD3003:Residual<Far>|}, Dense(4)] public partial class Net;");
        foreach (var reference in new[] { library.ToReference(), library.Output.ToMetadataReference() })
        {
            var found = UserProject.Compile(markup.Source).WithReference(reference).AnalyzerDiagnostics(new DeclarationAnalyzer(), new NetworkAnalyzer());
            Assert.Null(markup.Compare(found));
            Assert.Empty(found[0].AdditionalLocations);
            Assert.Empty(found[0].Properties);
        }
    }

    [Theory]
    [InlineData(FixAllScope.Document, true, false)]
    [InlineData(FixAllScope.Project, true, true)]
    [InlineData(FixAllScope.Solution, true, true)]
    public async Task AllOfOneKindAreFixedTogether(FixAllScope scope, bool first, bool second)
    {
        const string One = "using GradCompile;\n[Network(8), Dense(8), Residual<B>, Dense(4, Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy)] public partial class One;\n[Network(8), Residual<B>, Dense(4)] public partial class Two;\n[Network(8), Dense(8), Dense(4)] public partial class Three;\n";
        const string Two = "using GradCompile;\n[Block, Dense(8), BatchNorm, Activation(Activation.ReLU), Dense(8), Dense(8)] public class B;\n[Network(8), Dense(9), Dense(4)] public partial class Four;\n";
        var files = await CodeFixRunner.ApplyAllAsync([One, Two], new NetworkAnalyzer(), new NetworkCodeFixProvider(), "GRAD3001Put Activation.ReLU in between", scope);
        Assert.Equal(first ? One.Replace("Network(8), Dense(8), Dense(4)", "Network(8), Dense(8, Activation.ReLU), Dense(4)", StringComparison.Ordinal) : One, files[0]);
        Assert.Equal(
            second ? Two.Replace("Dense(8), Dense(8)", "Dense(8, Activation.ReLU), Dense(8)", StringComparison.Ordinal).Replace("Dense(9)", "Dense(9, Activation.ReLU)", StringComparison.Ordinal) : Two,
            files[1]);
    }

    [Fact]
    public async Task WhatIsNotFixedIsNotOffered()
    {
        const string Source = "using GradCompile;\n[Network(784), Dense(64, Activation.ReLU, L2 = 1e-4), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;\n";
        Assert.Empty(await CodeFixRunner.OfferedAsync(Source, new NetworkAnalyzer(), new NetworkCodeFixProvider()));
    }

    private static Task<string> Apply(string source, string title) => CodeFixRunner.ApplyAsync(source, new NetworkAnalyzer(), new NetworkCodeFixProvider(), title);
}
