namespace GradCompile.Benchmarks.Threads;

/// <summary>A call of a network that may use as many threads as it is told to.</summary>
/// <param name="Key">Its name in the script for PyTorch.</param>
/// <param name="Name">As the tables show it.</param>
/// <param name="UseThreads">Sets the number of threads.</param>
/// <param name="Call">Does it once.</param>
internal sealed record ThreadedWorkload(string Key, string Name, Action<int> UseThreads, Action Call)
{
    /// <summary>The forward pass of a batch.</summary>
    public static ThreadedWorkload Predict<T>(string key, string name, T network, int rows)
        where T : class, ITrainableNetwork<T>
    {
        var (inputs, outputs) = (Pixels(rows * Size(T.Info.InputShape)), new float[rows * Size(T.Info.OutputShape)]);
        return new ThreadedWorkload(key, name, threads => network.Threads = threads, () => network.Predict(inputs, outputs));
    }

    /// <summary>A training step with class labels.</summary>
    public static ThreadedWorkload Train<T>(string key, string name, T network, int rows)
        where T : class, ITrainableNetwork<T>
    {
        var inputs = Pixels(rows * Size(T.Info.InputShape));
        var labels = Enumerable.Range(0, rows).Select(row => row * 7 % 10).ToArray();
        return new ThreadedWorkload(key, name, threads => network.Threads = threads, () => network.Train(inputs, labels));
    }

    private static int Size(IReadOnlyList<int> shape) => shape.Aggregate(1, (size, dimension) => size * dimension);

    private static float[] Pixels(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
