using System.Linq;
using System.Threading;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Rules;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Analyzers;

/// <summary>What the compiler found in a class, as a diagnostic with its fixes.</summary>
internal static class Reports
{
    public static Diagnostic Create(
        INamedTypeSymbol type, string id, string message, Origin origin, DiagnosticSeverity severity, EquatableArray<Fix> fixes, Compilation compilation, CancellationToken cancellation)
    {
        // A block of another assembly cannot be edited from here.
        var possible = fixes.Where(fix => FixProperties.Targets(new(fix)).All(target => Own(target) is not null)).ToEquatableArray();
        return Diagnostic.Create(
            RuleTable.Of(id),
            FaultLocations.Find(type, origin, compilation, cancellation),
            severity,
            FixProperties.Targets(possible).Select(target => Own(target)!),
            FixProperties.Write(possible),
            message);

        Location? Own(Origin target) => FaultLocations.FindOwn(type, target, compilation, cancellation);
    }
}
