using GradCompile.CompilerServices;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Reference;
using GradCompile.Compiler.Rewrites;

namespace GradCompile.Tests;

/// <summary>One suite over all engines: the emitted code of every width agrees with the oracle, masks of dropout included.</summary>
public class EmittedAgainstOracleTests
{
    public static TheoryData<string> Names() => Networks.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheOracle(string name) => Check(Networks.All[name], [5, 13, 40]);

    /// <summary>More rows than prediction works on at a time.</summary>
    [Fact]
    public void ManyRowsAgreeWithTheOracle() => Check(Networks.All["small"], [300]);

    [Fact]
    public void LabelsAreTargetsWithOneOne()
    {
        using var network = NetworkUnderTest.Compile(Networks.All["classifier"]);
        var (inputs, _) = Networks.Batch(network, 300);
        var labels = Enumerable.Range(0, 300).Select(i => (i * 7) % 10).ToArray();
        var targets = new float[3000];
        for (var i = 0; i < 300; i++) targets[(i * 10) + labels[i]] = 1;
        Same([network.Evaluate(inputs, targets)], [network.Evaluate(inputs, labels)], 1, "evaluation");
        Same([network.ComputeGradients(inputs, targets)], [network.ComputeGradients(inputs, labels)], 1, "loss");
        network.ComputeGradients(inputs, targets);
        var expected = network.GetGradient("dense1.weight").Select(g => (double)g).ToArray();
        network.ComputeGradients(inputs, labels);
        Same(expected, network.GetGradient("dense1.weight").Select(g => (double)g), 0, "gradient");
    }

    /// <summary>Random chains of layers with odd sizes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void RandomNetworksAgreeWithTheOracle(int seed)
    {
        var random = new Random(seed);
        var activations = Enum.GetNames<Activation>();
        string Some() => $"Activation.{activations[random.Next(activations.Length)]}";
        var layers = new List<string> { $"Network({random.Next(1, 40)}), Dense({random.Next(1, 40)}, {Some()})" };
        for (var i = random.Next(2, 6); i > 0; i--)
        {
            layers.Add(random.Next(7) switch
            {
                0 => "BatchNorm",
                1 => "LayerNorm",
                2 => "Dropout(0.3)",
                3 => $"Activation({Some()})",
                4 => "Residual<Inner>(Repeat = 2)",
                _ => $"Dense({random.Next(1, 70)}, {Some()}, UseBias = {(random.Next(2) == 0 ? "true" : "false")})",
            });
        }

        layers.Add($"Dense({random.Next(2, 20)}), Loss(Loss.{Enum.GetNames<Loss>()[random.Next(5)]}), L2(0.01)");
        Check($"using GradCompile;\n[{string.Join(", ", layers)}]\npublic partial class Net;\n[Block, Dense(9, Activation.SiLU), Dense(24)] public partial class Inner;", [6, 18]);
    }

    /// <summary>Random images: odd sizes, windows and strides, few channels and many, so that every arrangement meets every other.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    public void RandomImageNetworksAgreeWithTheOracle(int seed)
    {
        var random = new Random(seed);
        string[] activations = ["Identity", "ReLU", "Tanh", "GELU", "LeakyReLU", "Sigmoid"];
        int[] channels = [1, 3, 7, 16, 48, 65];
        int[] extra = [1, 2, 5, 20];
        string Some() => $"Activation.{activations[random.Next(activations.Length)]}";
        var (height, width) = (random.Next(7, 13), random.Next(7, 13));
        var layers = new List<string> { $"Network({extra[random.Next(4)]}, {height}, {width})" };
        for (var i = random.Next(2, 5); i > 0 && height > 3 && width > 3; i--)
        {
            var (kernel, stride) = (random.Next(1, 4), random.Next(1, 4));
            var padding = random.Next(0, kernel);
            (height, width) = ((height + (2 * padding) - kernel) / stride + 1, (width + (2 * padding) - kernel) / stride + 1);
            layers.Add($"Conv2D({channels[random.Next(6)]}, {kernel}, {Some()}, Stride = {stride}, Padding = {padding}, UseBias = {(random.Next(2) == 0 ? "true" : "false")})");
            var size = Math.Min(random.Next(1, 4), Math.Min(height, width));
            switch (random.Next(6))
            {
                case 0: layers.Add("BatchNorm"); break;
                case 1: layers.Add("LayerNorm"); break;
                case 2: layers.Add("Dropout(0.3)"); break;
                case 3: layers.Add("Activation(Activation.Softmax)"); break;
                default:
                    var (step, border) = (random.Next(1, 4), random.Next(0, (size / 2) + 1));
                    (height, width) = ((height + (2 * border) - size) / step + 1, (width + (2 * border) - size) / step + 1);
                    layers.Add($"{(random.Next(2) == 0 ? "MaxPool" : "AveragePool")}({size}, Stride = {step}, Padding = {border})");
                    break;
            }
        }

        layers.Add(random.Next(3) switch { 0 => "GlobalAveragePool", 1 => "Flatten", _ => "Flatten, Dense(9)" });
        Check($"using GradCompile;\n[{string.Join(", ", layers)}, Loss(Loss.{Enum.GetNames<Loss>()[random.Next(5)]}), L2(0.01)]\npublic partial class Net;", [3, 18]);
    }

    private static void Check(string source, int[] batches)
    {
        var model = ModelOf.Source(source);
        using var first = NetworkUnderTest.Compile(source);
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits, seed: 9);
            foreach (var rows in batches) Check(model, network, rows, bits);
        }
    }

    private static void Check(NetworkModel model, NetworkUnderTest network, int rows, int bits)
    {
        var (inputs, targets) = Networks.Batch(network, rows);
        var (inputSize, outputSize) = (Networks.Size(network.Info.InputShape), Networks.Size(network.Info.OutputShape));
        var tensors = model.Parameters.ToDictionary(p => p.Name, p => network.GetTensor(p.Name).Select(w => (double)w).ToArray());
        var dropouts = RewritePipeline.Training(model)[^1].Graph.Operations.OfType<DropoutOperation>().GroupBy(o => o.Index).ToDictionary(g => g.Key, g => g.First());
        var oracle = new ReferenceNetwork(model, tensors, (index, row, i) => Keep(9, index, dropouts[index].Rate, Element(dropouts[index].Output, row, i)));
        var outputs = new float[rows * outputSize];
        network.Predict(inputs, outputs);
        var expected = oracle.Predict(ModelOf.Rows(inputs, inputSize));
        Same(expected.SelectMany(r => r), outputs.Select(y => (double)y), 1, $"{bits} bits, {rows} rows: outputs");
        var (evaluated, _) = ReferenceLoss.Of(model.Loss!.Value, expected, ModelOf.Rows(targets, outputSize));
        Same([evaluated], [network.Evaluate(inputs, targets)], 1, $"{bits} bits, {rows} rows: loss in evaluation mode");
        var result = oracle.ComputeGradients(ModelOf.Rows(inputs, inputSize), ModelOf.Rows(targets, outputSize));
        var loss = network.ComputeGradients(inputs, targets);
        Same([result.Loss], [loss], 1, $"{bits} bits, {rows} rows: loss");
        var largest = result.Gradients.Values.Max(g => g.Max(Math.Abs));
        foreach (var (name, gradient) in result.Gradients) Same(gradient, network.GetGradient(name).Select(g => (double)g), largest, $"{bits} bits, {rows} rows: gradient of {name}");
    }

    /// <summary>Where an element stands in memory: its mask is drawn by that.</summary>
    private static int Element(Value value, int row, int i)
    {
        var (size, positions, channels) = ((int)value.Shape.Size, (int)value.Shape.Positions, (value.Shape.Channels + 15) / 16 * 16);
        return value.Arrangement switch
        {
            Arrangement.Samples => (row / 16 * 16 * size) + (i * 16) + (row % 16),
            Arrangement.Pixels => (((row * positions) + (i % positions)) * channels) + (i / positions),
            _ => (row * ((size + 15) / 16 * 16)) + i,
        };
    }

    /// <summary>The mask of the first step.</summary>
    private static double Keep(ulong seed, int layer, double rate, int element)
    {
        var (low, high) = DropoutMask.LayerKey(SplitMix64.Mix(SplitMix64.Mix(seed)), layer);
        return DropoutMask.Keep128(low, high, (uint)element, (uint)Math.Round(rate * 4294967296.0), 1)[0] == 0 ? 0 : 1 / (1 - rate);
    }

    /// <param name="largest">The size of what flows through the network: an exact zero, as a bias in front of a batch norm has, comes of terms of this size.</param>
    private static void Same(IEnumerable<double> expected, IEnumerable<double> actual, double largest, string what)
    {
        // Single precision against double: relative to the largest element, since small ones are differences of large ones.
        var (wanted, found) = (expected.ToArray(), actual.ToArray());
        Assert.Equal(wanted.Length, found.Length);
        var scale = Math.Max(0.01 * largest, wanted.Max(Math.Abs));
        for (var i = 0; i < wanted.Length; i++)
        {
            Assert.True(Math.Abs(wanted[i] - found[i]) <= 5e-5 * scale, $"{what}[{i}]: expected {wanted[i]:G9}, found {found[i]:G9}.");
        }
    }
}
