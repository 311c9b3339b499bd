using System.Linq;
using System.Threading;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Binding;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Analyzers;

/// <summary>From an origin, which is data, back to the text the user wrote.</summary>
internal static class FaultLocations
{
    public static Location Find(INamedTypeSymbol type, Origin origin, CancellationToken cancellation)
    {
        var blocks = BlockBinding.Reach(type);

        // A block in another assembly has no text here: the residual attribute that leads to it stands for it.
        while (origin.Type.Length > 0)
        {
            if (blocks.FirstOrDefault(candidate => candidate.Key == origin.Type) is not { Key: not null } block) return OfClass(type);
            if (OfAttribute(block.Type, origin.Attribute, cancellation) is { } written) return written;
            origin = block.Reached;
        }

        return OfAttribute(type, origin.Attribute, cancellation) ?? OfClass(type);
    }

    private static Location? OfAttribute(ITypeSymbol type, int index, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        if (index < 0) return type.Locations.FirstOrDefault(location => location.IsInSource);
        return index < attributes.Length ? attributes[index].ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() : null;
    }

    // The part with [Network] speaks for the class.
    private static Location OfClass(INamedTypeSymbol type) =>
        type.Locations.FirstOrDefault(location => location.IsInSource && !GeneratedText.IsOurs(location.SourceTree)) ?? Location.None;
}
