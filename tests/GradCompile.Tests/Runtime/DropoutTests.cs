using System.Runtime.Intrinsics;
using GradCompile.CompilerServices;

namespace GradCompile.Tests;

/// <summary>Dropout keeps the right share, in a pattern without pattern, scales by 1/(1 − rate), and is off in evaluation mode.</summary>
public class DropoutTests
{
    private const int Count = 1 << 18;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void TheShareAndItsNeighboursAreRight(double rate)
    {
        var masks = new[] { Mask(1, 0, rate), Mask(2, 0, rate), Mask(1, 1, rate) };
        var error = 5 * Math.Sqrt(rate * (1 - rate) / Count);
        foreach (var mask in masks)
        {
            Assert.InRange(mask.Count(kept => !kept) / (double)Count, rate - error, rate + error);
            foreach (var distance in new[] { 1, 2, 3, 16, 28, 64, 128, 784, 4096 }) Uncorrelated(mask, mask.Skip(distance).ToArray(), rate, $"distance {distance}");
        }

        Uncorrelated(masks[0], masks[1], rate, "two steps");
        Uncorrelated(masks[0], masks[2], rate, "two layers");
    }

    [Fact]
    public void EveryWidthDrawsTheSameMask()
    {
        var (low, high) = DropoutMask.LayerKey(99, 3);
        for (uint element = 0; element < 1000; element += 16)
        {
            var wide = DropoutMask.Keep512(low, high, element, 1u << 30, 1.5f);
            for (var lane = 0; lane < 16; lane++)
            {
                Assert.Equal(wide[lane], DropoutMask.Keep256(low, high, element + (uint)(lane / 8 * 8), 1u << 30, 1.5f)[lane % 8]);
                Assert.Equal(wide[lane], DropoutMask.Keep128(low, high, element + (uint)(lane / 4 * 4), 1u << 30, 1.5f)[lane % 4]);
            }
        }
    }

    [Fact]
    public void TrainingScalesWhatIsKeptAndPredictionKeepsAll()
    {
        // The gradient of the mean of d·w by w is the mean of the masked, scaled input: with inputs of one, its mean is one.
        using var network = NetworkUnderTest.Compile("using GradCompile; [Network(1000), Dropout(0.4), Dense(1, Init = Init.Zeros), Loss(Loss.MeanAbsoluteError), Sgd(0.1)] public partial class Net;");
        var inputs = Enumerable.Repeat(1f, 50 * 1000).ToArray();
        var targets = Enumerable.Repeat(-5f, 50).ToArray();
        network.ComputeGradients(inputs, targets);
        var gradient = network.GetGradient("dense1.weight");
        Assert.InRange(gradient.Average(), 0.98, 1.02);
        var outputs = new float[50];
        network.SetTensor("dense1.weight", Enumerable.Repeat(0.001f, 1000).ToArray());
        network.Predict(inputs, outputs);
        Assert.All(outputs, y => Assert.InRange(y, 0.9999f, 1.0001f));
        network.ApplyGradients();
        network.ComputeGradients(inputs, targets);
        Assert.NotEqual(gradient, network.GetGradient("dense1.weight"));
    }

    private static bool[] Mask(ulong key, int layer, double rate)
    {
        var (low, high) = DropoutMask.LayerKey(key, layer);
        var threshold = (uint)Math.Round(rate * 4294967296.0);
        var mask = new bool[Count];
        for (var i = 0; i < Count; i += 16)
        {
            var keep = DropoutMask.Keep512(low, high, (uint)i, threshold, 1);
            for (var lane = 0; lane < 16; lane++) mask[i + lane] = keep[lane] != 0;
        }

        return mask;
    }

    private static void Uncorrelated(bool[] a, bool[] b, double rate, string what)
    {
        var count = Math.Min(a.Length, b.Length);
        var sum = 0.0;
        for (var i = 0; i < count; i++) sum += ((a[i] ? 1 : 0) - (1 - rate)) * ((b[i] ? 1 : 0) - (1 - rate));
        var correlation = sum / count / (rate * (1 - rate));
        Assert.True(Math.Abs(correlation) < 5 / Math.Sqrt(count), $"Masks at {what} correlate by {correlation}.");
    }
}
