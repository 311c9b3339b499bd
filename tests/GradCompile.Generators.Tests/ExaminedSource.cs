using GradCompile.Compiler.Diagnoses;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>The network <c>Net</c> of a source file, bound and lowered without the analyzers.</summary>
/// <param name="Error">Why it does not compile, or null.</param>
/// <param name="Network">To be examined, where it compiles.</param>
internal sealed record ExaminedSource(string? Error, NetworkUnderExamination? Network)
{
    public static ExaminedSource Of(string source)
    {
        var compilation = References.EmptyCompilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, References.ParseOptions, "User0.cs"));
        if (compilation.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error) is { } error) return new(error.ToString(), null);
        var bound = NetworkBinding.Bind(compilation.GetTypeByMetadataName("Net")!, compilation, CancellationToken.None);
        if (bound is null || !bound.IsComplete) return new("It cannot be bound.", null);
        if (bound.Fault is { } fault) return new($"{fault.Id}: {fault.Message}", null);
        var (model, refusal) = NetworkLowering.Lower(bound.Network);
        return model is null ? new($"{refusal!.Id}: {refusal.Message}", null) : new(null, new NetworkUnderExamination(model));
    }
}
