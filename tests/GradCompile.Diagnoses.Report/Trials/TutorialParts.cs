using System.Globalization;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>One classifier of digits in the making: what is usual first, then a mistake or none, then its attributes.</summary>
internal sealed class TutorialParts(Random random)
{
    private readonly List<string> _hidden = [];
    private bool _isImage;
    private string _hiddenActivation = "ReLU";
    private double _rate;
    private string _optimizer = "Sgd";
    private string _options = "";
    private string _loss = "SoftmaxCrossEntropy";
    private bool _isDeclared = true;

    public PixelScale Inputs { get; set; } = PixelScale.Unit;

    public string Init { get; set; } = "";

    public string Bias { get; set; } = "";

    public double Dropout { get; set; }

    public string OutputActivation { get; set; } = "";

    public string Extra { get; set; } = "";

    public string Block { get; private set; } = "";

    public int Batch { get; set; } = 64;

    private bool HasNorms { get; set; }

    public T Any<T>(params T[] of) => of[random.Next(of.Length)];

    public double Power(double least, double most) => least * Math.Pow(most / least, random.NextDouble());

    public int Between(int least, int most) => (int)Math.Round(Power(least, most));

    public static string Text(double value) => value.ToString("G2", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E+0", "e", StringComparison.Ordinal);

    /// <summary>What tutorials do, with no mistake.</summary>
    public void Usual()
    {
        Inputs = Any(PixelScale.Unit, PixelScale.Unit, PixelScale.Std);
        Batch = Any(16, 32, 64, 64, 64, 100, 128, 256);
        _isDeclared = random.Next(4) > 0;
        Init = Any("Init = Init.XavierUniform", "Init = Init.XavierUniform", "Init = Init.PyTorchDefault", "Init = Init.HeNormal", "", "");
        (_optimizer, _rate, _options) = Any(
            ("Adam", 0.001, ""), ("Adam", 0.001, ""), ("Adam", 0.003, ""), ("AdamW", 0.001, ""), ("RmsProp", 0.001, ""), ("RmsProp", 0.001, ", Decay = 0.9"),
            ("Sgd", 0.1, ""), ("Sgd", 0.1, ""), ("Sgd", 0.2, ""), ("Sgd", 0.05, ", Momentum = 0.9"), ("Sgd", 0.01, ", Momentum = 0.9"), ("Sgd", 0.02, ", Momentum = 0.9, Nesterov = true"),
            ("AdaGrad", 0.01, ""), ("AdaGrad", 0.03, ""));
        _hiddenActivation = Any("ReLU", "ReLU", "ReLU", "Tanh", "GELU", "SiLU", "ELU", "LeakyReLU", "SELU", "Sigmoid");
        if (_hiddenActivation == "SELU") Init = "Init = Init.LeCunNormal";
        HasNorms = random.Next(7) == 0;
        Dropout = random.Next(5) == 0 ? Any(0.1, 0.2, 0.3, 0.5) : 0;
        _isImage = random.Next(5) == 0;
        if (_isImage)
        {
            Batch = Math.Min(Batch, 64);
            return;
        }

        var layers = Any(0, 1, 1, 1, 2, 2, 2, 3, 3, 4);
        var width = Any(16, 32, 64, 64, 100, 128, 128, 256);
        for (var i = 0; i < layers; i++) _hidden.Add(width.ToString(CultureInfo.InvariantCulture));
        if (_hiddenActivation == "Sigmoid" && _optimizer == "Sgd") _rate = Any(0.5, 1, 2);
    }

    public void RateFactor(double least, double most) => _rate *= Power(least, most);

    public void HeavyMomentum() => (_optimizer, _rate, _options) = ("Sgd", Any(0.01, 0.05, 0.1, 0.3, 0.5), $", Momentum = {Any("0.9", "0.95", "0.99", "0.995", "0.999")}");

    /// <summary>Equal layers, whatever was there before.</summary>
    public void Stack(string activation, int depth)
    {
        _isImage = false;
        _hiddenActivation = activation;
        _hidden.Clear();
        var width = Any(16, 32, 64, 64, 100, 128);
        for (var i = 0; i < depth; i++) _hidden.Add(width.ToString(CultureInfo.InvariantCulture));
    }

    public void Penalty()
    {
        if (_optimizer == "AdamW" || random.Next(4) == 0) (_optimizer, _rate, _options) = ("AdamW", 0.001, $", WeightDecay = {Text(Power(0.01, 500))}");
        else Extra = Any("L2", "L2", "L1") is var kind && kind == "L2" ? $"L2({Text(Power(1e-4, 5))})" : $"L1({Text(Power(1e-5, 0.3))})";
    }

    public void Epsilon() => (_optimizer, _rate, _options) = (Any("Adam", "Adam", "RmsProp"), 0.001, $", Epsilon = {Text(Power(1e-6, 10))}");

    public void Narrow()
    {
        _isImage = false;
        if (_hidden.Count == 0) _hidden.Add("64");
        var width = Any(1, 2, 2, 3, 4, 5).ToString(CultureInfo.InvariantCulture);
        if (random.Next(2) == 0)
        {
            _hidden.Add(width);
            return;
        }

        _hidden.Clear();
        var depth = Between(1, 8);
        for (var i = 0; i < depth; i++) _hidden.Add(width);
    }

    public void SquaredError()
    {
        _loss = Any("MeanSquaredError", "MeanSquaredError", "MeanSquaredError", "MeanAbsoluteError", "Huber");
        OutputActivation = Any("", "Sigmoid", "Sigmoid", "Softmax", "Tanh");
        if (_optimizer == "Sgd" && _options.Length == 0) _rate = Any(0.01, 0.1, 0.5, 1);
    }

    public void BatchNormChain()
    {
        Stack(Any("ReLU", "ReLU", "ELU", "Tanh"), Between(5, 45));
        HasNorms = true;
    }

    public void ResidualSums()
    {
        Stack("ReLU", 1);
        var width = _hidden[0];
        var activation = Any("ReLU", "ReLU", "GELU", "Tanh");
        var norm = Any("", "", "LayerNorm, ", "BatchNorm, ");
        Block = $"[Block, {norm}Dense({width}, Activation.{activation}{Options(Init)}), Dense({width}{Options(Init)})] public class Body;";
        _hidden.Add($"Residual<Body>(Repeat = {Between(2, 24)}{(random.Next(5) == 0 ? ", Scale = 0.2" : "")})");
        HasNorms = false;
        Dropout = 0;
    }

    public string Attributes()
    {
        var layers = new List<string> { Network() };
        if (_isImage) Image(layers);
        foreach (var width in _hidden)
        {
            if (width.StartsWith("Residual", StringComparison.Ordinal)) layers.Add(width);
            else if (HasNorms && _hiddenActivation != "Identity") layers.AddRange([$"Dense({width}{Options(Init, "UseBias = false")})", "BatchNorm", $"Activation(Activation.{_hiddenActivation})"]);
            else layers.Add($"Dense({width}{(_hiddenActivation == "Identity" ? "" : $", Activation.{_hiddenActivation}")}{Options(Init, Bias)})");
            if (Dropout > 0) layers.Add($"Dropout({Text(Dropout)})");
        }

        if (_loss == "SoftmaxCrossEntropy" && random.Next(12) == 0) _loss = "SigmoidCrossEntropy";
        layers.Add($"Dense(10{(OutputActivation.Length == 0 ? "" : $", Activation.{OutputActivation}")}{Options(Init, Bias)})");
        layers.Add($"Loss(Loss.{_loss})");
        layers.Add($"{_optimizer}({Text(_rate)}{_options})");
        if (Extra.Length > 0) layers.Add(Extra);
        return string.Join(", ", layers);
    }

    private void Image(List<string> layers)
    {
        var filters = Any(6, 8, 16);
        var pool = Any("MaxPool(2)", "MaxPool(2)", "AveragePool(2)");
        var kernel = Any(3, 5);
        foreach (var channels in new[] { filters, filters * 2 })
        {
            layers.Add($"Conv2D({channels}, {kernel}, Activation.{_hiddenActivation}{Options(Init, Bias)})");
            if (HasNorms) layers.Add("BatchNorm");
            layers.Add(pool);
        }

        layers.Add("Flatten");
        if (Dropout > 0) layers.Add($"Dropout({Text(Dropout)})");
        if (random.Next(2) == 0) layers.Add($"Dense(64, Activation.{_hiddenActivation}{Options(Init, Bias)})");
    }

    private string Network()
    {
        var shape = _isImage ? "1, 28, 28" : "784";
        var inputs = !_isDeclared && Inputs != PixelScale.Tiny ? "" : Inputs switch
        {
            PixelScale.Unit => ", InputMean = 0.13, InputStd = 0.31",
            PixelScale.Raw => ", InputMean = 33.3, InputStd = 78.6",
            PixelScale.Tiny => ", InputMean = 0.0005, InputStd = 0.0012",
            _ => "",
        };
        return $"Network({shape}{inputs}, BatchSize = {Batch.ToString(CultureInfo.InvariantCulture)})";
    }

    private static string Options(params string[] options) => string.Concat(options.Where(option => option.Length > 0).Select(option => ", " + option));
}
