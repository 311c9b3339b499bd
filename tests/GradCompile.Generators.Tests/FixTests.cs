using System.Collections.Immutable;
using System.Composition;
using System.Runtime.CompilerServices;
using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.Generators.Rules;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Tests;

/// <summary>Every fix of every rule: applied, its diagnostic is gone, none has come in its place, and the text compiles.</summary>
public class FixTests
{
    private const string Classes = "Dense(10), Loss(Loss.SoftmaxCrossEntropy)";

    public static TheoryData<string> Pages => new(RuleTable.Diagnoses.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Pages))]
    public Task EveryFixOfAPagesExampleHelps(string id)
    {
        var page = File.ReadAllText(Path.Combine(Root(), "generators", "rules", id + ".md"));
        return FixesHelp(page.Split("```csharp\n")[1].Split("```")[0], id);
    }

    [Theory]
    [InlineData("GRAD1001", "Network(100), Dense(64), Activation(Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), " + Classes + ", Sgd(0.1)")]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 0.1), Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 0.1), Dense(64, Activation.Sigmoid), Dense(64, Activation = Activation.Sigmoid), Dense(64), Activation(Activation.Sigmoid), " + Classes + ", Sgd(0.1)")]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), " + Classes + ", AdamW(0.001)")]
    [InlineData("GRAD1001", "Network(100), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), Dense(64, Activation.Tanh), Dropout(0.5), " + Classes + ", Adam(0.001)")]
    [InlineData("GRAD1002", "Network(100), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1), Dense(64, Activation.ReLU, Init = Init.Normal, InitScale = 1), " + Classes + ", Sgd(0.01)")]
    [InlineData("GRAD1003", "Network(100), Dense(64, Activation.Tanh, BiasInit = 6), Dense(64, Activation.Sigmoid, BiasInit = -7, BiasStd = 0.1), " + Classes + ", Sgd(0.1)")]
    [InlineData("GRAD1003", "Network(100), Dense(64, Activation.Tanh, Init = Init.Uniform, InitScale = 2), " + Classes + ", Adam(0.001)")]
    [InlineData("GRAD1004", "Network(10), Dense(3, Activation.ReLU), Dense(3, Activation.ReLU), Dense(3), Activation(Activation.ReLU), Dense(3, Activation.ReLU), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD1005", "Network(10), Dense(30, Activation.Tanh, Init = Init.Constant, InitScale = 0.01), Dense(30, Activation.ReLU, Init = Init.Zeros), Dense(2), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD1006", "Network(784), Dense(128, Activation.ReLU), Dense(10, Init = Init.HeUniform, InitScale = 9), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD1009", "Network(100), Dense(64, Activation.SELU, Init = Init.Normal, InitScale = 0.5), Dense(64, Activation.SELU, Init = Init.HeUniform), " + Classes + ", Sgd(0.01)")]
    [InlineData("GRAD1010", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", Sgd(0.1), ClipNorm(threshold: 1000)")]
    [InlineData("GRAD1011", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", Sgd(0.1), ClipAdaptive(1e-6)")]
    [InlineData("GRAD1012", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", Sgd(20, Momentum = 0.9)")]
    [InlineData("GRAD1012", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", RmsProp(rate: 0.5, Decay = 0.9)")]
    [InlineData("GRAD1013", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", RmsProp(0.001, Epsilon = 10)")]
    [InlineData("GRAD1014", "Network(100), Dense(64, Activation.ReLU), " + Classes + ", Adam(0.001), ElasticNet(1, 0.5)")]
    [InlineData("GRAD2001", "Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Softmax)")]
    [InlineData("GRAD2001", "Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Softmax), Dense(4), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2001", "Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Softmax), Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.ReLU), Dropout(0.1), Activation(Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softsign), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(2, Activation.Softmax), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(2, Activation.Sigmoid), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3001", "Network(3, 16, 16), Conv2D(32, 3, Padding = 1), MaxPool(2), Conv2D(32, 3), BatchNorm, Conv2D(32, 3, Activation.ReLU), Flatten, " + Classes)]
    [InlineData("GRAD2003", "Network(20), Dense(8, Activation.ReLU), Dense(1), Activation(Activation.Sigmoid), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2003", "Network(20), Dense(8, Activation.ReLU), Dense(1, Activation = Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2004", "Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Sigmoid), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2004", "Network(20), Dense(8, Activation.ReLU), Dense(4), Activation(Activation.Softmax), Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData("GRAD2005", "Network(20), Dense(8), Activation(Activation.Softmax), Dense(8, Activation.Softmax), Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD3001", "Network(20), Dense(32), Dense(32, Init = Init.XavierNormal), LayerNorm, Dropout(0.1), Dense(32, Activation.Identity, UseBias = false), BatchNorm, " + Classes)]
    [InlineData("GRAD3002", "Network(20), Dense(32, Activation.LeakyReLU, Alpha = 0.2), Activation(Activation.Tanh), Activation(Activation.ReLU), Dense(8), Activation(Activation.ReLU), Dropout(0.1), Activation(Activation.ELU, Alpha = 0.5), " + Classes)]
    [InlineData("GRAD3003", "Network(20), Dense(32, BiasInit = 0.1, BiasStd = 0.1), BatchNorm, Activation(Activation.ReLU), Dense(32, UseBias = true), BatchNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("GRAD3004", "Network(20), Dense(32, Activation.ReLU), Dropout(0.1), BatchNorm, Dense(32), Dropout(0.1), Activation(Activation.ReLU), BatchNorm, " + Classes)]
    [InlineData("GRAD3005", "Network(20), Dense(32, Activation.ReLU), " + Classes + ", Adam(0.001, Epsilon = 1e-7), L2(1e-5), ElasticNet(1e-5, 0)")]
    [InlineData("GRAD3006", "Network(20), Dense(32, Activation.ReLU), Dropout(0.6), Dense(32, Activation.ReLU), Dropout(0.8), " + Classes)]
    [InlineData("GRAD1015", "Network(8), Dense(1), LayerNorm, Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD1015", "Network(8), Dense(32, UseBias = false), BatchNorm(ScaleInit = 0, Name = \"norm\"), Dropout(0.1), Activation(Activation.ReLU), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD2002", "Network(20), Dense(8, Activation.ReLU), Dense(1), Activation(Activation.ELU, Alpha = 0.2), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2004", "Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2004", "Network(20), Dense(8, Activation.ReLU), Dense(1), Activation(Activation.LeakyReLU, Alpha = 0), Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("GRAD2006", "Network(20), Dense(8, Activation.ReLU), Dropout(0.1), Dense(1), Dropout(0.2), Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("GRAD2006", "Network(20), Dense(1), Dropout(0.2), Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("GRAD3006", "Network(32), Dense(64, Activation.ReLU), Dropout(0.99), Dense(3), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    [InlineData("GRAD3004", "Network(20), Dense(32), Dropout(0.1), Dropout(0.2), BatchNorm, Activation(Activation.ReLU), " + Classes)]
    [InlineData("GRAD2001", "Network(1), Activation(Activation.Softmax), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(10), Activation(Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2002", "Network(10), Dropout(0.1), Activation(Activation.ReLU), Activation(Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("GRAD2004", "Network(10), Activation(Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD3007", "Network(20, BatchSize = 2), Dense(64, UseBias = false), BatchNorm(ScaleInit = 0.5), Activation(Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("GRAD3008", "Network(32, 32, 4, BatchSize = 16), MaxPool(1), Conv2D(8, 1, Activation.ReLU), Flatten, Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    public Task EveryFixHelps(string id, string attributes) => FixesHelp($"using GradCompile;\n\n[{attributes}]\npublic partial class Net;\n", id, isOffered: true);

    [Theory]
    [InlineData("Network(20), Dense(8), Residual<B>", "[Block, Dense(4, Activation.ReLU), Dense(1)] public class B;")]
    [InlineData("Network(20), Dense(1), Residual<B>", "[Block, Dense(4, Activation.ReLU), Dense(1)] public class B;")]
    [InlineData("Network(20), Dense(1), Residual<B>", "[Block, Activation(Activation.ReLU)] public class B;")]
    public async Task TwoOutputsAreOfferedWhereTheyAreDecided(string layers, string block)
    {
        var source = $"using GradCompile;\n\n[{layers}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]\npublic partial class Net;\n\n{block}\n";
        Assert.Contains("Use two outputs", await CodeFixRunner.OfferedAsync(source, new NetworkAnalyzer(), new Only("GRAD2003")));
        await FixesHelp(source, "GRAD2003", isOffered: true);
    }

    private static async Task FixesHelp(string source, string id, bool isOffered = false)
    {
        var before = Found(source).Where(diagnostic => diagnostic.StartsWith("GRAD", StringComparison.Ordinal)).ToList();
        Assert.Contains(id, before);
        var only = new Only(id);
        var titles = await CodeFixRunner.OfferedAsync(source, new NetworkAnalyzer(), only);
        if (isOffered) Assert.NotEmpty(titles);
        Assert.Equal(titles.Distinct(), titles);
        foreach (var title in titles)
        {
            var changed = await CodeFixRunner.ApplyAsync(source, new NetworkAnalyzer(), only, title);
            Assert.NotEqual(source, changed);
            var after = Found(changed);
            Assert.DoesNotContain(id, after);
            Assert.True(after.All(before.Contains), $"'{title}' of {id} brought {string.Join(", ", after)}:\n{changed}");
        }
    }

    /// <summary>What our analyzers and C# find, less what C# cannot know without the generated half.</summary>
    private static List<string> Found(string source)
    {
        var compilation = References.EmptyCompilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, References.ParseOptions, "User0.cs"));
        return compilation.WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult()
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden).Select(diagnostic => diagnostic.Id).Distinct().ToList();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    /// <summary>The provider, for the diagnostics of one rule.</summary>
    [ExportCodeFixProvider(LanguageNames.CSharp), Shared]
    private sealed class Only(string id) : CodeFixProvider
    {
        private readonly NetworkCodeFixProvider _fixes = new();

        public override ImmutableArray<string> FixableDiagnosticIds => [id];

        public override FixAllProvider? GetFixAllProvider() => _fixes.GetFixAllProvider();

        public override Task RegisterCodeFixesAsync(CodeFixContext context) => _fixes.RegisterCodeFixesAsync(context);
    }
}
