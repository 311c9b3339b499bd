using System;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Layers;

/// <summary>What <c>Init</c>, <c>InitScale</c>, <c>BiasInit</c> and <c>BiasStd</c> mean for a layer.</summary>
internal static class Initializers
{
    /// <param name="follows">The activation that follows the weights.</param>
    public static (Initializer Weight, Initializer Bias) Resolve(
        WeightOptions options, (ActivationKind Kind, double Alpha) follows, int fanIn, int fanOut, Origin origin)
    {
        Numbers.Defined(options.Init, "Init", origin);
        var kind = options.Init == InitKind.Auto ? ActivationTable.AutoInit(follows.Kind) : options.Init;
        return (Weight(kind, options.InitScale, follows, fanIn, fanOut, origin), Bias(options, kind, fanIn, fanOut, origin));
    }

    /// <summary>The weights of a projection: as <c>Auto</c> would take them before the activation that follows the sum.</summary>
    public static Initializer Projection((ActivationKind Kind, double Alpha) follows, int fanIn, int fanOut) =>
        Weight(ActivationTable.AutoInit(follows.Kind), null, follows, fanIn, fanOut, Origin.Class);

    private static Initializer Weight(
        InitKind kind, double? scale, (ActivationKind Kind, double Alpha) follows, int fanIn, int fanOut, Origin origin)
    {
        switch (kind)
        {
            case InitKind.Zeros:
                return Initializer.Constant(0);
            case InitKind.Constant or InitKind.Normal or InitKind.Uniform or InitKind.TruncatedNormal when scale is null:
                var meaning = kind switch { InitKind.Constant => "its value", InitKind.Uniform => "its bound", _ => "its standard deviation" };
                throw new FaultException(
                    FaultIds.BadNumber, origin, $"Init.{kind} has no InitScale; write {meaning}, as InitScale = 0.05.",
                    new Fix("Use an InitScale of 0.05", new EquatableArray<Edit>(Edit.Set(origin, "InitScale", "0.05"))));
            case InitKind.Constant:
                Numbers.Finite(scale!.Value, "InitScale", origin);
                return Initializer.Constant(scale.Value);
        }

        var gain = scale ?? (kind is InitKind.HeNormal or InitKind.HeUniform ? HeGain(follows) : 1);
        Numbers.NotNegative(gain, "InitScale", origin);
        return new Initializer(kind, gain, 0, fanIn, fanOut);
    }

    /// <summary>√2, and √(2/(1+α²)) before a LeakyReLU (He et al. 2015, equation 14).</summary>
    private static double HeGain((ActivationKind Kind, double Alpha) follows) =>
        follows.Kind == ActivationKind.LeakyReLU ? Math.Sqrt(2 / (1 + (follows.Alpha * follows.Alpha))) : Math.Sqrt(2);

    private static Initializer Bias(WeightOptions options, InitKind weights, int fanIn, int fanOut, Origin origin)
    {
        Numbers.Finite(options.BiasInit ?? 0, "BiasInit", origin);
        Numbers.NotNegative(options.BiasStd ?? 0, "BiasStd", origin);
        if (weights == InitKind.PyTorchDefault && options.BiasInit is null && options.BiasStd is null)
        {
            return new Initializer(InitKind.PyTorchDefault, 1, 0, fanIn, fanOut);
        }

        var mean = options.BiasInit ?? 0;
        return options.BiasStd is > 0 and { } deviation
            ? new Initializer(InitKind.Normal, deviation, mean, fanIn, fanOut)
            : Initializer.Constant(mean);
    }
}
