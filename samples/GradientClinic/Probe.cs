namespace GradCompile.Samples.GradientClinic;

/// <summary>A network at initialisation: what the build forecast of each weighted layer, and what its code then computes.</summary>
/// <param name="Class">The class's name.</param>
/// <param name="Layers">The names of the weighted layers, first to last.</param>
/// <param name="Forecast">The norm of each layer's weight gradient, as forecast.</param>
/// <param name="Measured">The same as computed: by layer, then by seed.</param>
public sealed record Probe(string Class, IReadOnlyList<string> Layers, IReadOnlyList<double> Forecast, IReadOnlyList<IReadOnlyList<double>> Measured)
{
    /// <summary>An odd number, so that the median is one of them.</summary>
    public const int Seeds = 11;

    private const int Rows = 64; // what a forecast assumes unless BatchSize says otherwise

    /// <summary>The median over seeds.</summary>
    public double Median(Index layer) => Measured[layer.GetOffset(Measured.Count)].Order().ElementAt(Seeds / 2);

    /// <summary>Runs a network with fresh weights, inputs from N(0, 1) and labels of equal odds for each seed.</summary>
    public static Probe Of<T>(Func<ulong, T> create)
        where T : ITrainableNetwork<T>
    {
        var forecast = T.Info.Forecast.Layers;
        var shapes = T.Info.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        var norms = forecast.Select(_ => new double[Seeds]).ToArray();
        for (var seed = 0; seed < Seeds; seed++)
        {
            var network = create((ulong)seed + 1);
            network.AllowNonFinite = true; // what explodes is to be seen
            var random = new Random(seed);
            float[] inputs = [.. Enumerable.Range(0, Rows * T.Info.InputShape[0]).Select(_ => Normal(random))];
            int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(T.Info.OutputShape[0]))];
            network.ComputeGradients(inputs, labels);
            for (var layer = 0; layer < norms.Length; layer++)
            {
                var name = forecast[layer].Name + ".weight";
                var gradient = new float[shapes[name].Aggregate(1, (size, dimension) => size * dimension)];
                network.GetGradient(name, gradient);
                norms[layer][seed] = Math.Sqrt(gradient.Sum(g => (double)g * g));
            }
        }

        return new Probe(typeof(T).Name, [.. forecast.Select(layer => layer.Name)], [.. forecast.Select(layer => layer.WeightGradientNorm)], norms);
    }

    /// <summary>Box and Muller's transform.</summary>
    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
