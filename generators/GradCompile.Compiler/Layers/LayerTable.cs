using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Layers;

/// <summary>How one kind of layer is checked and lowered: output shape, tensors and operations together.</summary>
internal abstract class LayerRule
{
    public abstract Type Declared { get; }

    /// <summary>Lowers <paramref name="layers"/>[<paramref name="index"/>]; its neighbours are there to be looked at, not lowered.</summary>
    public abstract void Lower(LoweringContext context, IReadOnlyList<DeclaredLayer> layers, int index);
}

/// <summary>A rule for one declared type.</summary>
internal abstract class LayerRule<T> : LayerRule
    where T : DeclaredLayer
{
    public sealed override Type Declared => typeof(T);

    public sealed override void Lower(LoweringContext context, IReadOnlyList<DeclaredLayer> layers, int index) =>
        Lower(context, (T)layers[index], new Following(layers, index, context.AfterBlock));

    protected abstract void Lower(LoweringContext context, T layer, Following following);
}

/// <summary>The table of layers: one row each.</summary>
internal static class LayerTable
{
    private static readonly Dictionary<Type, LayerRule> Rules = new LayerRule[]
    {
        new DenseRule(),
        new ActivationRule(),
        new DropoutRule(),
        new BatchNormRule(),
        new LayerNormRule(),
        new FlattenRule(),
        new ResidualRule(),
        new Conv2DRule(),
        new PoolRule(),
        new GlobalAveragePoolRule(),
    }.ToDictionary(rule => rule.Declared);

    /// <summary>Lowers every layer in source order.</summary>
    public static void Lower(LoweringContext context, IReadOnlyList<DeclaredLayer> layers)
    {
        for (var i = 0; i < layers.Count; i++) Rules[layers[i].GetType()].Lower(context, layers, i);
    }
}
