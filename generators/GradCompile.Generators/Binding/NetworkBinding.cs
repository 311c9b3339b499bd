using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>What binding found on one class: only data, compared by value.</summary>
/// <param name="Network">The declaration.</param>
/// <param name="IsComplete">Whether C# understood all its attributes. If not, C# reports it and we stay silent.</param>
/// <param name="CanCarryMembers">Whether a generated half of the class would compile at all.</param>
/// <param name="Fault">What only Roslyn can see; the compiler's own verdict comes after it.</param>
/// <param name="IsSilenced">Whether its source keeps an analyzer's error from being heard.</param>
public sealed record BoundNetwork(DeclaredNetwork Network, bool IsComplete, bool CanCarryMembers, Fault? Fault, bool IsSilenced);

/// <summary>Symbols to data. Only reads; never throws, whatever is typed.</summary>
internal static class NetworkBinding
{
    /// <summary>The network that <paramref name="type"/> declares, or null for an enum, a name that is half-typed or a private class of a namespace: C# reports them.</summary>
    public static BoundNetwork? Bind(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || !HasName(type) || !CanBeNamed(type)) return null;
        var blocks = BlockBinding.Reach(type);
        var unsuitable = TypeFaults.Find(type, compilation, cancellation) ?? MemberFaults.Find(type, compilation, cancellation);
        return new BoundNetwork(
            Read(type, blocks),
            IsComplete(type) && blocks.All(block => IsComplete(block.Type)),
            CanCarryMembers: unsuitable is null,
            unsuitable ?? PlacementFaults.OnNetwork(type, cancellation),
            Suppressions.SilenceFaultsOf(blocks.Select(block => (ITypeSymbol)block.Type).Prepend(type)));
    }

    /// <summary>
    /// The fault of a class, or null: of a network, of a block, or of a class with attributes that belong on either.
    /// </summary>
    /// <param name="check">The compiler's own verdict on a declaration that C# and the binding find no fault with.</param>
    public static Fault? FindFault(INamedTypeSymbol type, Compilation compilation, Func<DeclaredNetwork, Fault?> check, CancellationToken cancellation)
    {
        if (!type.GetAttributes().Any(attribute => AttributeNames.Of(attribute) == AttributeNames.Network))
            return IsComplete(type) ? PlacementFaults.OnOther(type, cancellation) : null;
        if (Bind(type, compilation, cancellation) is not { IsComplete: true } bound) return null;
        return bound.Fault ?? check(bound.Network);
    }

    private static bool IsComplete(ITypeSymbol type) =>
        type.TypeKind != TypeKind.Error
        && type.GetAttributes().All(attribute =>
            AttributeNames.Of(attribute) is null ? attribute.AttributeClass?.TypeKind != TypeKind.Error : AttributeArguments.IsComplete(attribute));

    private static DeclaredNetwork Read(INamedTypeSymbol type, IReadOnlyList<ReachedBlock> blocks) => new(
        new DeclaredType(
            Name(type.ContainingNamespace),
            type.Name,
            type.DeclaredAccessibility == Accessibility.Public,
            type.IsSealed),
        Input(type),
        LayerBinding.Read(type, "").ToEquatableArray(),
        blocks.Select(BlockBinding.Read).ToEquatableArray(),
        TrainingBinding.ReadLosses(type),
        TrainingBinding.ReadOptimizers(type),
        TrainingBinding.ReadPenalties(type),
        TrainingBinding.ReadClips(type));

    private static bool HasName(INamespaceOrTypeSymbol symbol) =>
        symbol is INamespaceSymbol { IsGlobalNamespace: true } || (symbol.Name.Length > 0 && HasName(symbol.ContainingNamespace));

    private static bool CanBeNamed(INamedTypeSymbol type) =>
        type.ContainingType is not null || type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal;

    // As the compiler takes it: with dots and without @, which ToDisplayString would write before keywords.
    private static string Name(INamespaceSymbol? space)
    {
        if (space is null or { IsGlobalNamespace: true }) return "";
        var outer = Name(space.ContainingNamespace);
        return outer.Length == 0 ? space.Name : outer + "." + space.Name;
    }

    private static DeclaredInput Input(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (AttributeNames.Of(attributes[i]) != AttributeNames.Network) continue;
            var arguments = new AttributeArguments(attributes[i], new Origin("", i));
            return new DeclaredInput(
                arguments.Ints(0).ToEquatableArray(),
                arguments.Double("InputMean", 0),
                arguments.Double("InputStd", 1),
                arguments.Int("BatchSize", 64),
                arguments.Origin,
                arguments.Int("TrainingSteps", DeclaredInput.DefaultTrainingSteps),
                arguments.Has("InputMean") || arguments.Has("InputStd"));
        }

        return new DeclaredInput(EquatableArray<int>.Empty, 0, 1, 64, Origin.Class);
    }
}
