using System.Globalization;

namespace GradCompile.TestKit;

/// <summary>
/// Declarations of networks to be trained, set up in all the ways that compile, the sensible and the absurd; now and then one that does not compile. The
/// same seed gives the same texts.
/// </summary>
public sealed class TrainableDeclarations(int seed)
{
    private static readonly string[] Activations =
        ["Identity", "ReLU", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "Softplus", "Softsign", "Sigmoid", "Tanh", "HardSigmoid", "HardTanh", "HardSwish", "Softmax"];

    private static readonly string[] Inits =
        ["Auto", "Zeros", "Constant", "Normal", "Uniform", "TruncatedNormal", "XavierNormal", "XavierUniform", "HeNormal", "HeUniform", "LeCunNormal", "LeCunUniform", "Orthogonal", "PyTorchDefault"];

    private static readonly double[] Scales = [0, 1e-38, 1e-12, 1e-6, 1e-3, 0.01, 0.05, 0.05, 0.1, 0.1, 0.5, 1, 1, 1.4, 2, 5, 30, 1e3, 1e10, 1e25, 3e38];
    private static readonly double[] Rates = [1e-30, 1e-8, 1e-6, 1e-5, 1e-4, 1e-3, 1e-3, 1e-3, 0.01, 0.01, 0.1, 0.1, 0.5, 1, 10, 1e4, 1e30];
    private static readonly double[] Shares = [0.05, 0.1, 0.2, 0.3, 0.5, 0.5, 0.6, 0.8, 0.95, 0.999];
    private static readonly double[] Momenta = [0, 0.5, 0.9, 0.9, 0.99, 0.999];
    private static readonly double[] Epsilons = [1.2e-38, 1e-30, 1e-12, 1e-8, 1e-7, 1e-4, 0.1, 1, 1e6];
    private static readonly double[] Strengths = [0, 1e-20, 1e-8, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 100, 1e10, 1e30];
    private static readonly double[] Offsets = [-1e20, -100, -8, -3, -0.5, 0, 0.1, 0.5, 1, 4, 30, 1e6, 1e30];
    private static readonly double[] Spreads = [0, 1e-30, 1e-6, 0.01, 0.3, 0.5, 2, 50, 1e4, 1e15, 1e30];
    private static readonly int[] Widths = [1, 2, 3, 4, 8, 16, 32, 32, 64, 64, 100, 128];

    private readonly Random _random = new(seed);

    // Draws of its own: however it is set, a seed's declaration stays what it is.
    private readonly Random _layout = new(~seed);

    private string _activation = "ReLU";
    private string _init = "";
    private AttributeLayout? _set;
    private bool _isOneList;
    private bool _isImage;
    private int _width;
    private double _norms;
    private double _dropouts;

    /// <summary>A source file of one network and its blocks.</summary>
    public string Next()
    {
        _isImage = Chance(0.25);
        _activation = Chance(0.4) ? "ReLU" : Pick(Activations);
        _init = Chance(0.6) ? "" : Init();
        _width = _isImage ? _random.Next(1, 13) : Pick(Widths);
        _norms = Chance(0.6) ? 0 : _random.NextDouble();
        _dropouts = Chance(0.7) ? 0 : _random.NextDouble();
        var depth = Chance(0.1) ? _random.Next(10, _isImage ? 14 : 45) : _random.Next(0, 7);
        var attributes = new List<string>();
        for (var i = 0; i < depth; i++) attributes.AddRange(Hidden(allowsBlocks: true));
        if (_isImage) attributes.Add(Chance(0.7) ? "Flatten" : "GlobalAveragePool");
        if (_isImage && Chance(0.5)) attributes.AddRange(Dense(_random.Next(1, 40), _activation));
        attributes.AddRange(Dense(Pick([1, 2, 2, 3, 5, 10, 10, 10, 100]), Chance(0.8) ? "Identity" : Pick(Activations)));
        attributes.AddRange(Training());
        _isOneList = Chance(0.5);
        _set = _layout.Next(3) > 0 ? new AttributeLayout(_layout.Next()) : null;
        return $"using GradCompile;\n\n{Set(attributes.Prepend(Network()))}public partial class Net;\n\n{Block("B0", "")}{Block("B1", "B0")}";
    }

    private string Set(IEnumerable<string> attributes) => _set?.Of(attributes) ?? $"[{string.Join(_isOneList ? ", " : "]\n[", attributes)}]\n";

    private string Network()
    {
        var shape = _isImage ? $"{_random.Next(1, 4)}, {_random.Next(4, 13)}, {_random.Next(4, 13)}" : Text(Chance(0.5) ? _random.Next(1, 20) : _random.Next(20, 800));
        return $"Network({shape}"
            + Maybe(0.12, () => $", InputMean = {Text(Pick(Offsets))}")
            + Maybe(0.15, () => $", InputStd = {Text(Pick(Spreads))}")
            + Maybe(0.15, () => $", BatchSize = {Text(Pick([1, 2, 3, 16, 256, 10_000, 1_000_000]))}")
            + Maybe(0.15, () => $", TrainingSteps = {Text(Pick([1, 10, 100, 20_000, 1_000_000, int.MaxValue]))}")
            + ")";
    }

    private string Block(string name, string inner)
    {
        var layers = new List<string>();
        for (var i = _random.Next(1, 4); i > 0; i--) layers.AddRange(Hidden(allowsBlocks: false));
        if (inner.Length > 0 && Chance(0.15)) layers.Add($"Residual<{inner}>");
        return $"{Set(layers.Prepend("Block"))}public class {name};\n";
    }

    private IEnumerable<string> Hidden(bool allowsBlocks)
    {
        if (allowsBlocks && Chance(0.12))
        {
            yield return Residual();
            yield break;
        }

        var activation = Chance(0.8) ? _activation : Pick(Activations);
        var width = Chance(0.85) ? _width : _isImage ? _random.Next(1, 13) : Pick(Widths);
        var hasNorm = Chance(_norms);
        var layers = _isImage ? Convolution(width, hasNorm ? "Identity" : activation) : Dense(width, hasNorm ? "Identity" : activation);
        foreach (var layer in layers) yield return layer;
        if (hasNorm) yield return Chance(0.75) ? "BatchNorm" + Maybe(0.08, () => $"(ScaleInit = {Text(Pick(Scales))})") : "LayerNorm";
        if (hasNorm && Chance(0.9)) yield return Activation(activation);
        if (Chance(0.04)) yield return Activation(Pick(Activations));
        if (Chance(_dropouts)) yield return $"Dropout({Text(Pick(Shares))})";
        if (_isImage && allowsBlocks && Chance(0.15)) yield return $"{Pick(["MaxPool", "AveragePool"])}({Pick(["2", "3, Stride = 2, Padding = 1", "3, Stride = 1, Padding = 1"])})";
    }

    private string Residual() =>
        $"Residual<{(Chance(0.7) ? "B0" : "B1")}>(Repeat = {Text(Chance(0.15) ? _random.Next(8, 30) : _random.Next(1, 5))}"
        + Maybe(0.3, () => $", Scale = {Text(Chance(0.8) ? 0.3 : Pick(Scales))}")
        + Maybe(0.3, () => $", Activation = Activation.{_activation}")
        + Maybe(0.04, () => $", L2 = {Text(Pick(Strengths))}")
        + ")";

    private IEnumerable<string> Dense(int units, string activation) => Weighted($"Dense({Text(units)}", activation);

    private IEnumerable<string> Convolution(int filters, string activation)
    {
        var kernel = Pick([1, 3, 3, 3, 5]);
        return Weighted($"Conv2D({Text(filters)}, {Text(kernel)}", activation, Maybe(0.95, () => $", Padding = {Text(kernel / 2)}") + Maybe(0.08, () => ", Stride = 2"));
    }

    /// <summary>The activation by its place, by its parameter's name, as a property or as a layer of its own.</summary>
    private IEnumerable<string> Weighted(string head, string activation, string tail = "")
    {
        var form = activation == "Identity" ? (Chance(0.9) ? 4 : 0) : _random.Next(4);
        var place = form switch { 0 => $", Activation.{activation}", 1 => $", activation: Activation.{activation}", _ => "" };
        var init = Chance(0.9) ? _init : Init();
        var hasBias = Chance(0.92);
        yield return head + place + tail
            + (form == 2 ? $", Activation = Activation.{activation}" : "")
            + (form is 0 or 2 && activation is "LeakyReLU" or "ELU" && place.Length > 0 ? Maybe(0.2, () => $", Alpha = {Text(Pick([0.01, 0.2, 1.5]))}") : "")
            + init
            + (hasBias ? Maybe(0.08, () => $", BiasInit = {Text(Pick(Offsets))}") + Maybe(0.05, () => $", BiasStd = {Text(Pick(Scales))}") : ", UseBias = false")
            + Maybe(0.03, () => $", L2 = {Text(Pick(Strengths))}")
            + Maybe(0.03, () => $", L1 = {Text(Pick(Strengths))}")
            + ")";
        if (form == 3) yield return Activation(activation);
    }

    private string Activation(string kind) => $"Activation(Activation.{kind}{(kind is "LeakyReLU" or "ELU" ? Maybe(0.2, () => ", Alpha = 0.3") : "")})";

    private string Init()
    {
        var kind = Pick(Inits);
        var needsScale = kind is "Constant" or "Normal" or "Uniform" or "TruncatedNormal";
        var scale = kind == "Constant" && Chance(0.3) ? -0.1 : Pick(Scales);
        return $", Init = Init.{kind}" + (needsScale || (kind is not ("Zeros" or "PyTorchDefault") && Chance(0.3)) ? $", InitScale = {Text(scale)}" : "");
    }

    private IEnumerable<string> Training()
    {
        if (Chance(0.96)) yield return $"Loss(Loss.{Pick(["SoftmaxCrossEntropy", "SoftmaxCrossEntropy", "SoftmaxCrossEntropy", "SigmoidCrossEntropy", "MeanSquaredError", "MeanAbsoluteError", "Huber"])})";
        if (Chance(0.95)) yield return Optimizer();
        if (Chance(0.2)) yield return $"{Pick(["ClipValue", "ClipNorm", "ClipGlobalNorm", "ClipEma", "ClipAdaptive"])}({Text(Pick([1e-30, 1e-8, 1e-3, 0.01, 0.1, 1, 1, 10, 1e4, 1e30]))})";
        if (Chance(0.1)) yield return $"L2({Text(Pick(Strengths))})";
        if (Chance(0.06)) yield return $"L1({Text(Pick(Strengths))})";
        if (Chance(0.04)) yield return $"ElasticNet({Text(Pick(Strengths))}, {Text(Pick([0, 0.5, 1]))})";
    }

    private string Optimizer()
    {
        var rate = Text(Pick(Rates));
        var epsilon = Maybe(0.25, () => $", Epsilon = {Text(Pick(Epsilons))}");
        return Pick(["Sgd", "Sgd", "Adam", "Adam", "AdamW", "RmsProp", "AdaGrad"]) switch
        {
            "Sgd" => $"Sgd({rate}{Maybe(0.5, () => $", Momentum = {Text(Pick(Momenta))}")})",
            "Adam" => $"Adam({rate}{Maybe(0.1, () => $", Beta1 = {Text(Pick(Momenta))}")}{Maybe(0.1, () => $", Beta2 = {Text(Pick(Momenta))}")}{epsilon})",
            "AdamW" => $"AdamW({rate}{Maybe(0.5, () => $", WeightDecay = {Text(Pick(Strengths))}")}{epsilon})",
            "RmsProp" => $"RmsProp({rate}{Maybe(0.3, () => $", Decay = {Text(Pick(Momenta))}")}{Maybe(0.3, () => $", Momentum = {Text(Pick(Momenta))}")}{epsilon})",
            _ => $"AdaGrad({rate}{epsilon})",
        };
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private string Maybe(double probability, Func<string> text) => Chance(probability) ? text() : "";

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
