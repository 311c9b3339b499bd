using System.Diagnostics;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;

namespace GradCompile.Forecasts.Report;

/// <summary>What a forecast costs, warm, by the median of many.</summary>
internal static class Timing
{
    public static void Print()
    {
        Console.WriteLine();
        foreach (var kind in new[] { ActivationKind.ReLU, ActivationKind.Tanh, ActivationKind.GELU, ActivationKind.Softplus })
        {
            foreach (var (layers, width) in new[] { (4, 128), (8, 64), (64, 64) }) Print($"{layers} layers of {width}, {kind}", Model(layers, _ => width, kind));
            Print($"64 layers of 65 … 128, no two alike, {kind}", Model(64, i => 65 + i, kind));
        }

        Print("ResNet-152 over 112 × 112 pixels", ResNet152());
    }

    /// <summary>Bottlenecks of 1×1, 3×3 and 1×1 convolutions with batch norm, in stages of 3, 8, 36 and 3, over 56 × 56 pixels.</summary>
    private static NetworkModel ResNet152()
    {
        var blocks = new List<DeclaredBlock>();
        var layers = new List<DeclaredLayer> { Convolution(64, 7, 2), new BatchNormLayer(Origin.Class, null, 1), new ActivationLayer(Origin.Class, null, ActivationKind.ReLU, null) };
        foreach (var (width, depth, stride) in new[] { (64, 3, 1), (128, 8, 2), (256, 36, 2), (512, 3, 2) })
        {
            Block($"First{width}", width, stride, 1);
            Block($"Next{width}", width, 1, depth - 1);
        }

        layers.Add(new GlobalAveragePoolLayer(Origin.Class, null));
        layers.Add(new DenseLayer(Origin.Class, null, 1000, new WeightOptions()));
        var network = new DeclaredNetwork(
            new DeclaredType("", "ResNet152", true, true),
            new DeclaredInput(new EquatableArray<int>(3, 112, 112), 0, 1, 32, Origin.Class),
            layers.ToEquatableArray(),
            blocks.ToEquatableArray(),
            new EquatableArray<DeclaredLoss>(new DeclaredLoss(LossKind.SoftmaxCrossEntropy, Origin.Class)),
            default, default, default);
        return NetworkLowering.Lower(network).Model!;

        void Block(string key, int width, int stride, int repeat)
        {
            blocks.Add(new DeclaredBlock(key, key, IsBlock: true, new DeclaredLayer[]
            {
                Convolution(width, 1, 1), new BatchNormLayer(Origin.Class, null, 1), new ActivationLayer(Origin.Class, null, ActivationKind.ReLU, null),
                Convolution(width, 3, stride), new BatchNormLayer(Origin.Class, null, 1), new ActivationLayer(Origin.Class, null, ActivationKind.ReLU, null),
                Convolution(4 * width, 1, 1), new BatchNormLayer(Origin.Class, null, 1),
            }.ToEquatableArray()));
            layers.Add(new ResidualLayer(Origin.Class, null, key, repeat, 1, ActivationKind.ReLU, null, null, null));
        }

        static Conv2DLayer Convolution(int channels, int kernel, int stride) =>
            new(Origin.Class, null, channels, kernel, stride, kernel / 2, new WeightOptions());
    }

    private static void Print(string name, NetworkModel model)
    {
        for (var i = 0; i < 200; i++) Forecaster.Forecast(model);
        var times = new double[101];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Forecaster.Forecast(model);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / times.Length;
        Array.Sort(times);
        Console.WriteLine($"{name,-52}{times[times.Length / 2],9:F0} µs {bytes / 1024,6} KB");
    }

    private static NetworkModel Model(int layers, Func<int, int> width, ActivationKind kind)
    {
        var hidden = Enumerable.Range(0, layers).Select(i => (DeclaredLayer)new DenseLayer(Origin.Class, null, width(i), new WeightOptions(kind, BiasStd: 0.05)));
        var network = new DeclaredNetwork(
            new DeclaredType("", "Net", true, true),
            new DeclaredInput(new EquatableArray<int>(784), 0.5, 0.3, 64, Origin.Class),
            hidden.Append(new DenseLayer(Origin.Class, null, 10, new WeightOptions())).ToEquatableArray(),
            default,
            new EquatableArray<DeclaredLoss>(new DeclaredLoss(LossKind.SoftmaxCrossEntropy, Origin.Class)),
            default, default, default);
        return NetworkLowering.Lower(network).Model!;
    }
}
