using System.Globalization;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>A random dense classifier of digits: as deep and as badly started as chance will have it.</summary>
/// <param name="Description">In a few words.</param>
/// <param name="Layers">Its layer attributes.</param>
/// <param name="Block">A class with the block of its residual sums, or nothing.</param>
internal sealed record RandomNetwork(string Description, string Layers, string Block)
{
    private const int MostWeights = 600_000;

    private static readonly string[] Activations = ["ReLU", "ReLU", "ReLU", "Tanh", "Tanh", "Sigmoid", "ELU", "SELU", "GELU", "SiLU", "LeakyReLU", "Softplus", "Softsign", "HardTanh"];
    private static readonly string[] Inits = ["HeNormal", "XavierUniform", "LeCunNormal", "PyTorchDefault", "Orthogonal", "Normal", "Normal", "Normal", "Uniform", "Auto"];

    public static IEnumerable<RandomNetwork> Draw(int count, int seed)
    {
        var random = new Random(seed);
        for (var drawn = 0; drawn < count;)
        {
            var (depth, width) = ((int)Math.Round(2 * Math.Pow(15, random.NextDouble())), (int)Math.Round(8 * Math.Pow(32, random.NextDouble())));
            var candidate = Draw(random, depth, width);
            if ((784 * width) + (depth * width * width) > MostWeights) continue;
            drawn++;
            yield return candidate;
        }
    }

    /// <summary>The source of the network, once for each optimizer.</summary>
    public string Source(string input, params (string Name, string Optimizer)[] classes) => string.Create(CultureInfo.InvariantCulture,
        $"using GradCompile;\n{string.Join("\n", classes.Select(c => $"[{input}, {Layers}, Loss(Loss.SoftmaxCrossEntropy), {c.Optimizer}]\npublic partial class {c.Name};"))}\n{Block}\n");

    private static RandomNetwork Draw(Random random, int depth, int width)
    {
        var activation = Activations[random.Next(Activations.Length)];
        var init = Inits[random.Next(Inits.Length)];
        var scale = Math.Pow(10, (random.NextDouble() * 1.6) - 0.8) * Math.Sqrt(1.5 / width);
        var weights = init switch
        {
            "Auto" => "",
            "Normal" => $", Init = Init.Normal, InitScale = {Text(scale)}",
            "Uniform" => $", Init = Init.Uniform, InitScale = {Text(scale * Math.Sqrt(3))}",
            _ => $", Init = Init.{init}",
        };
        var last = random.Next(2) == 0 ? "Dense(10)" : $"Dense(10{weights})";
        var kind = random.Next(10);
        var first = $"Dense({width}, Activation.{activation}{weights})";
        var name = $"{depth,2} × {width,3} {activation,-9} {init}{(weights.Contains("Scale", StringComparison.Ordinal) ? $"({Text(scale)})" : "")}";
        switch (kind)
        {
            case 0 or 1:
                var normalized = $"Dense({width}, UseBias = false{weights}), BatchNorm, Activation(Activation.{activation})";
                return new($"{name} batch norm", $"{string.Join(", ", Enumerable.Repeat(normalized, depth))}, {last}", "");
            case 2 or 3:
                var norm = random.Next(3);
                var body = $"[Block, Dense({width}{(norm > 0 ? ", UseBias = false" : "")}{weights}){(norm > 0 ? ", BatchNorm" : "")}, Activation(Activation.{activation}), Dense({width}{weights}){(norm > 1 ? ", BatchNorm" : "")}] public class Part;";
                return new($"{name} residual{(norm > 0 ? " with batch norm" : "")}", $"{first}, Residual<Part>(Repeat = {Math.Max(1, depth / 2)}), {last}", body);
            case 4:
                return new($"{name} dropout", $"{string.Join(", ", Enumerable.Repeat(first + ", Dropout(0.1)", depth))}, {last}", "");
            default:
                return new(name, $"{string.Join(", ", Enumerable.Repeat(first, depth))}, {last}", "");
        }
    }

    private static string Text(double value) => value.ToString("G2", CultureInfo.InvariantCulture);
}
