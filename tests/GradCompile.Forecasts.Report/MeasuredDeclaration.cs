using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;

namespace GradCompile.Forecasts.Report;

/// <summary>A measured network as a declaration.</summary>
public static class MeasuredDeclaration
{
    /// <summary>The lowered network, or null if the compiler cannot compile it (yet).</summary>
    public static NetworkModel? Lower(MeasuredNetwork network)
    {
        var blocks = new List<DeclaredBlock>();
        var width = network.Input.Shape[0];
        var side = network.Input.Shape.Count == 3 ? network.Input.Shape[1] : 1;
        if (Layers(network, network.Layers, "", ref width, ref side, blocks) is not { } layers) return null;
        var (mean, std) = Statistics(network.Input);
        var declared = new DeclaredNetwork(
            new DeclaredType("Measured", network.Id.Replace('-', '_'), IsPublic: true, IsSealed: true),
            new DeclaredInput(network.Input.Shape.ToEquatableArray(), mean, std, network.Batch, Origin.Class),
            layers.ToEquatableArray(),
            blocks.ToEquatableArray(),
            new EquatableArray<DeclaredLoss>(new DeclaredLoss(network.Loss == "ce" ? LossKind.SoftmaxCrossEntropy : LossKind.MeanSquaredError, Origin.Class)),
            default, default, default);
        var (model, fault) = NetworkLowering.Lower(declared);
        return model is null ? throw new InvalidDataException($"{network.Id}: {fault!.Message}") : model;
    }

    /// <summary>Mean and standard deviation of an element of the inputs.</summary>
    private static (double Mean, double Std) Statistics(MeasuredInput input)
    {
        var n = (double)input.Shape[0];
        return input.Dist switch
        {
            "normal" => (0, 1),
            "uniform01" => (0.5, Math.Sqrt(1.0 / 12)),
            "onehot" => (1 / n, Math.Sqrt((1 / n) - (1 / (n * n)))),
            _ => throw new InvalidDataException($"The inputs' distribution is {input.Dist}; known are normal, uniform01 and onehot."),
        };
    }

    private static List<DeclaredLayer>? Layers(
        MeasuredNetwork network, IReadOnlyList<MeasuredLayer> measured, string prefix, ref int width, ref int side, List<DeclaredBlock> blocks)
    {
        var result = new List<DeclaredLayer>();
        var residual = 0;
        return Append(measured, ref width, ref side) ? result : null;

        bool Append(IReadOnlyList<MeasuredLayer> layers, ref int width, ref int side)
        {
            foreach (var layer in layers)
            {
                switch (layer.Op)
                {
                    case "repeat":
                        for (var i = 0; i < layer.Times; i++)
                        {
                            if (!Append(layer.Body!, ref width, ref side)) return false;
                        }

                        break;
                    case "residual":
                        var key = $"{prefix}residual{++residual}";
                        if (Layers(network, layer.Body!, key + ".", ref width, ref side, blocks) is not { } body) return false;
                        blocks.Add(new DeclaredBlock(key, key, IsBlock: true, body.ToEquatableArray()));
                        result.Add(new ResidualLayer(
                            Origin.Class, null, key, 1, layer.Scale ?? 1, layer.Function is null ? ActivationKind.Identity : Kind(layer.Function), layer.Alpha, null, null));
                        break;
                    case "dense":
                        var init = layer.Init ?? network.Init;
                        if (init.Kind == "uniform_range") return false; // U(a, b) about another middle than 0: no attribute says it.
                        result.Add(new DenseLayer(Origin.Class, null, layer.Units, Options(init, layer.Bias ?? network.Bias, width)));
                        width = layer.Units;
                        break;
                    case "act":
                        result.Add(new ActivationLayer(Origin.Class, null, Kind(layer.Function!), layer.Alpha));
                        break;
                    case "conv":
                        var filter = layer.Init ?? network.Init;
                        if (filter.Kind == "uniform_range") return false;
                        var stride = Math.Max(1, layer.Stride);
                        var padding = layer.Padding == "same" ? layer.Kernel / 2 : 0;
                        result.Add(new Conv2DLayer(Origin.Class, null, layer.Channels, layer.Kernel, stride, padding, Options(filter, layer.Bias ?? network.Bias, width * layer.Kernel * layer.Kernel)));
                        width = layer.Channels;
                        side = ((side + (2 * padding) - layer.Kernel) / stride) + 1;
                        break;
                    case "flatten":
                        result.Add(new FlattenLayer(Origin.Class, null));
                        width *= side * side;
                        break;
                    case "gap":
                        result.Add(new GlobalAveragePoolLayer(Origin.Class, null));
                        break;
                    case "avgpool" or "maxpool":
                        result.Add(new PoolLayer(Origin.Class, null, layer.Op == "maxpool", 2, null, 0));
                        side /= 2;
                        break;
                    case "dropout":
                        result.Add(new DropoutLayer(Origin.Class, null, layer.Rate));
                        break;
                    case "batchnorm":
                        result.Add(new BatchNormLayer(Origin.Class, null, 1));
                        break;
                    case "layernorm":
                        result.Add(new LayerNormLayer(Origin.Class, null));
                        break;
                    default:
                        return false;
                }
            }

            return true;
        }
    }

    private static ActivationKind Kind(string function) => function switch
    {
        "leaky_relu" => ActivationKind.LeakyReLU,
        _ => Enum.Parse<ActivationKind>(function, ignoreCase: true),
    };

    private static WeightOptions Options(MeasuredInit weight, MeasuredInit bias, int fanIn)
    {
        var (kind, scale) = weight.Kind switch
        {
            "zeros" => (InitKind.Zeros, (double?)null),
            "constant" => (InitKind.Constant, weight.Value),
            "normal" => (InitKind.Normal, weight.Std),
            "uniform" => (InitKind.Uniform, weight.Bound),
            "xavier_normal" => (InitKind.XavierNormal, null),
            "xavier_uniform" => (InitKind.XavierUniform, null),
            "he_normal" => (InitKind.HeNormal, Math.Sqrt(2)),
            "he_uniform" => (InitKind.HeUniform, Math.Sqrt(2)),
            "lecun_normal" => (InitKind.LeCunNormal, null),
            "lecun_uniform" => (InitKind.LeCunUniform, null),
            "orthogonal" => (InitKind.Orthogonal, weight.Gain ?? 1),
            "torch_default" => (InitKind.PyTorchDefault, null),
            _ => throw new InvalidDataException($"The initialiser {weight.Kind} is unknown."),
        };
        var options = new WeightOptions(Init: kind, InitScale: scale);
        return bias.Kind switch
        {
            "zeros" => options with { BiasInit = 0 },
            "constant" => options with { BiasInit = bias.Value },
            "normal" => options with { BiasStd = bias.Std },
            "torch_default" when kind == InitKind.PyTorchDefault => options,
            "torch_default" => options with { BiasStd = 1 / Math.Sqrt(3.0 * fanIn) },
            _ => throw new InvalidDataException($"The initialiser {bias.Kind} of biases is unknown."),
        };
    }
}
