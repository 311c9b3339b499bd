using System.Reflection;
using GradCompile.Samples.Images;

namespace GradCompile.Samples.ImageNets;

/// <summary>‖∂loss/∂weights‖ of each weighted layer of a fresh network, penalties included: forecast and measured.</summary>
internal sealed record GradientNorms(string Layer, double? Forecast, double AsAssumed, double OnImages)
{
    /// <summary>All layers, in forward order.</summary>
    public static List<GradientNorms> Of<T>(T network, float[] images, int[] labels)
        where T : class, ITrainableNetwork<T>
    {
        var forecast = T.Info.Forecast.Layers.ToDictionary(layer => layer.Name, layer => layer.WeightGradientNorm);
        var assumed = OnNoise(network, labels.Length);
        network.ComputeGradients(images, labels);
        return [.. Weights<T>().Select((weight, i) => Row(weight.Name[..^".weight".Length], assumed[i], Norm(Gradient(network, weight))))];

        GradientNorms Row(string layer, double asAssumed, double onImages) =>
            new(layer, forecast.TryGetValue(layer, out var norm) ? norm : null, asAssumed, onImages);
    }

    /// <summary>
    /// On what the forecast is of: independent numbers with the declared mean and deviation, labels at random, as many rows as declared. They come
    /// in parts of so many rows as the run has memory for, and their gradients' mean is that of the whole batch.
    /// </summary>
    private static List<double> OnNoise<T>(T network, int rows)
        where T : class, ITrainableNetwork<T>
    {
        var declared = typeof(T).GetCustomAttribute<NetworkAttribute>()!;
        var part = Math.Min(rows, declared.BatchSize);
        var parts = declared.BatchSize / part;
        var sums = Weights<T>().Select(weight => new float[Size(weight)]).ToList();
        var random = new Random(11);
        for (var i = 0; i < parts; i++)
        {
            var (inputs, labels) = SyntheticImages.Noise(random, declared, T.Info.OutputShape[0], part);
            network.ComputeGradients(inputs, labels);
            foreach (var (weight, sum) in Weights<T>().Zip(sums))
            {
                var gradient = Gradient(network, weight);
                for (var k = 0; k < sum.Length; k++) sum[k] += gradient[k] / parts;
            }
        }

        return [.. sums.Select(Norm)];
    }

    private static IEnumerable<TensorInfo> Weights<T>()
        where T : INetwork<T> => T.Info.Tensors.Where(tensor => tensor.Shape.Count > 1);

    private static float[] Gradient<T>(T network, TensorInfo weight)
        where T : ITrainableNetwork<T>
    {
        var gradient = new float[Size(weight)];
        network.GetGradient(weight.Name, gradient);
        return gradient;
    }

    private static int Size(TensorInfo tensor) => tensor.Shape.Aggregate(1, (size, side) => size * side);

    private static double Norm(float[] gradient) => Math.Sqrt(gradient.Sum(g => (double)g * g));
}
