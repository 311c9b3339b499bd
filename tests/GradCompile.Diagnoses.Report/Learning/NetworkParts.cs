using System.Globalization;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>Draws the parts of one network, and writes its attributes down one by one.</summary>
internal sealed class NetworkParts(Random random)
{
    private static readonly string[] Activations =
    [
        "ReLU", "ReLU", "Sigmoid", "Sigmoid", "Tanh", "Tanh", "LeakyReLU", "LeakyReLU(0.2)", "ELU", "SELU", "GELU", "SiLU", "Softplus",
        "Identity", "Mish", "Softsign", "HardTanh", "HardSigmoid", "HardSwish",
    ];

    private static readonly string[] Inits =
    [
        "HeNormal", "HeNormal", "HeUniform", "HeUniform", "XavierNormal", "XavierUniform", "LeCunNormal", "LeCunNormal", "PyTorchDefault", "Auto",
        "Normal", "Normal", "Uniform", "Orthogonal",
    ];

    private static readonly double[] Deviations = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];
    private static readonly double[] Bounds = [0.02, 0.05, 0.1, 0.3, 1];
    private static readonly double[] Gains = [0.8, 1, 1.4, 1.7];
    private static readonly string[] Biases = ["BiasInit = -0.5", "BiasInit = 0.01", "BiasInit = 0.1", "BiasInit = 1", "BiasStd = 0.05", "BiasStd = 0.2", "BiasStd = 1"];

    private readonly List<string> _layers = [];
    private readonly List<string> _blocks = [];
    private int _inputs = Digits.Size;

    public Random Random { get; } = random;

    public string Layers => string.Join(", ", _layers);

    public string Blocks => string.Join("\n", _blocks);

    public long Weights { get; private set; }

    public void Clear()
    {
        _layers.Clear();
        _blocks.Clear();
        (_inputs, Weights) = (Digits.Size, 0);
    }

    /// <summary>A number between two, as likely small as large.</summary>
    public int Between(int least, int most) => (int)Math.Round(least * Math.Pow(most / (double)least, Random.NextDouble()));

    public T Any<T>(params T[] of) => of[Random.Next(of.Length)];

    public string Activation() => Any(Activations);

    /// <summary>An initialiser as attributes write it; nothing for the one that a layer has by itself.</summary>
    public string Init() => Any(Inits) switch
    {
        "Auto" => "",
        "Normal" => $"Init = Init.Normal, InitScale = {Text(Any(Deviations))}",
        "Uniform" => $"Init = Init.Uniform, InitScale = {Text(Any(Bounds))}",
        "Orthogonal" => $"Init = Init.Orthogonal, InitScale = {Text(Any(Gains))}",
        var named => $"Init = Init.{named}",
    };

    /// <summary>Zero for most networks.</summary>
    public string Bias() => Random.Next(5) < 3 ? "" : Any(Biases);

    /// <summary>Writes a dense layer, and counts its weights.</summary>
    public void Dense(int units, string activation, params string[] options)
    {
        _layers.Add(DenseText(units, activation, options));
        Count(_inputs, units, 1);
        _inputs = units;
    }

    public void Add(string layer) => _layers.Add(layer);

    /// <summary>Writes a residual sum of blocks that keep the width.</summary>
    public void Residual(int repeat, string options, int denses, params string[] block)
    {
        _blocks.Add($"[Block, {string.Join(", ", block)}] public class Part{_blocks.Count};");
        _layers.Add($"Residual<Part{_blocks.Count - 1}>({Joined($"Repeat = {repeat}", options)})");
        Count(_inputs, _inputs, repeat * denses);
    }

    public void Output(params string[] options) => Dense(10, "Identity", options);

    public static string DenseText(int units, string activation, params string[] options)
    {
        var slope = activation == "LeakyReLU(0.2)" ? "Alpha = 0.2" : "";
        return $"Dense({Joined([units.ToString(CultureInfo.InvariantCulture), activation == "Identity" ? "" : $"Activation.{Kind(activation)}", slope, .. options])})";
    }

    public static string ActivationText(string activation) => activation == "LeakyReLU(0.2)" ? "Activation(Activation.LeakyReLU, Alpha = 0.2)" : $"Activation(Activation.{activation})";

    public static string Kind(string activation) => activation.Split('(')[0];

    public static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Joined(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    private void Count(int inputs, int units, int times) => Weights += (long)inputs * units * times;
}
