using System.Collections.Immutable;
using System.Linq;
using GradCompile.Compiler.Diagnoses;
using GradCompile.Generators.Binding;
using GradCompile.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Analyzers;

/// <summary>Reports what the rules find in a network that compiles: gradients, output and loss, structure and settings.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = RuleTable.Diagnoses.ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.NetworkMetadataName) is not null)
                start.RegisterSymbolAction(Check, SymbolKind.NamedType);
        });
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!type.GetAttributes().Any(attribute => AttributeNames.Of(attribute) == AttributeNames.Network)) return;
        if (NetworkBinding.Bind(type, context.Compilation, context.CancellationToken) is not { IsComplete: true, Fault: null } bound) return;
        foreach (var diagnosis in Verdicts.Diagnoses.Of(bound.Network))
        {
            context.ReportDiagnostic(Reports.Create(
                type, diagnosis.Id, diagnosis.Message, diagnosis.Origin, SeverityOf(diagnosis), diagnosis.Fixes, context.Compilation, context.CancellationToken));
        }
    }

    private static DiagnosticSeverity SeverityOf(Diagnosis diagnosis) => diagnosis switch
    {
        { IsError: true } => DiagnosticSeverity.Error,
        { IsHint: true } => DiagnosticSeverity.Info,
        _ => RuleTable.Of(diagnosis.Id).DefaultSeverity,
    };
}
