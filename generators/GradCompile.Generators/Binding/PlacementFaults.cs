using System.Linq;
using System.Threading;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>Attributes that stand in the wrong place. They are read in source order all the same.</summary>
internal static class PlacementFaults
{
    /// <summary>For a class with <c>[Network]</c>.</summary>
    public static Fault? OnNetwork(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        var networks = 0;
        for (var i = 0; i < attributes.Length; i++)
        {
            var name = AttributeNames.Of(attributes[i]);
            if (name == AttributeNames.Network && ++networks == 2)
                return new Fault(FaultIds.Duplicate, $"'{type.Name}' has two [Network] attributes, but a network has one input shape: remove one.", new Origin("", i),
                    new EquatableArray<Fix>(new Fix("Remove the second [Network]", new EquatableArray<Edit>(Edit.Remove(new Origin("", i))))));
            if (name == AttributeNames.Block)
                return new Fault(FaultIds.BadBlock, $"'{type.Name}' is marked both [Network] and [Block]: remove one, or move the block's layers to a class of its own.", new Origin("", i));
        }

        return SpreadLayers(type, cancellation);
    }

    /// <summary>For a class without <c>[Network]</c>: a block, or one that has lost its mark.</summary>
    public static Fault? OnOther(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var isBlock = BlockBinding.IsBlock(type);
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            var isLayer = LayerBinding.IsLayer(attributes[i]);
            if (!isLayer && !TrainingBinding.IsTraining(attributes[i])) continue;
            var shown = AttributeNames.Short(attributes[i].AttributeClass!.Name);
            if (!isBlock)
                return new Fault(FaultIds.LayersMisplaced, $"[{shown}] stands on '{type.Name}', which is marked neither [Network] nor [Block]: add one of them, or remove [{shown}].", new Origin("", i));
            if (!isLayer)
                return new Fault(FaultIds.BadBlock, $"[{shown}] stands on the block '{type.Name}', but a block holds layers alone: move [{shown}] to the network.", new Origin("", i));
        }

        return SpreadLayers(type, cancellation);
    }

    private static Fault? SpreadLayers(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var attributes = type.GetAttributes();
        SyntaxNode? first = null;
        for (var i = 0; i < attributes.Length; i++)
        {
            if (!LayerBinding.IsLayer(attributes[i])) continue;
            if (Part(attributes[i], cancellation) is not { } part) continue;
            first ??= part;
            if (first != part)
                return new Fault(FaultIds.LayersMisplaced, $"The layers of '{type.Name}' are spread over several parts of the class, so that they have no order: move them all to one part.", new Origin("", i));
        }

        return null;
    }

    // attribute → attribute list → the part of the class
    private static SyntaxNode? Part(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;
}
