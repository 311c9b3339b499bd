using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GradCompile.Compiler;
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
        foreach (var diagnosis in DiagnosisCache.Diagnose(bound.Network)) context.ReportDiagnostic(Of(diagnosis));

        Diagnostic Of(Diagnosis diagnosis) => Diagnostic.Create(
            RuleTable.Of(diagnosis.Id),
            FaultLocations.Find(type, diagnosis.Origin, context.CancellationToken),
            diagnosis.IsHint ? DiagnosticSeverity.Info : RuleTable.Of(diagnosis.Id).DefaultSeverity,
            MendProperties.Targets(diagnosis.Mends).Select(target => FaultLocations.Find(type, target, context.CancellationToken)),
            MendProperties.Write(diagnosis.Mends),
            diagnosis.Message);
    }
}
