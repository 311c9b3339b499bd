using System.Collections.Immutable;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Tests;

/// <summary>What an editor and a build expect of the analyzer: severities, switches, links, and no work for a keystroke.</summary>
[Collection(nameof(AnalyzerBehaviourTests))]
public class AnalyzerBehaviourTests
{
    private const string Hint = "using GradCompile;\n[Network(20), Dense(8), BatchNorm, Activation(Activation.ReLU), Dense(4)]\npublic partial class Net;\n";

    [Theory]
    [InlineData("Softmax", "MeanSquaredError", DiagnosticSeverity.Warning)]
    [InlineData("Sigmoid", "MeanSquaredError", DiagnosticSeverity.Info)]
    [InlineData("Softmax", "SoftmaxCrossEntropy", DiagnosticSeverity.Error)]
    [InlineData("Tanh", "SoftmaxCrossEntropy", DiagnosticSeverity.Info)]
    public void AMilderCaseIsAHint(string activation, string loss, DiagnosticSeverity severity)
    {
        var found = Assert.Single(Find(Output(activation, loss)));
        Assert.Equal(severity, found.Severity);
        Assert.StartsWith("https://", found.Descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.EndsWith(found.Id + ".md", found.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Suppress, null)]
    public void AnEditorconfigSetsTheSeverity(ReportDiagnostic set, DiagnosticSeverity? expected)
    {
        foreach (var (source, id) in new[] { (Hint, "GRAD3003"), (Output("Sigmoid", "MeanSquaredError"), "GRAD2004"), (Output("Softmax", "SoftmaxCrossEntropy"), "GRAD2002") })
        {
            Assert.Equal(expected is { } severity ? [severity] : [], Find(source, new Severities(id, set)).Select(diagnostic => diagnostic.Severity));
        }
    }

    [Fact]
    public void APragmaSilences()
    {
        var source = Output("Softmax", "MeanSquaredError");
        Assert.NotEmpty(Find(source));
        Assert.Empty(Find(source.Replace("[Network", "#pragma warning disable GRAD2004\n[Network", StringComparison.Ordinal)));
    }

    [Fact]
    public void AKeystrokeElsewhereCostsNeitherCheckNorForecast()
    {
        var source = "using GradCompile;\n[Network(20), Dense(61, Activation.Tanh), Dense(4)]\npublic partial class Keys { int Count() => 1; }\n";
        Find(source);
        var (checks, before) = (Verdicts.Faults.Misses, Verdicts.Diagnoses.Misses);
        Find(source.Replace("=> 1", "=> 12", StringComparison.Ordinal));
        Find("// a comment\n" + source.Replace("Dense(4)", "Dense( 4 )", StringComparison.Ordinal));
        Assert.Equal((checks, before), (Verdicts.Faults.Misses, Verdicts.Diagnoses.Misses));
        Find(source.Replace("Dense(61", "Dense(62", StringComparison.Ordinal));
        Assert.Equal((checks + 1, before + 1), (Verdicts.Faults.Misses, Verdicts.Diagnoses.Misses));
    }

    [Fact]
    public void TheCacheForgetsTheOldest()
    {
        const int Capacity = 64;
        string Source(int i) => $"using GradCompile;\n[Network(5), Dense({1000 + i}, Activation.ReLU), Dense(2)] public partial class Many;\n";
        for (var i = 0; i <= Capacity; i++) Find(Source(i));
        var before = Verdicts.Diagnoses.Misses;
        for (var i = 1; i <= Capacity; i++) Find(Source(i));
        Assert.Equal(before, Verdicts.Diagnoses.Misses);
        Find(Source(0));
        Assert.Equal(before + 1, Verdicts.Diagnoses.Misses);
    }

    [Fact]
    public async Task ManyNetworksAtOnceGetTheSameVerdicts()
    {
        var classes = Enumerable.Range(0, 200).Select(i => $"[Network(20), Dense({8 + (i % 100)}{(i % 3 == 0 ? "" : ", Activation.ReLU")}), Dense(4, Activation.{(i % 2 == 0 ? "Softmax" : "Identity")}), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net{i};");
        var source = "using GradCompile;\n" + string.Join("\n", classes);
        var sequential = Texts(Find(source, concurrent: false));
        Assert.Equal(100 + 67, sequential.Count);
        var concurrent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Texts(Find(source, concurrent: true)))));
        Assert.All(concurrent, texts => Assert.Equal(sequential, texts));

        static List<string> Texts(IEnumerable<Diagnostic> found) => found.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal).ToList();
    }

    private static string Output(string activation, string loss) =>
        $"using GradCompile;\n[Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.{activation}), Loss(Loss.{loss}), Adam(0.001)]\npublic partial class Net;\n";

    private static ImmutableArray<Diagnostic> Find(string source, SyntaxTreeOptionsProvider? editorconfig = null, bool concurrent = true)
    {
        var options = References.EmptyCompilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSyntaxTreeOptionsProvider(editorconfig);
        var tree = CSharpSyntaxTree.ParseText(source, References.ParseOptions, "User0.cs");
        var compilation = References.EmptyCompilation.WithOptions(options).AddSyntaxTrees(tree);
        return new CompilationWithAnalyzers(
                compilation, [new DeclarationAnalyzer(), new NetworkAnalyzer()], new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrent, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>A line <c>dotnet_diagnostic.ID.severity</c> of an <c>.editorconfig</c>.</summary>
    private sealed class Severities(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value) =>
            (value = severity) == severity && diagnosticId == id;

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = default;
            return false;
        }
    }
}

/// <summary>The cache's counters are of the whole process: nothing else runs beside these tests.</summary>
[CollectionDefinition(nameof(AnalyzerBehaviourTests), DisableParallelization = true)]
public class OneAtATime;
