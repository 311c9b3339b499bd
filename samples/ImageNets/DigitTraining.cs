using System.Diagnostics;
using System.Numerics.Tensors;
using GradCompile.Samples.Digits;
using Spectre.Console;

namespace GradCompile.Samples.ImageNets;

/// <summary>LeNet-5 on MNIST's digits: images shifted by up to two pixels each time they are shown, and a rate that falls to zero along a cosine.</summary>
internal sealed class DigitTraining(LeNet5 network, DigitSet training, DigitSet test)
{
    private const int Epochs = 15;
    private const int BatchSize = 64;
    private const int MostShift = 2;
    private const int Side = 28;

    private readonly Random _random = new(1);
    private readonly float[] _images = new float[BatchSize * DigitSet.ImageSize];
    private readonly int[] _labels = new int[BatchSize];

    /// <summary>Trains and tests; 0 if all went well.</summary>
    public static int Run(string folder)
    {
        try
        {
            var (training, test) = MnistFiles.Read(folder);
            AnsiConsole.MarkupLineInterpolated($"LeNet-5, {LeNet5.Info.ParameterCount:N0} parameters, on {training.Count:N0} digits; tested on {test.Count:N0} others.");
            new DigitTraining(new LeNet5(seed: 1), training, test).Train();
            return 0;
        }
        catch (Exception exception) when (exception is GradCompileException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private void Train()
    {
        var start = Stopwatch.GetTimestamp();
        var order = Enumerable.Range(0, training.Count).ToArray();
        var batches = training.Count / BatchSize;
        var rate = network.LearningRate;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            _random.Shuffle(order);
            var loss = 0.0;
            for (var batch = 0; batch < batches; batch++)
            {
                Gather(order.AsSpan(batch * BatchSize, BatchSize));
                network.LearningRate = rate * (float)(0.5 * (1 + Math.Cos(Math.PI * (epoch + ((double)batch / batches)) / Epochs)));
                loss += network.Train(_images, _labels) / batches;
            }

            AnsiConsole.MarkupLineInterpolated($"  epoch {epoch + 1,2}: loss {loss:F4}, test accuracy {Accuracy():F4}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }
    }

    private double Accuracy()
    {
        var logits = new float[test.Count * 10];
        network.Predict(test.Pixels, logits);
        return Enumerable.Range(0, test.Count).Average(i => TensorPrimitives.IndexOfMax<float>(logits.AsSpan(i * 10, 10)) == test.Labels[i] ? 1.0 : 0);
    }

    private void Gather(ReadOnlySpan<int> chosen)
    {
        for (var i = 0; i < BatchSize; i++)
        {
            _labels[i] = training.Labels[chosen[i]];
            Shift(
                training.Pixels.AsSpan(chosen[i] * DigitSet.ImageSize, DigitSet.ImageSize), _images.AsSpan(i * DigitSet.ImageSize, DigitSet.ImageSize),
                _random.Next(-MostShift, MostShift + 1), _random.Next(-MostShift, MostShift + 1));
        }
    }

    private static void Shift(ReadOnlySpan<float> image, Span<float> shifted, int down, int right)
    {
        shifted.Clear();
        for (var row = Math.Max(0, down); row < Math.Min(Side, Side + down); row++)
        {
            image.Slice(((row - down) * Side) + Math.Max(0, -right), Side - Math.Abs(right)).CopyTo(shifted[((row * Side) + Math.Max(0, right))..]);
        }
    }
}
