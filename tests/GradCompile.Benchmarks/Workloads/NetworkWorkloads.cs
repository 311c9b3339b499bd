using GradCompile.CompilerServices;

namespace GradCompile.Benchmarks.Workloads;

/// <summary>Whole calls of a network's public members, everything included that a user pays for, on one thread.</summary>
/// <typeparam name="T">The network.</typeparam>
/// <param name="create">Its constructor.</param>
/// <param name="widths">Its input and the outputs of its layers.</param>
internal sealed class NetworkWorkloads<T>(Func<T> create, params int[] widths)
    where T : class, ITrainableNetwork<T>
{
    private int Inputs => widths[0];

    private int Outputs => widths[^1];

    /// <summary>The forward pass of a batch.</summary>
    public Workload Predict(string key, string name, int rows, Goal goal)
    {
        var (network, inputs, outputs) = (Network(), Numbers(rows * Inputs), new float[rows * Outputs]);
        return Of(key, name, Operations.Forward(rows, widths), goal, calls =>
        {
            for (var call = 0; call < calls; call++) network.Predict(inputs, outputs);
        });
    }

    /// <summary>A training step with class labels.</summary>
    public Workload TrainOnLabels(string key, string name, int rows, Goal goal)
    {
        var (network, inputs) = (Network(), Numbers(rows * Inputs));
        var labels = Enumerable.Range(0, rows).Select(row => row * 7 % Outputs).ToArray();
        return Of(key, name, Operations.Step(rows, widths), goal, calls =>
        {
            for (var call = 0; call < calls; call++) network.Train(inputs, labels);
        });
    }

    /// <summary>A training step with numbers as targets.</summary>
    public Workload Train(string key, string name, int rows, Goal goal)
    {
        var (network, inputs, targets) = (Network(), Numbers(rows * Inputs), Numbers(rows * Outputs));
        return Of(key, name, Operations.Step(rows, widths), goal, calls =>
        {
            for (var call = 0; call < calls; call++) network.Train(inputs, targets);
        });
    }

    private T Network()
    {
        var network = create();
        network.Threads = 1;
        return network;
    }

    /// <summary>Uniform between 0 and 1, as pixels are.</summary>
    private static float[] Numbers(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }

    private static Workload Of(string key, string name, double operations, Goal goal, Action<int> run) =>
        new(key, name, operations, Hardware.VectorBits, goal, run);
}
