using System;
using System.Collections.Generic;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>Losses, optimizers, penalties and clippings to data: one row for each attribute.</summary>
internal static class TrainingBinding
{
    private static readonly Dictionary<string, Func<AttributeArguments, DeclaredLoss>> Losses = new()
    {
        [AttributeNames.Loss] = a => new DeclaredLoss((LossKind)a.Int(0), a.Origin),
    };

    private static readonly Dictionary<string, Func<AttributeArguments, DeclaredOptimizer>> Optimizers = new()
    {
        [AttributeNames.Sgd] = a => new SgdOptimizer(a.Double(0), a.Origin, a.Double("Momentum", 0), a.Bool("Nesterov", false)),
        [AttributeNames.Adam] = a => Adam(a, weightDecay: null),
        [AttributeNames.AdamW] = a => Adam(a, a.Double("WeightDecay", 0.01)),
        [AttributeNames.RmsProp] = a => new RmsPropOptimizer(a.Double(0), a.Origin, a.Double("Decay", 0.99), a.Double("Epsilon", 1e-8), a.Double("Momentum", 0)),
        [AttributeNames.AdaGrad] = a => new AdaGradOptimizer(a.Double(0), a.Origin, a.Double("Epsilon", 1e-10)),
    };

    private static readonly Dictionary<string, Func<AttributeArguments, DeclaredPenalty>> Penalties = new()
    {
        [AttributeNames.L1] = a => new DeclaredPenalty("L1", a.Double(0), 1, a.Origin),
        [AttributeNames.L2] = a => new DeclaredPenalty("L2", a.Double(0), 0, a.Origin),
        [AttributeNames.ElasticNet] = a => new DeclaredPenalty("ElasticNet", a.Double(0), a.Double(1), a.Origin),
    };

    private static readonly Dictionary<string, Func<AttributeArguments, DeclaredClip>> Clips = new()
    {
        [AttributeNames.ClipValue] = a => Clip(ClipKind.Value, a),
        [AttributeNames.ClipNorm] = a => Clip(ClipKind.Norm, a),
        [AttributeNames.ClipGlobalNorm] = a => Clip(ClipKind.GlobalNorm, a),
        [AttributeNames.ClipEma] = a => Clip(ClipKind.Ema, a),
        [AttributeNames.ClipAdaptive] = a => Clip(ClipKind.Adaptive, a),
    };

    /// <summary>Whether the attribute says how to train, and so stands on a network only.</summary>
    public static bool IsTraining(AttributeData attribute) =>
        AttributeNames.Of(attribute) is { } name
        && (Losses.ContainsKey(name) || Optimizers.ContainsKey(name) || Penalties.ContainsKey(name) || Clips.ContainsKey(name));

    public static EquatableArray<DeclaredLoss> ReadLosses(INamedTypeSymbol type) => Read(type, Losses);

    public static EquatableArray<DeclaredOptimizer> ReadOptimizers(INamedTypeSymbol type) => Read(type, Optimizers);

    public static EquatableArray<DeclaredPenalty> ReadPenalties(INamedTypeSymbol type) => Read(type, Penalties);

    public static EquatableArray<DeclaredClip> ReadClips(INamedTypeSymbol type) => Read(type, Clips);

    private static AdamOptimizer Adam(AttributeArguments arguments, double? weightDecay) => new(
        arguments.Double(0),
        arguments.Origin,
        arguments.Double("Beta1", 0.9),
        arguments.Double("Beta2", 0.999),
        arguments.Double("Epsilon", 1e-8),
        weightDecay);

    private static DeclaredClip Clip(ClipKind kind, AttributeArguments arguments) =>
        new(kind, arguments.Double(0), arguments.Double("Decay", 0.99), arguments.Origin);

    private static EquatableArray<T> Read<T>(INamedTypeSymbol type, Dictionary<string, Func<AttributeArguments, T>> table)
        where T : IEquatable<T>
    {
        var found = new List<T>();
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (AttributeNames.Of(attributes[i]) is { } name && table.TryGetValue(name, out var read))
                found.Add(read(new AttributeArguments(attributes[i], new Origin("", i))));
        }

        return found.ToEquatableArray();
    }
}
