using System.Numerics.Tensors;

namespace GradCompile.Samples.Regularisation;

internal enum Penalty { L1, L2 }

internal enum Rule { Right, Printed }

/// <summary>One step: the loss with and without the penalty, the layers' gradients without the penalty's part, the mean size of a weight.</summary>
internal sealed record Measurement(int Step, double Loss, double DataLoss, IReadOnlyList<double> Gradients, double MeanWeight);

/// <summary>One run of one network by one rule.</summary>
/// <param name="Optimizer">As the picture writes it.</param>
/// <param name="NotFiniteAt">The step whose loss or gradients were no numbers any more: the run ended there, unmeasured.</param>
/// <param name="Accuracy">On images not trained on.</param>
/// <param name="SettledAccuracy">The same once the batch norms' running statistics have caught up with the weights.</param>
/// <param name="Drift">The printed rule's closed form, from a weight's size and the steps to its size then; for runs that compare with it.</param>
internal sealed record Run(
    string Network,
    Penalty Penalty,
    Rule Rule,
    string Optimizer,
    IReadOnlyList<Measurement> Measurements,
    int? NotFiniteAt,
    double Accuracy,
    double? SettledAccuracy,
    Func<double, int, double>? Drift);

/// <summary>Trains a network on fresh images, step by step, and measures.</summary>
internal sealed class Experiment(string name, Images images, int batchSize, int steps, int every = 1, bool drifts = false)
{
    /// <summary>λ of all penalties.</summary>
    public const double Lambda = 1e-3;

    private const int TestImages = 500, SettlingSteps = 40;

    /// <summary>
    /// Both rules see the same images from the same start. The printed rule takes the network's own step, whose gradient holds the
    /// penalty as the article's J does, and adds the term that the article adds.
    /// </summary>
    public Run Train<T>(T network, Penalty penalty, Rule rule, string optimizer = "SGD")
        where T : ITrainableNetwork<T>
    {
        var weights = new Weights<T>(network, penalty, Lambda);
        var measurements = new List<Measurement>();
        var random = new Random(1);
        var pixels = new float[batchSize * images.ImageSize];
        var labels = new int[batchSize];
        int? notFiniteAt = null;
        network.AllowNonFinite = true; // at which step a rule leads there is a result here
        for (var step = 0; step <= steps && notFiniteAt is null; step++)
        {
            var measured = step % every == 0;
            if (measured || rule == Rule.Printed) weights.Read();
            images.Draw(random, pixels, labels);
            var loss = network.Train(pixels, labels);
            if (measured)
            {
                var gradients = weights.DataGradientNorms();
                if (!float.IsFinite(loss) || !gradients.All(double.IsFinite)) notFiniteAt = step;
                else measurements.Add(new(step, loss, WithoutPenalty(loss, weights.PenaltyLoss()), gradients, weights.MeanSize()));
            }

            if (rule == Rule.Printed) weights.AdjustAsPrinted();
        }

        double rate = network.LearningRate;
        Func<double, int, double> drift = penalty == Penalty.L1
            ? (start, step) => PrintedRule.L1(start, Lambda, rate, step)
            : (start, step) => PrintedRule.L2(start, Lambda, rate, step);
        var accuracy = Accuracy(network);
        double? settled = null;
        if (T.Info.Tensors.Any(tensor => !tensor.IsTrainable))
        {
            network.LearningRate = 0;
            for (var step = 0; step < SettlingSteps; step++)
            {
                images.Draw(random, pixels, labels);
                network.Train(pixels, labels);
            }

            settled = Accuracy(network);
        }

        return new Run(name, penalty, rule, $"{optimizer} {rate:G3}", measurements, notFiniteAt, accuracy, settled, drifts ? drift : null);
    }

    /// <summary>The data's share of a loss; nothing, if it drowns in the rounding of their sum.</summary>
    private static double WithoutPenalty(float loss, double penalty) => loss - penalty < 1e-6 * loss ? 0 : loss - penalty;

    private double Accuracy<T>(T network)
        where T : ITrainableNetwork<T>
    {
        var classes = T.Info.OutputShape[0];
        var pixels = new float[TestImages * images.ImageSize];
        var labels = new int[TestImages];
        images.Draw(new Random(2), pixels, labels);
        var outputs = new float[TestImages * classes];
        network.Predict(pixels, outputs);
        return Enumerable.Range(0, TestImages)
            .Average(i => TensorPrimitives.IndexOfMax<float>(outputs.AsSpan(i * classes, classes)) == labels[i] ? 1.0 : 0.0);
    }
}
