using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Diagnoses.Report;

/// <summary>The analyzers on source, without the generator.</summary>
internal static class Diagnoser
{
    public static IReadOnlyList<Diagnostic> Diagnose(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, References.ParseOptions, "User0.cs");
        var compilation = References.EmptyCompilation.WithOptions(References.EmptyCompilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).AddSyntaxTrees(tree);
        return compilation.WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }
}
