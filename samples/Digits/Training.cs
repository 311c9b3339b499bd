namespace GradCompile.Samples.Digits;

/// <summary>What an epoch came to.</summary>
internal readonly record struct EpochResult(int Epoch, double Loss, double Accuracy);

/// <summary>Minibatches in a new order each epoch, with a rate that falls to zero along a cosine.</summary>
internal sealed class Training(DigitNetwork network, DigitSet training, DigitSet test, int epochs)
{
    private const int BatchSize = 64;

    private readonly float[] _inputs = new float[BatchSize * DigitSet.ImageSize];
    private readonly int[] _labels = new int[BatchSize];
    private readonly float[] _logits = new float[test.Count * 10];
    private readonly int[] _order = [.. Enumerable.Range(0, training.Count)];
    private readonly Random _random = new(1);
    private readonly float _rate = network.LearningRate;

    private int BatchesPerEpoch => training.Count / BatchSize;

    /// <summary>One epoch; <paramref name="progress"/> is told the share of it that is done.</summary>
    public EpochResult Run(int epoch, Action<double> progress)
    {
        _random.Shuffle(_order);
        double loss = 0;
        for (var batch = 0; batch < BatchesPerEpoch; batch++)
        {
            Gather(batch * BatchSize);
            var done = (epoch + ((double)batch / BatchesPerEpoch)) / epochs;
            network.LearningRate = _rate * (float)(0.5 * (1 + Math.Cos(Math.PI * done)));
            loss += network.Train(_inputs, _labels);
            if (batch % 16 == 0) progress((double)batch / BatchesPerEpoch);
        }

        progress(1);
        return new EpochResult(epoch + 1, loss / BatchesPerEpoch, Accuracy());
    }

    /// <summary>The share of the test images whose largest output is their label's.</summary>
    public double Accuracy()
    {
        network.Predict(test.Pixels, _logits);
        var right = 0;
        for (var i = 0; i < test.Count; i++)
        {
            var logits = _logits.AsSpan(i * 10, 10);
            if (System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits) == test.Labels[i]) right++;
        }

        return (double)right / test.Count;
    }

    private void Gather(int first)
    {
        for (var i = 0; i < BatchSize; i++)
        {
            var image = _order[first + i];
            training.Pixels.AsSpan(image * DigitSet.ImageSize, DigitSet.ImageSize).CopyTo(_inputs.AsSpan(i * DigitSet.ImageSize));
            _labels[i] = training.Labels[image];
        }
    }
}
