using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>A block that a network reaches.</summary>
/// <param name="Key">Its fully qualified name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Reached">The residual attribute by which it is reached first: on the network, or on a block that comes before this one.</param>
internal readonly record struct ReachedBlock(string Key, ITypeSymbol Type, Origin Reached);

/// <summary>The blocks behind <c>[Residual&lt;TBlock&gt;]</c>.</summary>
internal static class BlockBinding
{
    /// <summary>The name by which blocks are told apart; the network class has the key <c>""</c>.</summary>
    public static string Key(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    /// <summary>The block of a residual attribute; null for other attributes.</summary>
    public static ITypeSymbol? Target(AttributeData attribute) =>
        AttributeNames.Of(attribute) == AttributeNames.Residual && attribute.AttributeClass is { TypeArguments.Length: 1 } type
            ? type.TypeArguments[0]
            : null;

    /// <summary>Every block that is reached from the network, once each however often or circularly it is used.</summary>
    public static IReadOnlyList<ReachedBlock> Reach(INamedTypeSymbol network)
    {
        var found = new List<ReachedBlock>();
        var keys = new HashSet<string>();
        Visit(network, "");
        for (var i = 0; i < found.Count; i++) Visit(found[i].Type, found[i].Key);
        return found;

        void Visit(ITypeSymbol type, string key)
        {
            var attributes = type.GetAttributes();
            for (var i = 0; i < attributes.Length; i++)
            {
                if (Target(attributes[i]) is { } block && keys.Add(Key(block))) found.Add(new ReachedBlock(Key(block), block, new Origin(key, i)));
            }
        }
    }

    public static bool IsBlock(ITypeSymbol type) => type.GetAttributes().Any(attribute => AttributeNames.Of(attribute) == AttributeNames.Block);

    public static DeclaredBlock Read(ReachedBlock block) => new(
        block.Key,
        block.Type.Name.Length > 0 ? block.Type.Name : block.Key,
        IsBlock(block.Type),
        (block.Type is INamedTypeSymbol type ? LayerBinding.Read(type, block.Key) : []).ToEquatableArray());
}
