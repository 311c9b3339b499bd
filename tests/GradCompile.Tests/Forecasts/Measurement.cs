namespace GradCompile.Tests;

/// <summary>What emitted code measures at initialisation, over seeds: medians of log₁₀ values, or of shares.</summary>
internal sealed class Measurement
{
    private const int Seeds = 11;

    private readonly List<double>[] _gradients;
    private readonly List<double> _outputRms = [];
    private readonly List<double[]> _outputs = [];

    private Measurement(int layers) => _gradients = [.. Enumerable.Range(0, layers).Select(_ => new List<double>())];

    /// <summary>log₁₀ of the weight gradient's norm of every weighted layer.</summary>
    public IReadOnlyList<double> LogGradients => [.. _gradients.Select(Median)];

    /// <summary>log₁₀ of the root mean square of the outputs.</summary>
    public double LogOutputRms => Median(_outputRms);

    /// <summary>Outputs in evaluation mode, one array a seed.</summary>
    public IReadOnlyList<double[]> Outputs => _outputs;

    public int Rows { get; private init; }

    /// <summary>Fresh weights, inputs N(mean, std²) and targets for every seed: labels of equal odds, or N(0, 1).</summary>
    public static Measurement Of(NetworkUnderTest networks, string type)
    {
        var network = networks.Other(type, 0);
        var declared = (NetworkAttribute)Attribute.GetCustomAttribute(network.Instance.GetType(), typeof(NetworkAttribute))!;
        var loss = ((LossAttribute)Attribute.GetCustomAttribute(network.Instance.GetType(), typeof(LossAttribute))!).Kind;
        var layers = network.Info.Forecast.Layers;
        var measured = new Measurement(layers.Count) { Rows = declared.BatchSize };
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            network = networks.Other(type, seed);
            var random = new Random((int)seed * 7919);
            var inputs = new float[declared.BatchSize * Networks.Size(network.Info.InputShape)];
            foreach (ref var x in inputs.AsSpan()) x = (float)(declared.InputMean + (declared.InputStd * Normal(random)));
            var outputs = new float[declared.BatchSize * Networks.Size(network.Info.OutputShape)];
            network.Predict(inputs, outputs);
            measured._outputs.Add([.. outputs.Select(y => (double)y)]);
            measured._outputRms.Add(0.5 * Math.Log10(outputs.Average(y => (double)y * y)));
            Differentiate(network, loss, inputs, outputs.Length / declared.BatchSize, random);
            for (var i = 0; i < layers.Count; i++)
            {
                measured._gradients[i].Add(0.5 * Math.Log10(network.GetGradient(layers[i].Name + ".weight").Sum(g => (double)g * g)));
            }
        }

        return measured;
    }

    private static void Differentiate(NetworkUnderTest network, Loss loss, float[] inputs, int outputs, Random random)
    {
        var rows = inputs.Length / Networks.Size(network.Info.InputShape);
        if (loss == Loss.SoftmaxCrossEntropy)
        {
            network.ComputeGradients(inputs, [.. Enumerable.Range(0, rows).Select(_ => random.Next(outputs))]);
            return;
        }

        var targets = new float[rows * outputs];
        foreach (ref var t in targets.AsSpan()) t = loss == Loss.SigmoidCrossEntropy ? random.Next(2) : (float)Normal(random);
        network.ComputeGradients(inputs, targets);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
