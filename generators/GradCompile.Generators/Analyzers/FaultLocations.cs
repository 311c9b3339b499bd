using System.Linq;
using System.Threading;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Binding;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Analyzers;

/// <summary>From an origin, which is data, back to the text the user wrote.</summary>
internal static class FaultLocations
{
    public static Location Find(INamedTypeSymbol type, Origin origin, Compilation compilation, CancellationToken cancellation)
    {
        var blocks = BlockBinding.Reach(type);

        // A block in another assembly has no text here: the residual attribute that leads to it stands for it.
        while (origin.Type.Length > 0)
        {
            if (blocks.FirstOrDefault(candidate => candidate.Key == origin.Type) is not { Key: not null } block) return OfClass(type);
            if (OfAttribute(block.Type, origin.Attribute, compilation, cancellation) is { } written) return written;
            origin = block.Reached;
        }

        return OfAttribute(type, origin.Attribute, compilation, cancellation) ?? OfClass(type);
    }

    /// <summary>The attribute itself; null where it stands in another assembly, and so cannot be edited from here.</summary>
    public static Location? FindOwn(INamedTypeSymbol type, Origin origin, Compilation compilation, CancellationToken cancellation)
    {
        var owner = origin.Type.Length == 0 ? type : BlockBinding.Reach(type).FirstOrDefault(candidate => candidate.Key == origin.Type).Type;
        return owner is null || origin.Attribute < 0 ? null : OfAttribute(owner, origin.Attribute, compilation, cancellation);
    }

    // An editor refers to another project by its symbols, which have text, but none of this compilation.
    private static Location? OfAttribute(ITypeSymbol type, int index, Compilation compilation, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        var location = index < 0
            ? type.Locations.FirstOrDefault(location => location.IsInSource)
            : index < attributes.Length ? attributes[index].ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() : null;
        return location?.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree) ? location : null;
    }

    // The part with [Network] speaks for the class.
    private static Location OfClass(INamedTypeSymbol type) =>
        type.Locations.FirstOrDefault(location => location.IsInSource && !GeneratedText.IsOurs(location.SourceTree)) ?? Location.None;
}
