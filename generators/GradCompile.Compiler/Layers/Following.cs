using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Layers;

/// <summary>What stands beside a layer: what follows it, as far as its initialiser has to know, and what it follows.</summary>
internal readonly struct Following(IReadOnlyList<DeclaredLayer> layers, int index, (ActivationKind Kind, double Alpha)? afterBlock)
{
    /// <summary>The layer before, in its network or block; null for the first.</summary>
    public Origin? Previous => index > 0 ? layers[index - 1].Origin : null;

    /// <summary>The first activation behind the layer and before the next weights, or <c>Identity</c>.</summary>
    public (ActivationKind Kind, double Alpha) Activation()
    {
        for (var i = index + 1; i < layers.Count; i++)
        {
            switch (layers[i])
            {
                case ActivationLayer { Kind: not ActivationKind.Identity } activation:
                    return (activation.Kind, Alphas.Resolve(activation.Kind, activation.Alpha));
                case DenseLayer or Conv2DLayer or ResidualLayer:
                    return (ActivationKind.Identity, 0);
            }
        }

        return afterBlock ?? (ActivationKind.Identity, 0);
    }
}

/// <summary>The parameter of an activation: the slope of LeakyReLU, the scale of ELU.</summary>
internal static class Alphas
{
    public static double Resolve(ActivationKind kind, double? written) => kind switch
    {
        ActivationKind.LeakyReLU => written ?? 0.01,
        ActivationKind.ELU => written ?? 1,
        _ => 0,
    };

    public static void Check(ActivationKind kind, double? written, Origin origin)
    {
        Numbers.Defined(kind, "The activation", origin);
        if (written is { } alpha) Numbers.NotNegative(alpha, "Alpha", origin);
    }
}
