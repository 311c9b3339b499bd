using System.Globalization;
using System.Text;

namespace GradCompile.Generators.Tests;

/// <summary>Declarations as nobody would write them, and as everybody does while typing. The same seed gives the same text.</summary>
internal sealed class RandomDeclarations(int seed)
{
    private static readonly string[] Names =
    [
        "Net", "Digits", "@class", "@record", "@var", "@dynamic", "@nint", "@float", "@field", "_", "__", "Größe", "Ⅷ", "Ünï_1", "T", "value", "PROGRAM",
        "Predict", "Info", "Math", "Span", "Vector512", "Unsafe", "NetworkCode", "Kernels512", "Kernels256", "NetworkProgram", "System", "GradCompile",
        "Generated", "Activation", "Loss", "Dense", "Instance", "inputs", "Object", "@string", "net", "NET",
    ];

    private static readonly string[] Namespaces =
    [
        "App", "App.Inner", "@event.@class", "System", "System.Runtime", "GradCompile", "GradCompile.Generated", "GradCompile.CompilerServices", "Math", "Vector512.Vector256", "Ünï.Größe", "Net.Digits", "N", "_",
    ];

    private static readonly string[] LayerNames = ["\"a\"", "\"a\"", "\"class\"", "\"inputs\"", "\"rows\"", "\"dense1\"", "\"x.y\"", "\"\"", "null", "\"Größe\"", "\"*/ // \\\"\"", "\"weight\"", "\"scratch\"", "\"_\"", "\"Math\"", "\"Vector512\"", "\"i\"", "\"o\"", "\"sum\"", "\"for\""];

    private static readonly string[] Activations = ["Identity", "ReLU", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "Softplus", "Softsign", "Sigmoid", "Tanh", "HardSigmoid", "HardTanh", "HardSwish", "Softmax"];

    private static readonly string[] Inits = ["Auto", "Zeros", "Constant", "Normal", "Uniform", "TruncatedNormal", "XavierNormal", "XavierUniform", "HeNormal", "HeUniform", "LeCunNormal", "LeCunUniform", "Orthogonal", "PyTorchDefault"];

    private static readonly string[] OddNumbers = ["0", "-1", "-0.0", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.Epsilon", "1e300", "1e-300", "float.MaxValue", "1e-45", "int.MaxValue", "1"];

    private static readonly string[] OddSizes = ["0", "-1", "int.MinValue", "int.MaxValue", "65536", "1000000", "1 + 1", "'a'", "(byte)3", "99999999999", "2.5", "\"2\"", "null", "default", "3u"];

    private static readonly string[] Fragments = ["[", "]", "(", ")", "{", "}", ";", ",", "<", ">", "=", "\"", "'", "//", "/*", "*/", "@", "$", "#", "\n", " class ", " partial ", "GradCompile", "Network", "Dense(", "#if X\n", "\0", "é"];

    private readonly Random _random = new(seed);

    private bool _isImage;

    public string Next()
    {
        _isImage = Chance(0.25);
        var source = Chance(0.9) ? "using GradCompile;\n" : "using System;\nusing GradCompile;\n";
        var body = Class() + Blocks();
        source += _random.Next(10) switch
        {
            < 3 => body,
            < 7 => $"namespace {Pick(Namespaces)};\n{body}",
            _ => $"namespace {Pick(Namespaces)}\n{{\n{body}}}\n",
        };
        return Chance(0.3) ? Mistype(source) : source;
    }

    private string Class()
    {
        var name = Pick(Names, usual: 0.75);
        var layers = string.Concat(Enumerable.Range(0, _random.Next(0, 5)).Select(_ => $"[{(_isImage ? ImageLayer() : Layer())}]\n"));
        if (_isImage && Chance(0.9)) layers += $"[{Pick(["Flatten", "GlobalAveragePool"])}]\n[Dense({Size()})]\n";
        var training = string.Concat(Enumerable.Range(0, _random.Next(0, 3)).Select(_ => $"[{Training()}]\n"));
        var kind = Chance(0.96) ? "partial class" : Pick(["class", "partial struct", "partial record", "partial interface", "static partial class", "abstract partial class", "file partial class", "partial record struct", "partial enum"]);
        var head = $"{Pick(["public ", "internal ", "public sealed ", "", "[System.Obsolete] public ", "unsafe "], usual: 0.8)}{kind} {name}";
        var parameters = Chance(0.04) ? Pick(["<T>", "(int x)", " : System.Exception", " : System.IDisposable", " : Missing", " : B0"]) : "";
        var members = Chance(0.9) ? ";" : $" {{ {Pick(["public int Size => 3;", "public void Predict() { }", "public int Info;", $"public {name}(int x) {{ }}", $"public {name}(int x) : this(3ul) {{ }}", "int _engine;", "public required int X { get; set; }", "public void Save(string path) { }", "class Train { }", "public static implicit operator int(" + name + " x) => 1;"])} }}";
        var text = $"{Network()}\n{layers}{training}{head}{parameters}{members}\n";
        if (Chance(0.06)) text += $"{(Chance(0.5) ? $"[{Layer()}] " : "")}{(Chance(0.3) ? Network() : "")}{kind} {name}{(Chance(0.8) ? "" : "<T>")} {{ }}\n";
        return Chance(0.03) ? $"public partial class Outer {{\n{text}}}\n" : text;
    }

    private string Network()
    {
        var shape = _isImage && Chance(0.95) ? $"{Size(4)}, {Side()}, {Side()}" : _random.Next(10) switch
        {
            < 8 => Size(),
            8 => $"{Size()}, {Size()}, {Size()}",
            _ => Pick(["", "null", "new int[] { 3 }", "new[] { 2, 2, 2 }", "shape: 4", "[3]", "2, 3"]),
        };
        return Chance(0.97) ? $"[Network({shape}{(Chance(0.1) ? $", InputStd = {Number()}, BatchSize = {Size()}" : "")})]" : "[Network]";
    }

    private string Blocks()
    {
        var blocks = new StringBuilder();
        for (var i = 0; i < 3; i++)
        {
            if (Chance(0.1)) continue;
            var layers = string.Join(", ", Enumerable.Range(0, _random.Next(1, 3)).Select(_ => _isImage ? ImageLayer() : Layer()));
            blocks.Append(CultureInfo.InvariantCulture, $"{(Chance(0.95) ? "[Block] " : "")}[{layers}] {(Chance(0.9) ? "public class" : "interface")} B{i}{(Chance(0.97) ? "" : "<T>")};\n");
        }

        return blocks.ToString();
    }

    private string Layer() => _random.Next(100) switch
    {
        < 50 => $"Dense({Size()}{(Chance(0.5) ? $", {Activation()}" : "")}{Options()})",
        < 62 => $"Activation({Activation()}{Options("Alpha", "Name")})",
        < 68 => $"Dropout({(Chance(0.8) ? "0.25" : Number())}{Options("Name")})",
        < 74 => $"BatchNorm{(Chance(0.3) ? $"(ScaleInit = {Number()})" : "")}",
        < 80 => "LayerNorm",
        < 84 => "Flatten",
        < 93 => $"Residual<{Pick(["B0", "B1", "B2", "B0", "B1", "string", "int", "Net", "Missing", "dynamic", "B0[]", "B1?", ""], usual: 0.85)}>{(Chance(0.5) ? $"(Repeat = {Size(4)}{Options("Scale", "Activation", "Alpha", "L1", "L2", "Name")})" : "")}",
        93 => Pick(["Conv2D(2, 3)", "MaxPool(2)", "AveragePool(2, Stride = 1)", "GlobalAveragePool"]),
        < 98 => $"Dense({Size()}, Init = Init.{Pick(Inits)}, InitScale = {Number()})",
        _ => Pick(["Flatten", "Dense", "Dense()", "Dense(\"3\")", "Dense(3, 4)", "Dens(3)", "Dense(3, Foo = 1)", "Dense(units: 3, activation: Activation.ReLU)", "Dense(3, Activation = Activation.ReLU, Activation = Activation.Tanh)", "Activation(3)", "System.Serializable", "Layer"]),
    };

    /// <summary>Mostly layers that keep height and width or halve them, so that some chains fit and some run out of pixels.</summary>
    private string ImageLayer() => _random.Next(100) switch
    {
        < 30 => $"Conv2D({Size()}, 3{(Chance(0.5) ? $", {Activation()}" : "")}, Padding = 1{(Chance(0.2) ? $", Stride = {Size(3)}" : "")}{Options()})",
        < 45 => $"Conv2D({Size()}, {Pick(["1", "2", "3", "5", "7"])}{(Chance(0.3) ? $", Stride = {Pick(["1", "2", "3"])}" : "")}{(Chance(0.2) ? $", Padding = {Pick(["0", "1", "2", "3", "-1", "int.MaxValue"])}" : "")})",
        < 60 => $"{Pick(["MaxPool", "AveragePool"])}({Pick(["2", "2", "3", "1"])}{(Chance(0.4) ? $", Stride = {Pick(["1", "2", "3", "0"], usual: 0.4)}" : "")}{(Chance(0.3) ? $", Padding = {Pick(["1", "0", "2", "-1"], usual: 0.6)}" : "")})",
        < 68 => "BatchNorm",
        < 72 => "LayerNorm",
        < 80 => $"Activation({Activation()})",
        < 84 => "Dropout(0.25)",
        < 95 => $"Residual<{Pick(["B0", "B1", "B2"])}>{(Chance(0.5) ? $"(Repeat = {Size(3)}{Options("Scale", "Activation", "L2")})" : "")}",
        < 97 => $"Conv2D({Size()}, {Size()}, Stride = {Size()}, Padding = {Size()})",
        97 => Pick(["GlobalAveragePool", "Flatten"]),
        98 => Pick(["Conv2D(2)", "MaxPool", "AveragePool(2, Activation.ReLU)", "MaxPool(int.MaxValue)", "Conv2D(int.MaxValue, 1)", "Conv2D(2, int.MaxValue)", "Conv2D(3, 3, Padding = int.MinValue)", "MaxPool(2, Stride = int.MaxValue)", "AveragePool(2147483647, Padding = 1073741823)"]),
        _ => Layer(),
    };

    private string Training() => _random.Next(14) switch
    {
        < 4 => $"Loss(Loss.{Pick(["MeanSquaredError", "MeanAbsoluteError", "Huber", "SoftmaxCrossEntropy", "SigmoidCrossEntropy", "Unknown"], usual: 0.6)})",
        4 => $"Sgd({Number()}{Options("Momentum")})",
        5 => $"Adam({Number()}{Options("Beta1", "Beta2", "Epsilon")})",
        6 => $"AdamW({Number()}{Options("WeightDecay")})",
        7 => $"RmsProp({Number()}{Options("Decay", "Momentum")})",
        8 => $"AdaGrad({Number()})",
        9 => $"L1({Number()})",
        10 => $"L2({Number()})",
        11 => $"ElasticNet({Number()}, {Number()})",
        _ => $"{Pick(["ClipValue", "ClipNorm", "ClipGlobalNorm", "ClipEma", "ClipAdaptive"])}({Number()})",
    };

    private string Options(params string[] allowed)
    {
        if (allowed.Length == 0) allowed = ["Alpha", "Init", "InitScale", "BiasInit", "BiasStd", "UseBias", "L1", "L2", "Name"];
        if (Chance(0.7)) return "";
        var options = new StringBuilder();
        foreach (var name in allowed.Where(_ => Chance(0.25)))
        {
            var value = name switch
            {
                "Init" => "Init." + Pick(Inits),
                "UseBias" => Pick(["true", "false"]),
                "Name" => Pick(LayerNames),
                "Activation" => Activation(),
                _ => Number(),
            };
            options.Append(CultureInfo.InvariantCulture, $", {name} = {value}");
        }

        return options.ToString();
    }

    private string Activation() => Chance(0.97) ? "Activation." + Pick(Activations) : Pick(["(Activation)99", "(Activation)(-1)", "default", "0", "Activation.Unknown", "Activation."]);

    private string Size(int most = 40) => Chance(0.98) ? _random.Next(1, Chance(0.06) ? most : 8).ToString(CultureInfo.InvariantCulture) : Pick(OddSizes);

    private string Side() => Chance(0.97) ? _random.Next(3, 13).ToString(CultureInfo.InvariantCulture) : Size();

    private string Number() => Chance(0.93) ? (_random.Next(1, 100) / 100.0).ToString("R", CultureInfo.InvariantCulture) : Pick(OddNumbers);

    /// <summary>What a keyboard does: letters left out, doubled, or out of place.</summary>
    private string Mistype(string source)
    {
        var text = new StringBuilder(source);
        for (var edits = _random.Next(1, 4); edits > 0; edits--)
        {
            var at = _random.Next(text.Length);
            var length = Math.Min(_random.Next(1, 12), text.Length - at);
            switch (_random.Next(4))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Remove(at, 1);
                    break;
                case 2:
                    text.Insert(at, text.ToString(at, length));
                    break;
                default:
                    text.Insert(at, Pick(Fragments));
                    break;
            }

            if (text.Length == 0) text.Append(' ');
        }

        return text.ToString();
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(T[] items) => items[_random.Next(items.Length)];

    /// <summary>The first item with the given probability, else any.</summary>
    private T Pick<T>(T[] items, double usual) => Chance(usual) ? items[0] : Pick(items);
}
