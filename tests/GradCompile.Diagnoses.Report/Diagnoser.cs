using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Analyzers;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Diagnoses.Report;

/// <summary>The analyzers on source, without the generator.</summary>
internal static class Diagnoser
{
    public static IReadOnlyList<Diagnostic> Diagnose(string source) =>
        Compile(source).WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>The forecast of one class, or null.</summary>
    public static NetworkForecast? Forecast(string source, string type)
    {
        var compilation = Compile(source);
        var bound = NetworkBinding.Bind(compilation.GetTypeByMetadataName(type)!, compilation, CancellationToken.None);
        return NetworkLowering.Lower(bound!.Network).Model is { } model ? Forecaster.Forecast(model) : null;
    }

    /// <summary>The rate that the forecast suggests to one class, or null.</summary>
    public static double? SuggestedRate(string source, string type)
    {
        var compilation = Compile(source);
        var bound = NetworkBinding.Bind(compilation.GetTypeByMetadataName(type)!, compilation, CancellationToken.None);
        return NetworkLowering.Lower(bound!.Network).Model is { Loss: not null } model && Forecaster.Forecast(model) is { } forecast ? Compiler.Diagnoses.Gradients.SuggestedRate.Of(new(model, forecast)) : null;
    }

    public static CSharpCompilation Compile(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source, References.ParseOptions, "User0.cs");
        return References.EmptyCompilation.WithOptions(References.EmptyCompilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).AddSyntaxTrees(tree);
    }
}
