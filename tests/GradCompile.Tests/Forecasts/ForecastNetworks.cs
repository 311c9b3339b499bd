using System.Text;

namespace GradCompile.Tests;

/// <summary>Networks over depths, activations, initialisers, norms, losses and inputs, all in one source, so that they are compiled together.</summary>
internal static class ForecastNetworks
{
    private static readonly (string Name, string Attributes)[] Declarations =
    [
        // Every activation, with the initialiser that theory asks of it.
        ("ReLU8", Chain(8, 48, "Activation.ReLU", 10) + Classes),
        ("Leaky6", Chain(6, 32, "Activation.LeakyReLU, Alpha = 0.2", 4) + Classes),
        ("Elu6", Chain(6, 48, "Activation.ELU", 4) + Squares),
        ("Selu12", Chain(12, 64, "Activation.SELU", 10) + Classes),
        ("Gelu6", Chain(6, 48, "Activation.GELU", 10) + Classes),
        ("Silu4", Chain(4, 64, "Activation.SiLU", 4) + Squares),
        ("Mish5", Chain(5, 48, "Activation.Mish", 10) + Classes),
        ("Softplus4", Chain(4, 32, "Activation.Softplus", 8) + Classes),
        ("Softsign6", Chain(6, 32, "Activation.Softsign", 8) + Classes),
        ("Sigmoid6", Chain(6, 32, "Activation.Sigmoid", 8) + Classes),
        ("Tanh10", Chain(10, 48, "Activation.Tanh", 10) + Classes),
        ("HardSigmoid4", Chain(4, 32, "Activation.HardSigmoid", 4) + Classes),
        ("HardTanh8", Chain(8, 48, "Activation.HardTanh", 4) + Squares),
        ("HardSwish5", Chain(5, 48, "Activation.HardSwish", 4) + Classes),

        // Depth, and initialisers that do not fit.
        ("ReLU24", Chain(24, 64, "Activation.ReLU", 8) + Classes),
        ("XavierReLU16", Chain(16, 48, "Activation.ReLU, Init = Init.XavierUniform", 8) + Classes),
        ("HeTanh8", Chain(8, 48, "Activation.Tanh, Init = Init.HeNormal", 8) + Classes),
        ("LeCunReLU8", Chain(8, 48, "Activation.ReLU, Init = Init.LeCunUniform", 2) + Classes),
        ("SmallReLU4", Chain(4, 32, "Activation.ReLU, Init = Init.Normal, InitScale = 0.05", 8) + Classes),
        ("LargeLinear6", Chain(6, 32, "Activation.Identity, Init = Init.TruncatedNormal, InitScale = 0.4", 4) + Squares),
        ("UniformSigmoid4", Chain(4, 32, "Activation.Sigmoid, Init = Init.Uniform, InitScale = 1", 8) + Classes),
        ("TorchTanh4", Chain(4, 32, "Activation.Tanh, Init = Init.PyTorchDefault", 1) + Squares),
        ("OrthogonalTanh12", Chain(12, 32, "Activation.Tanh, Init = Init.Orthogonal, InitScale = 1.1", 8) + Classes),
        ("BiasedTanh6", Chain(6, 32, "Activation.Tanh, BiasStd = 0.3", 8) + Classes),
        ("ShiftedReLU4", Chain(4, 48, "Activation.ReLU, BiasInit = 0.1", 8) + Classes),

        // What the inputs are taken for.
        ("Pixels", "Network(64, InputMean = 0.3, InputStd = 0.3), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(8)" + Classes),
        ("SmallBatch", "Network(32, InputStd = 3, BatchSize = 8), Dense(32, Activation.Tanh), Dense(32, Activation.Tanh), Dense(4)" + Classes),
        ("LargeBatch", "Network(16, InputMean = -1, InputStd = 0.5, BatchSize = 256), Dense(32, Activation.GELU), Dense(32, Activation.GELU), Dense(4)" + Squares),

        // Norms, dropout, residual sums.
        ("BatchNorms6", Network(48) + Times(6, "Dense(48, UseBias = false), BatchNorm, Activation(Activation.ReLU), ") + "Dense(8)" + Classes),
        ("BatchNormsTanh4", "Network(32, BatchSize = 32), " + Times(4, "Dense(32), BatchNorm, Activation(Activation.Tanh), ") + "Dense(4)" + Squares),
        ("LayerNorms6", Network(48) + Times(6, "Dense(48), LayerNorm, Activation(Activation.ReLU), ") + "Dense(8)" + Classes),
        ("Dropouts4", Network(48) + "Dropout(0.2), " + Times(4, "Dense(48, Activation.ReLU), Dropout(0.5), ") + "Dense(8)" + Classes),
        ("Residual8", Network(32) + "Residual<Branch>(Repeat = 8), Dense(8)" + Classes),
        ("Damped8", Network(32) + "Residual<Branch>(Repeat = 8, Scale = 0.35), Dense(4)" + Squares),
        ("NormedResidual6", Network(32) + "Residual<NormedBranch>(Repeat = 6), LayerNorm, Dense(8)" + Classes),
        ("Mixed", Network(48) + "Dense(48, Activation.ReLU), BatchNorm, Dense(32, Activation.Tanh), Dropout(0.3), Residual<Branch>, LayerNorm, Dense(8)" + Classes),

        // Images.
        ("Convolutions3", "Network(2, 8, 8, BatchSize = 32), " + Times(3, "Conv2D(16, 3, Activation.ReLU, Padding = 1), ") + "Flatten, Dense(8)" + Classes),
        ("Pools", "Network(2, 8, 8, BatchSize = 32), Conv2D(16, 3, Activation.Tanh, Padding = 1), AveragePool(2), Conv2D(16, 3, Activation.Tanh, Padding = 1), MaxPool(2), Flatten, Dense(8)" + Classes),
        ("Maxima2", "Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31, BatchSize = 64), Conv2D(6, 5, Activation.ReLU, Padding = 2), MaxPool(2), Conv2D(16, 5, Activation.ReLU), MaxPool(2), Flatten, Dense(84, Activation.ReLU), Dense(10)" + Classes),
        ("MaximaOfTanh", "Network(2, 12, 12, BatchSize = 32), Conv2D(8, 3, Activation.Tanh, Padding = 1), MaxPool(3, Stride = 2), Flatten, Dense(8)" + Classes),
        ("ResidualImages", "Network(16, 4, 4, BatchSize = 32), Residual<ImageBranch>(Repeat = 3), GlobalAveragePool, Dense(8)" + Classes),

        // The other losses.
        ("Absolute", Chain(3, 32, "Activation.ReLU", 4) + ", Loss(Loss.MeanAbsoluteError)"),
        ("Huber", Chain(3, 32, "Activation.Tanh", 4) + ", Loss(Loss.Huber)"),
        ("Binary", Chain(3, 32, "Activation.GELU", 1) + ", Loss(Loss.SigmoidCrossEntropy)"),
        ("Tags", Chain(3, 32, "Activation.ELU", 4) + ", Loss(Loss.SigmoidCrossEntropy)"),

        // Activations at the end, where they can be seen.
        ("SaturatedTanh", "Network(32, InputStd = 2), Dense(48, Activation.ReLU), Dense(48, Activation.Tanh, Init = Init.LeCunNormal, InitScale = 2)" + Squares),
        ("SaturatedSigmoid", "Network(32), Dense(48, Activation.Tanh), Dense(48, Activation.Sigmoid, Init = Init.Normal, InitScale = 1)" + Squares),
        ("DeadReLU", "Network(32, BatchSize = 16), Dense(48, Activation.Tanh), Dense(64, Activation.ReLU, Init = Init.LeCunNormal, BiasInit = -1, BiasStd = 0.5)" + Squares),
    ];

    private const string Classes = ", Loss(Loss.SoftmaxCrossEntropy)";
    private const string Squares = ", Loss(Loss.MeanSquaredError)";

    public static IReadOnlyList<string> Names { get; } = [.. Declarations.Select(declaration => declaration.Name)];

    public static string Source
    {
        get
        {
            var source = new StringBuilder("using GradCompile;\n");
            foreach (var (name, attributes) in Declarations) source.Append('[').Append(attributes).Append("]\npublic partial class ").Append(name).Append(";\n");
            return source.Append("""
                [Block, Dense(32, Activation.ReLU), Dense(32)] public partial class Branch;
                [Block, Conv2D(16, 3, Padding = 1, UseBias = false), BatchNorm, Activation(Activation.ReLU), Conv2D(16, 3, Padding = 1)] public partial class ImageBranch;
                [Block, LayerNorm, Dense(32, Activation.GELU), Dense(32)] public partial class NormedBranch;
                """).ToString();
        }
    }

    /// <summary>A chain of equal hidden layers and a layer of outputs. Equal sizes share their kernels, which keeps the compilation short.</summary>
    private static string Chain(int depth, int width, string activation, int outputs) =>
        $"{Network(width)}{Times(depth, $"Dense({width}, {activation}), ")}Dense({outputs})";

    private static string Network(int inputs) => $"Network({inputs}), ";

    private static string Times(int count, string layers) => string.Concat(Enumerable.Repeat(layers, count));
}
