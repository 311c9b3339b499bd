using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
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
        foreach (var diagnosis in Verdicts.Diagnoses.Of(bound.Network)) context.ReportDiagnostic(Of(diagnosis));

        Diagnostic Of(Diagnosis diagnosis)
        {
            // A block of another assembly cannot be edited from here.
            var mends = diagnosis.Mends.Where(mend => MendProperties.Targets(new(mend)).All(target => Own(target) is not null)).ToEquatableArray();
            return Diagnostic.Create(
                RuleTable.Of(diagnosis.Id),
                FaultLocations.Find(type, diagnosis.Origin, context.Compilation, context.CancellationToken),
                diagnosis.IsError ? DiagnosticSeverity.Error : diagnosis.IsHint ? DiagnosticSeverity.Info : RuleTable.Of(diagnosis.Id).DefaultSeverity,
                MendProperties.Targets(mends).Select(target => Own(target)!),
                MendProperties.Write(mends),
                diagnosis.Message);
        }

        Location? Own(Origin target) => FaultLocations.FindOwn(type, target, context.Compilation, context.CancellationToken);
    }
}
