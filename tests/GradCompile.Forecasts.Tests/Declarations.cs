using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;

namespace GradCompile.Forecasts.Tests;

/// <summary>Declarations in few words.</summary>
internal static class Declarations
{
    public static DeclaredNetwork Network(int inputs, LossKind? loss, params DeclaredLayer[] layers) => new(
        new DeclaredType("Tests", "Net", IsPublic: true, IsSealed: true),
        new DeclaredInput(new EquatableArray<int>(inputs), 0, 1, 32, Origin.Class),
        layers.ToEquatableArray(),
        default,
        loss is { } kind ? new EquatableArray<DeclaredLoss>(new DeclaredLoss(kind, Origin.Class)) : default,
        default, default, default);

    public static DeclaredNetwork With(this DeclaredNetwork network, string block, params DeclaredLayer[] layers) =>
        network with { Blocks = network.Blocks.Append(new DeclaredBlock(block, block, IsBlock: true, layers.ToEquatableArray())).ToEquatableArray() };

    public static DeclaredNetwork WithInput(this DeclaredNetwork network, double mean, double std, int batch) =>
        network with { Input = network.Input with { Mean = mean, Std = std, BatchSize = batch } };

    public static DenseLayer Dense(int units, ActivationKind activation = ActivationKind.Identity, InitKind init = InitKind.Auto, double? scale = null, double? bias = null, double? biasStd = null, double? alpha = null, bool useBias = true) =>
        new(Origin.Class, null, units, new WeightOptions(activation, alpha, init, scale, bias, biasStd, useBias));

    public static DeclaredLayer Act(ActivationKind kind, double? alpha = null) => new ActivationLayer(Origin.Class, null, kind, alpha);

    public static DeclaredLayer Dropout(double rate) => new DropoutLayer(Origin.Class, null, rate);

    public static DeclaredLayer BatchNorm(double scale = 1) => new BatchNormLayer(Origin.Class, null, scale);

    public static DeclaredLayer LayerNorm() => new LayerNormLayer(Origin.Class, null);

    public static DeclaredLayer Residual(string block, int repeat = 1, double scale = 1, ActivationKind activation = ActivationKind.Identity) =>
        new ResidualLayer(Origin.Class, null, block, repeat, scale, activation, null, null, null);

    public static IEnumerable<DeclaredLayer> Times(int count, params DeclaredLayer[] layers) => Enumerable.Repeat(layers, count).SelectMany(x => x);

    public static NetworkModel Lower(this DeclaredNetwork network)
    {
        var (model, fault) = NetworkLowering.Lower(network);
        return model ?? throw new InvalidOperationException(fault!.Message);
    }

    public static NetworkForecast Forecast(this DeclaredNetwork network) => Forecaster.Forecast(network.Lower())!;
}
