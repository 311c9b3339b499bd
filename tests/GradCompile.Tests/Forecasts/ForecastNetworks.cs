using System.Text;

namespace GradCompile.Tests;

/// <summary>Networks over depths, activations, initialisers, norms, losses and inputs, all in one source, so that they are compiled together.</summary>
internal static class ForecastNetworks
{
    private static readonly (string Name, string Attributes)[] Declarations =
    [
        // Every activation, with the initialiser that theory asks of it.
        ("ReLU8", Chain("20", 8, 64, "Activation.ReLU", "10") + Classes),
        ("Leaky6", Chain("30", 6, 48, "Activation.LeakyReLU, Alpha = 0.2", "5") + Classes),
        ("Elu6", Chain("24", 6, 50, "Activation.ELU", "4") + Squares),
        ("Selu12", Chain("40", 12, 64, "Activation.SELU", "10") + Classes),
        ("Gelu6", Chain("32", 6, 64, "Activation.GELU", "10") + Classes),
        ("Silu6", Chain("32", 6, 64, "Activation.SiLU", "3") + Squares),
        ("Mish5", Chain("32", 5, 64, "Activation.Mish", "10") + Classes),
        ("Softplus5", Chain("16", 5, 40, "Activation.Softplus", "10") + Classes),
        ("Softsign6", Chain("16", 6, 40, "Activation.Softsign", "10") + Classes),
        ("Sigmoid6", Chain("30", 6, 40, "Activation.Sigmoid", "10") + Classes),
        ("Tanh10", Chain("30", 10, 64, "Activation.Tanh", "10") + Classes),
        ("HardSigmoid4", Chain("30", 4, 40, "Activation.HardSigmoid", "6") + Classes),
        ("HardTanh8", Chain("30", 8, 64, "Activation.HardTanh", "6") + Squares),
        ("HardSwish5", Chain("30", 5, 64, "Activation.HardSwish", "6") + Classes),
        ("Linear6", Chain("30", 6, 50, "Activation.Identity", "7") + Squares),

        // Depth, and initialisers that do not fit.
        ("ReLU24", Chain("24", 24, 64, "Activation.ReLU", "10") + Classes),
        ("XavierReLU16", Chain("20", 16, 64, "Activation.ReLU, Init = Init.XavierUniform", "10") + Classes),
        ("HeTanh8", Chain("20", 8, 64, "Activation.Tanh, Init = Init.HeNormal", "10") + Classes),
        ("LeCunReLU8", Chain("20", 8, 64, "Activation.ReLU, Init = Init.LeCunUniform", "2") + Classes),
        ("SmallReLU4", Chain("20", 4, 64, "Activation.ReLU, Init = Init.Normal, InitScale = 0.05", "10") + Classes),
        ("LargeLinear6", Chain("20", 6, 50, "Activation.Identity, Init = Init.TruncatedNormal, InitScale = 0.4", "3") + Squares),
        ("UniformSigmoid4", Chain("20", 4, 50, "Activation.Sigmoid, Init = Init.Uniform, InitScale = 1", "8") + Classes),
        ("TorchReLU6", Chain("20", 6, 64, "Activation.ReLU, Init = Init.PyTorchDefault", "10") + Classes),
        ("TorchTanh4", Chain("20", 4, 64, "Activation.Tanh, Init = Init.PyTorchDefault", "1") + Squares),
        ("OrthogonalTanh12", Chain("32", 12, 64, "Activation.Tanh, Init = Init.Orthogonal, InitScale = 1.1", "10") + Classes),
        ("BiasedTanh6", Chain("20", 6, 50, "Activation.Tanh, BiasStd = 0.3", "10") + Classes),
        ("ShiftedReLU5", Chain("20", 5, 50, "Activation.ReLU, BiasInit = 0.1", "10") + Classes),

        // What the inputs are taken for.
        ("Pixels", "Network(100, InputMean = 0.3, InputStd = 0.3), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(10)" + Classes),
        ("SmallBatch", "Network(40, InputStd = 3, BatchSize = 8), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(5)" + Classes),
        ("LargeBatch", "Network(12, InputMean = -1, InputStd = 0.5, BatchSize = 256), Dense(32, Activation.GELU), Dense(32, Activation.GELU), Dense(4)" + Squares),

        // Norms, dropout, residual sums.
        ("BatchNorms6", "Network(30), " + string.Concat(Enumerable.Repeat("Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), ", 6)) + "Dense(10)" + Classes),
        ("BatchNormsTanh4", "Network(30, BatchSize = 32), " + string.Concat(Enumerable.Repeat("Dense(48), BatchNorm, Activation(Activation.Tanh), ", 4)) + "Dense(10)" + Squares),
        ("LayerNorms6", "Network(30), " + string.Concat(Enumerable.Repeat("Dense(64), LayerNorm, Activation(Activation.ReLU), ", 6)) + "Dense(10)" + Classes),
        ("Dropouts4", "Network(50), Dropout(0.2), " + string.Concat(Enumerable.Repeat("Dense(64, Activation.ReLU), Dropout(0.5), ", 4)) + "Dense(10)" + Classes),
        ("Residual8", "Network(30), Dense(48), Residual<Branch>(Repeat = 8), Dense(10)" + Classes),
        ("Damped8", "Network(30), Dense(48), Residual<Branch>(Repeat = 8, Scale = 0.35), Dense(4)" + Squares),
        ("NormedResidual6", "Network(30), Dense(48), Residual<NormedBranch>(Repeat = 6), LayerNorm, Dense(10)" + Classes),
        ("Mixed", "Network(64), Dense(80, Activation.ReLU), BatchNorm, Dense(60, Activation.Tanh), Dropout(0.3), Residual<Wide>, LayerNorm, Dense(40, Activation.SiLU), Dense(10)" + Classes),

        // The other losses.
        ("Absolute", Chain("20", 3, 40, "Activation.ReLU", "5") + ", Loss(Loss.MeanAbsoluteError)"),
        ("Huber", Chain("20", 3, 40, "Activation.Tanh", "5") + ", Loss(Loss.Huber)"),
        ("Binary", Chain("20", 4, 40, "Activation.GELU", "1") + ", Loss(Loss.SigmoidCrossEntropy)"),
        ("Tags", Chain("20", 3, 40, "Activation.ELU", "6") + ", Loss(Loss.SigmoidCrossEntropy)"),

        // Activations at the end, where they can be seen.
        ("SaturatedTanh", "Network(25, InputStd = 2), Dense(50, Activation.ReLU), Dense(64, Activation.Tanh, Init = Init.LeCunNormal, InitScale = 2)" + Squares),
        ("SaturatedSigmoid", "Network(25), Dense(50, Activation.Tanh), Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 1)" + Squares),
        ("DeadReLU", "Network(25, BatchSize = 16), Dense(50, Activation.Tanh), Dense(128, Activation.ReLU, Init = Init.LeCunNormal, BiasInit = -1, BiasStd = 0.5)" + Squares),
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
                [Block, Dense(48, Activation.ReLU), Dense(48)] public partial class Branch;
                [Block, LayerNorm, Dense(48, Activation.GELU), Dense(48)] public partial class NormedBranch;
                [Block, Dense(70, Activation.ReLU), Dense(70)] public partial class Wide;
                """).ToString();
        }
    }

    /// <summary>A chain of equal hidden layers and a layer of outputs.</summary>
    private static string Chain(string inputs, int depth, int width, string activation, string outputs) =>
        $"Network({inputs}), {string.Concat(Enumerable.Repeat($"Dense({width}, {activation}), ", depth))}Dense({outputs})";
}
