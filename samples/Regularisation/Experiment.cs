using GradCompile.Samples.Images;

namespace GradCompile.Samples.Regularisation;

/// <summary>What a step came to.</summary>
/// <param name="Loss">With the penalty, where it is part of the loss.</param>
/// <param name="First">‖∂loss/∂weights‖ of the first layer.</param>
/// <param name="Middle">Of the layer in the middle.</param>
/// <param name="Last">Of the last layer.</param>
/// <param name="MeanWeight">The mean of |w| over all weights.</param>
internal readonly record struct Measurement(int Step, double Loss, double First, double Middle, double Last, double MeanWeight);

/// <summary>A network under one penalty, with the right rule or with the one that is printed.</summary>
internal sealed record Run(string Network, string Penalty, string Rule, IReadOnlyList<Measurement> Steps);

/// <summary>Trains on a few batches of drawn images and measures as it goes.</summary>
internal static class Experiment
{
    public const float Lambda = 1e-3f;

    private const int Rows = 16;
    private const int Batches = 4;

    public static Run Right<T>(string network, string penalty, T instance, int steps)
        where T : class, ITrainableNetwork<T> => Measure(network, penalty, "right", instance, steps, (images, labels) => instance.Train(images, labels));

    public static Run Printed<T>(string network, string penalty, T instance, int steps)
        where T : class, ITrainableNetwork<T> => Measure(network, penalty, "printed", instance, steps, new PrintedRule<T>(instance, Lambda).Train);

    private static Run Measure<T>(string network, string penalty, string rule, T instance, int steps, Func<float[], int[], float> train)
        where T : class, ITrainableNetwork<T>
    {
        var size = T.Info.InputShape.Aggregate(1, (product, side) => product * side);
        var (images, labels) = SyntheticImages.Draw(T.Info.InputShape, 10, Rows * Batches);
        var weights = T.Info.Tensors.Where(t => t.IsTrainable && t.Shape.Count > 1).ToList();
        var measured = new List<Measurement>();
        for (var step = 0; step < steps; step++)
        {
            var batch = step % Batches;
            var loss = train(images[(batch * Rows * size)..((batch + 1) * Rows * size)], labels[(batch * Rows)..((batch + 1) * Rows)]);
            measured.Add(new Measurement(
                step + 1, loss, Norm(weights[0], instance.GetGradient), Norm(weights[weights.Count / 2], instance.GetGradient), Norm(weights[^1], instance.GetGradient),
                MeanMagnitude(weights, instance.GetTensor)));
        }

        return new Run(network, penalty, rule, measured);
    }

    private delegate void Reader(string name, Span<float> destination);

    private static double Norm(TensorInfo tensor, Reader read) => Math.Sqrt(Values(tensor, read).Sum(g => (double)g * g));

    private static double MeanMagnitude(List<TensorInfo> tensors, Reader read)
    {
        var (sum, count) = (0.0, 0L);
        foreach (var tensor in tensors)
        {
            var values = Values(tensor, read);
            sum += values.Sum(w => (double)Math.Abs(w));
            count += values.Length;
        }

        return sum / count;
    }

    private static float[] Values(TensorInfo tensor, Reader read)
    {
        var values = new float[tensor.Shape.Aggregate(1, (size, side) => size * side)];
        read(tensor.Name, values);
        return values;
    }
}
