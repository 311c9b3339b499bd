using System.Globalization;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Tests;

/// <summary>What every test of the rules on networks that compile asks. The generator does not run: the rules do not read its text.</summary>
internal static class NetworkCheck
{
    private const string Using = "using GradCompile;\n";

    /// <summary>The analyzers say exactly what is marked, but for rules on other matters.</summary>
    public static void Check(string marked, string rules = "GRAD1")
    {
        var markup = Markup.Parse(Using + marked);
        if (markup.Compare(Diagnostics(markup.Source[Using.Length..], rules)) is { } difference) Assert.Fail(difference);
    }

    /// <summary>What is found in a network of these attributes.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(string attributes, string rules = "GRAD1") => Diagnostics($"[{attributes}] public partial class Net;", rules);

    /// <summary>The one message, in the invariant culture.</summary>
    public static string Message(string attributes) => Assert.Single(Diagnose(attributes)).GetMessage(CultureInfo.InvariantCulture);

    /// <summary>The same layers several times over, as attributes.</summary>
    public static string Times(int count, string layers) => string.Join(", ", Enumerable.Repeat(layers, count));

    /// <summary>The one finding's severity as it is in a build that does not make warnings errors.</summary>
    public static DiagnosticSeverity Severity(string attributes, string rules = "GRAD1")
    {
        var tree = CSharpSyntaxTree.ParseText($"{Using}[{attributes}] public partial class Net;", References.ParseOptions, "User0.cs");
        var empty = References.EmptyCompilation;
        return Assert.Single(
            empty.WithOptions(empty.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).AddSyntaxTrees(tree)
                .WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult(),
            diagnostic => diagnostic.Id.StartsWith(rules, StringComparison.Ordinal)).Severity;
    }

    /// <summary>What the rules of these ids find; a declaration at fault, or an analyzer that fails, is reported whatever the ids.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(string source, string rules)
    {
        var tree = CSharpSyntaxTree.ParseText(Using + source, References.ParseOptions, "User0.cs");
        var found = References.EmptyCompilation.AddSyntaxTrees(tree)
            .WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. found.Where(diagnostic => diagnostic.Id.StartsWith(rules, StringComparison.Ordinal) || diagnostic.Id.StartsWith("GRAD0", StringComparison.Ordinal) || !diagnostic.Id.StartsWith("GRAD", StringComparison.Ordinal))];
    }
}
