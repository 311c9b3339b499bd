using System.Globalization;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD0006, GRAD0008 and GRAD0009, where a declaration asks for more than a compiler can do: an error, and no crash of the editor.</summary>
public class LimitTests
{
    [Fact]
    public void BlocksNestSixtyFourDeep()
    {
        var source = Nested(64);
        var network = ExaminedSource.Of(source).Network!;
        Assert.Equal(64, network.Model.Layers.Count(layer => layer.Kind.StartsWith("Residual", StringComparison.Ordinal)));
        Assert.DoesNotContain(UserProject.Compile(source).AnalyzerDiagnosticsIn(0), diagnostic => diagnostic.Id.StartsWith("GRAD0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(65)]
    [InlineData(3000)]
    public void DeeperOnesAreAnErrorAtTheFirstThatIsTooDeep(int depth)
    {
        var markup = Markup.Parse(Nested(depth).Replace(
            "Residual<B65>", "{|GRAD0008:Residual<B65>|}", StringComparison.Ordinal));
        var project = UserProject.Compile(markup.Source);
        Assert.Empty(project.GeneratorDiagnostics);
        var found = project.AnalyzerDiagnostics(new DeclarationAnalyzer());
        Assert.Null(markup.Compare(found));
        Assert.Equal(
            "The block B65 is nested in 64 others, but blocks are nested at most 64 deep; put blocks one after the other, or use Repeat.",
            found.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void ANameTooLongForAMethodIsRefused()
    {
        var name = new string('n', 128);
        string Source(int depth) => "using GradCompile;\n" + string.Concat(Enumerable.Range(1, depth).Select(i =>
            $"{(i == 1 ? "[Network(4), " : "[Block, ")}{(i == depth ? $"Dense(4, Name = \"{name}\")" : $"Residual<B{i + 1}>(Name = \"{name}\")")}] public partial class {(i == 1 ? "Net" : $"B{i}")};\n"));
        var deepest = UserProject.Compile(References.ParseOptions, new BuildProperties(("GradCompileVectorWidths", "128")), ("User0.cs", Source(6)));
        Assert.Empty(deepest.CompilerDiagnostics());
        Assert.StartsWith("GRAD0006: The layer's full name, with those of the residual sums around it, has 902 letters", ExaminedSource.Of(Source(7)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void CodeTooLargeIsAnErrorInItsPlace()
    {
        var network = ExaminedSource.Of("using GradCompile;\n[Network(3), Dense(4, Activation.Tanh), Dense(2), Loss(Loss.Huber)] public partial class Net;").Network!.Declaration;
        Assert.True(NetworkCompiler.Compile(network, CompileSettings.Default).Files.Count > 1);
        var file = Assert.Single(NetworkCompiler.Compile(network, CompileSettings.Default with { MostInstructions = 1000 }).Files);
        var error = Assert.Single(UserProject.Compile("public partial class Net;", file.Text).CompilerDiagnostics());
        Assert.Equal("CS1029", error.Id);
        Assert.Contains("GRAD0009 at Net: The network's generated code would be larger than a compiler takes", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void ADeepNetworkOfEqualBlocksIsNotLarge()
    {
        var deep = ExaminedSource.Of("using GradCompile;\n[Network(32), Residual<B>(Repeat = 1000), Dense(3), Loss(Loss.Huber)] public partial class Net; [Block, Dense(32, Activation.ReLU), Dense(32)] public class B;").Network!;
        Assert.Equal(5, NetworkCompiler.Compile(deep.Declaration, CompileSettings.Default).Files.Count);
    }

    [Fact]
    public void AnImpossibleNumberOfDistinctLayersEndsSoon()
    {
        var layers = Enumerable.Range(0, 3000).Select(i => (DeclaredLayer)new DenseLayer(Origin.Class, null, 20 + (int)((long)i * (i % 2 == 0 ? i : 37) % 181), new WeightOptions())).ToEquatableArray();
        var network = ExaminedSource.Of("using GradCompile;\n[Network(4), Dense(2), Loss(Loss.Huber)] public partial class Net;").Network!.Declaration with { Layers = layers };
        Assert.NotNull(NetworkLowering.Lower(network).Model);
        Assert.Contains("GRAD0009", Assert.Single(NetworkCompiler.Compile(network, CompileSettings.Default).Files).Text, StringComparison.Ordinal);
    }

    private static string Nested(int depth) => "using GradCompile;\n[Network(4), Residual<B1>, Dense(2)] public partial class Net;\n"
        + string.Concat(Enumerable.Range(1, depth - 1).Select(i => $"[Block, Dense(4), Residual<B{i + 1}>] public class B{i};\n")) + $"[Block, Dense(4)] public class B{depth};\n";
}
