using GradCompile.CompilerServices;

namespace GradCompile.Benchmarks.Workloads;

/// <summary>Whole calls of a network over images, on one thread. Operations are those of its convolutions and dense layers.</summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="create">Its constructor.</param>
internal sealed class ImageWorkloads<T>(Func<T> create)
    where T : class, ITrainableNetwork<T>
{
    private static int Inputs { get; } = T.Info.InputShape.Aggregate(1, (size, dimension) => size * dimension);

    private static int Outputs { get; } = T.Info.OutputShape.Aggregate(1, (size, dimension) => size * dimension);

    private static double[] Products { get; } =
        [.. T.Info.Layers.Where(layer => layer.Kind.Split(' ')[0] is "Conv2D" or "Dense" or "Projection").Select(layer => (double)layer.FlopsPerRow)];

    /// <summary>The forward pass of a batch.</summary>
    public Workload Predict(string key, string name, int rows, Goal goal)
    {
        var (network, inputs, outputs) = (Network(), Pixels(rows), new float[rows * Outputs]);
        return new Workload(key, name, rows * Products.Sum(), Hardware.VectorBits, goal, calls =>
        {
            for (var call = 0; call < calls; call++) network.Predict(inputs, outputs);
        });
    }

    /// <summary>A training step: forward pass, weight gradients, and the input gradients of every layer but the first.</summary>
    public Workload Train(string key, string name, int rows, Goal goal)
    {
        var (network, inputs) = (Network(), Pixels(rows));
        var labels = Enumerable.Range(0, rows).Select(row => row * 7 % Outputs).ToArray();
        return new Workload(key, name, rows * ((3 * Products.Sum()) - Products[0]), Hardware.VectorBits, goal, calls =>
        {
            for (var call = 0; call < calls; call++) network.Train(inputs, labels);
        });
    }

    private T Network()
    {
        var network = create();
        network.Threads = 1;
        return network;
    }

    private static float[] Pixels(int rows)
    {
        var random = new Random(rows);
        return [.. Enumerable.Range(0, rows * Inputs).Select(_ => random.NextSingle())];
    }
}
