namespace GradCompile.Tests;

/// <summary>Networks over every kind of layer, loss and optimizer, with sizes that leave remainders, that several suites run.</summary>
internal static class Networks
{
    private const string Block = "[Block, Dense(13, Activation.ReLU, UseBias = false), BatchNorm, Dense(21)] public partial class Inner;\n";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["classifier"] = Net("[Network(19), Dense(37, Activation.ReLU), Dropout(0.3), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01), L2(1e-3), ClipGlobalNorm(1)]"),
        ["wide"] = Net("[Network(130), Dense(200, Activation.GELU), Dense(96, Activation.SELU), Dense(33, Activation.Softplus), Dense(17), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.01, Momentum = 0.9), ClipValue(0.1)]"),
        ["small"] = Net("[Network(16), Dense(32, Activation.Tanh), Dense(32, Activation.Tanh), Dense(1), Loss(Loss.MeanSquaredError), RmsProp(0.01, Momentum = 0.5), ElasticNet(1e-3, 0.4)]"),
        ["norms"] = Net("[Network(9), Dense(21), BatchNorm, Activation(Activation.ELU), Dense(35), LayerNorm, Activation(Activation.Mish), Dense(5), Loss(Loss.Huber), AdamW(0.01), ClipEma(1.5)]"),
        ["residual"] = Net("[Network(11), Residual<Inner>(Repeat = 3, Scale = 0.5, Activation = Activation.LeakyReLU), Dense(3), Loss(Loss.MeanAbsoluteError), AdaGrad(0.05), ClipAdaptive(0.1), L1(1e-3)]"),
        ["softmax"] = Net("[Network(7), LayerNorm, Dense(18, Activation.Softmax), Dense(40, Activation.HardSwish), Activation(Activation.Softmax), Loss(Loss.MeanSquaredError), Sgd(0.1, Momentum = 0.9, Nesterov = true), ClipNorm(0.5)]"),
        ["binary"] = Net("[Network(23), Dense(5, Activation.Sigmoid), Dense(6, Activation.HardSigmoid), Dense(8, Activation.HardTanh), Dense(9, Activation.Softsign), Dense(10, Activation.SiLU), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.01)]"),
        ["image"] = Net("[Network(3, 4, 5), Activation(Activation.ReLU), Dropout(0.5), Flatten, Dense(12), Loss(Loss.SigmoidCrossEntropy), Sgd(0.1)]"),
        ["lenet"] = Net("[Network(1, 12, 12), Conv2D(6, 5, Activation.ReLU, Padding = 2), MaxPool(2), Conv2D(16, 3, Activation.Tanh), AveragePool(2), Flatten, Dense(20, Activation.ReLU), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)]"),
        ["wideImage"] = Net("[Network(3, 9, 7), Conv2D(64, 3, Padding = 1), BatchNorm, Activation(Activation.ReLU), MaxPool(3, Stride = 2, Padding = 1), Conv2D(80, 3, Activation.GELU, Stride = 2, UseBias = false), GlobalAveragePool, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]"),
        ["strided"] = Net("[Network(2, 11, 8), Conv2D(5, 4, Activation.SiLU, Stride = 3, Padding = 2), BatchNorm, Dropout(0.3), Conv2D(3, 1, Stride = 2), Activation(Activation.Softmax), Loss(Loss.MeanSquaredError), Sgd(0.1)]"),
        ["deepImage"] = Net("[Network(4, 6, 6), Conv2D(300, 3, Activation.ReLU, Padding = 1), Conv2D(64, 3, Padding = 1), Conv2D(7, 2, Stride = 2), LayerNorm, AveragePool(3, Stride = 1, Padding = 1), Flatten, Dense(5), Loss(Loss.MeanSquaredError), Sgd(0.1)]"),
        ["bottleneck"] = Net("[Network(3, 8, 8), Conv2D(16, 3, Padding = 1), Residual<Bottleneck>(Repeat = 3, Activation = Activation.ReLU), Residual<Wide>(Activation = Activation.ReLU, Scale = 0.5), GlobalAveragePool, Dense(6), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]",
            "[Block, Conv2D(8, 1, Activation.ReLU), Conv2D(8, 3, Padding = 1), BatchNorm, Activation(Activation.ReLU), Conv2D(24, 1), BatchNorm(ScaleInit = 0.5)] public partial class Bottleneck;",
            "[Block, Conv2D(48, 3, Stride = 2, Padding = 1, UseBias = false), Residual<Inner>(Scale = 0.3), Dropout(0.2)] public partial class Wide; [Block, Conv2D(48, 1, Activation.ELU)] public partial class Inner;"),
        ["lines"] = Net("[Network(2, 19, 23), Conv2D(5, 4, Activation.GELU), AveragePool(2), Conv2D(3, 3, Padding = 1), Activation(Activation.Tanh), Conv2D(17, 3, Padding = 1), BatchNorm, MaxPool(2), Flatten, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]"),
        ["longLines"] = Net("[Network(1, 6, 40), Conv2D(2, 1), Residual<Inner>, MaxPool(2), Dropout(0.2), Flatten, Dense(3), Loss(Loss.MeanSquaredError), Sgd(0.1)]",
            "[Block, Conv2D(10, 5, Activation.ReLU, Padding = 2), Conv2D(2, 3, Padding = 1, UseBias = false)] public partial class Inner;"),
        ["panels"] = Net("[Network(1100), Dense(300, Activation.Tanh), Dense(1000, Activation.ReLU), BatchNorm, Dense(290), Dense(7), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01), ClipAdaptive(0.1)]"),
        ["narrow"] = Net("[Network(300), Dense(1), Dense(7, Activation.ReLU), Dense(1, Activation.Tanh), Loss(Loss.MeanSquaredError), Sgd(0.01)]"),
        ["input"] = Net("[Network(6), BatchNorm, Dropout(0.25), Loss(Loss.MeanSquaredError), Sgd(0.1)]"),
        ["manyClasses"] = Net("[Network(5), Dense(150), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)]"),
    };

    public static TheoryData<string> Names() => [.. All.Keys];

    /// <summary>Seeded inputs and targets; the targets of a row are probabilities, and add up to 1 where there are several.</summary>
    public static (float[] Inputs, float[] Targets) Batch(NetworkUnderTest network, int rows, int seed = 1)
    {
        var random = new Random(seed);
        var inputs = Numbers(random, rows * Size(network.Info.InputShape), 1);
        var outputs = Size(network.Info.OutputShape);
        var targets = Numbers(random, rows * outputs, 1);
        for (var row = 0; row < rows; row++)
        {
            var share = targets.AsSpan(row * outputs, outputs);
            var sum = 0f;
            foreach (ref var t in share) sum += t = Math.Abs(t);
            foreach (ref var t in share) t /= outputs > 1 ? sum : 1 + sum;
        }

        return (inputs, targets);
    }

    public static int Size(IReadOnlyList<int> shape) => shape.Aggregate(1, (size, dimension) => size * dimension);

    private static float[] Numbers(Random random, int count, float scale)
    {
        var numbers = new float[count];
        foreach (ref var n in numbers.AsSpan()) n = (float)((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2 * scale);
        return numbers;
    }

    private static string Net(string attributes, params string[] blocks) =>
        $"using GradCompile;\n{attributes}\npublic partial class Net;\n{(blocks.Length == 0 ? Block : string.Join("\n", blocks))}";
}
