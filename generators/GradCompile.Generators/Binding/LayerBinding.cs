using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>Layer attributes to data: one row for each kind.</summary>
internal static class LayerBinding
{
    private static readonly Dictionary<string, Func<AttributeArguments, DeclaredLayer>> Table = new()
    {
        [AttributeNames.Dense] = a => new DenseLayer(a.Origin, Name(a), a.Int(0), Weights(a, activation: 1)),
        [AttributeNames.Conv2D] = a => new Conv2DLayer(a.Origin, Name(a), a.Int(0), a.Int(1), a.Int("Stride", 1), a.Int("Padding", 0), Weights(a, activation: 2)),
        [AttributeNames.Activation] = a => new ActivationLayer(a.Origin, Name(a), (ActivationKind)a.Int(0), a.OptionalDouble("Alpha")),
        [AttributeNames.MaxPool] = a => Pool(a, isMax: true),
        [AttributeNames.AveragePool] = a => Pool(a, isMax: false),
        [AttributeNames.GlobalAveragePool] = a => new GlobalAveragePoolLayer(a.Origin, Name(a)),
        [AttributeNames.Flatten] = a => new FlattenLayer(a.Origin, Name(a)),
        [AttributeNames.BatchNorm] = a => new BatchNormLayer(a.Origin, Name(a), a.Double("ScaleInit", 1)),
        [AttributeNames.LayerNorm] = a => new LayerNormLayer(a.Origin, Name(a)),
        [AttributeNames.Dropout] = a => new DropoutLayer(a.Origin, Name(a), a.Double(0)),
    };

    /// <summary>Whether the attribute stands for a layer.</summary>
    public static bool IsLayer(AttributeData attribute) =>
        AttributeNames.Of(attribute) is { } name && (name == AttributeNames.Residual || Table.ContainsKey(name));

    /// <summary>The layer attributes in source order.</summary>
    public static IEnumerable<DeclaredLayer> Read(INamedTypeSymbol type, string key)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (AttributeNames.Of(attributes[i]) is not { } name) continue;
            var arguments = new AttributeArguments(attributes[i], new Origin(key, i));
            if (name == AttributeNames.Residual) yield return Residual(arguments, BlockBinding.Target(attributes[i]));
            else if (Table.TryGetValue(name, out var read)) yield return read(arguments);
        }
    }

    private static string? Name(AttributeArguments arguments) => arguments.Text("Name");

    private static PoolLayer Pool(AttributeArguments arguments, bool isMax) =>
        new(arguments.Origin, Name(arguments), isMax, arguments.Int(0), arguments.OptionalInt("Stride"), arguments.Int("Padding", 0));

    private static ResidualLayer Residual(AttributeArguments arguments, ITypeSymbol? block) => new(
        arguments.Origin,
        Name(arguments),
        block is null ? "" : BlockBinding.Key(block),
        arguments.Int("Repeat", 1),
        arguments.Double("Scale", 1),
        (ActivationKind)arguments.Int("Activation", 0),
        arguments.OptionalDouble("Alpha"),
        arguments.OptionalDouble("L1"),
        arguments.OptionalDouble("L2"));

    // A property that is written wins over the constructor's argument, as it is set after it.
    private static WeightOptions Weights(AttributeArguments arguments, int activation) => new(
        (ActivationKind)arguments.Int("Activation", arguments.Int(activation)),
        arguments.OptionalDouble("Alpha"),
        (InitKind)arguments.Int("Init", 0),
        arguments.OptionalDouble("InitScale"),
        arguments.OptionalDouble("BiasInit"),
        arguments.OptionalDouble("BiasStd"),
        arguments.Bool("UseBias", true),
        arguments.OptionalDouble("L1"),
        arguments.OptionalDouble("L2"));
}
