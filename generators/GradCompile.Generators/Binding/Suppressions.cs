using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary><c>[SuppressMessage]</c>, the one way in which source can silence an error that is not configurable.</summary>
internal static class Suppressions
{
    private const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";
    private const string FaultPrefix = "GRAD0";

    /// <summary>Whether a fault may go unheard that is reported at one of these classes, which stand in one assembly.</summary>
    public static bool SilenceFaultsOf(IEnumerable<ITypeSymbol> types) => types.Any(type => Around(type).Any(symbol => symbol.GetAttributes().Any(IsOfFault)));

    private static IEnumerable<ISymbol> Around(ITypeSymbol type)
    {
        for (ISymbol? symbol = type; symbol is not null; symbol = symbol.ContainingSymbol) yield return symbol;
    }

    private static bool IsOfFault(AttributeData attribute) =>
        attribute.AttributeClass?.ToDisplayString() == Attribute
        && attribute.ConstructorArguments.Length == 2
        && attribute.ConstructorArguments[1].Value is string id
        && id.TrimStart().StartsWith(FaultPrefix, StringComparison.OrdinalIgnoreCase);
}
