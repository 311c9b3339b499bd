using System.Collections.Immutable;
using GradCompile.Generators.Binding;
using GradCompile.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Analyzers;

/// <summary>Reports the first reason why a declaration cannot be compiled: exactly one error for each faulty class.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.Declarations.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // A network in a file that says it is generated, or in hidden lines, is compiled like any other, and its fault is as real.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.NetworkMetadataName) is not null)
                start.RegisterSymbolAction(Check, SymbolKind.NamedType);
        });
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (NetworkBinding.FindFault(type, context.Compilation, Verdicts.Faults.Of, context.CancellationToken) is not { } fault) return;
        context.ReportDiagnostic(Reports.Create(
            type, fault.Id, fault.Message, fault.Origin, RuleTable.Of(fault.Id).DefaultSeverity, fault.Fixes, context.Compilation, context.CancellationToken));
    }
}
