using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Optimizers;

/// <summary>Every clipping against its formula; the gradients are read back after the step, as they were clipped.</summary>
public class ClipTests
{
    private static readonly SgdOptions Plain = new(0, false);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1e9)]
    public void ValueBoundsEachElement(double threshold)
    {
        var (network, weight, bias) = Make(ClipKind.Value, threshold, 2);
        network.Step(weight, bias);
        var clipped = network.Gradients();
        Assert.Equal(weight.Select(g => Math.Clamp(g, -(float)threshold, (float)threshold)), clipped.Weight);
        Assert.Equal(bias.Select(g => Math.Clamp(g, -(float)threshold, (float)threshold)), clipped.Bias);
    }

    [Fact]
    public void ValueBoundsInfinitiesAndKeepsNotANumber()
    {
        var (network, weight, bias) = Make(ClipKind.Value, 0.5, 1);
        network.Engine.AllowNonFinite = true;
        (weight[0], weight[1], weight[2]) = (float.PositiveInfinity, float.NegativeInfinity, float.NaN);
        network.Step(weight, bias);
        Assert.Equal([0.5f, -0.5f, float.NaN], network.Gradients().Weight[..3]);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1e9)]
    public void NormScalesEachTensorByItsOwn(double threshold)
    {
        var (network, weight, bias) = Make(ClipKind.Norm, threshold, 2);
        network.Step(weight, bias);
        Near(Scaled(weight, threshold / (Norm(weight) + 1e-6)), network.Gradients().Weight);
        Near(Scaled(bias, threshold / (Norm(bias) + 1e-6)), network.Gradients().Bias);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(1e9)]
    public void GlobalNormScalesAllTensorsAlike(double threshold)
    {
        var (network, weight, bias) = Make(ClipKind.GlobalNorm, threshold, 2);
        network.Step(weight, bias);
        var factor = threshold / (Norm([.. weight, .. bias]) + 1e-6);
        Near(Scaled(weight, factor), network.Gradients().Weight);
        Near(Scaled(bias, factor), network.Gradients().Bias);
    }

    [Theory]
    [InlineData(ClipKind.Norm, 1e25f)]
    [InlineData(ClipKind.GlobalNorm, 1e25f)]
    [InlineData(ClipKind.Adaptive, 1e25f)]
    [InlineData(ClipKind.GlobalNorm, 1e-25f)]
    public void ExplodedAndVanishedGradientsKeepTheirDirection(ClipKind kind, float scale)
    {
        // Their squares are beyond single precision, which must neither wipe them out nor leave them as they are.
        var (network, weight, bias) = Make(kind, 0.5, 1);
        for (var i = 0; i < weight.Length; i++) weight[i] *= scale;
        for (var i = 0; i < bias.Length; i++) bias[i] *= scale;
        network.Step(weight, bias);
        var clipped = network.Gradients().Weight;
        var unit = Norm(weight[..network.InputCount]) / Norm(clipped[..network.InputCount]);
        for (var i = 0; i < network.InputCount; i++) Assert.Equal(weight[i] / unit, clipped[i], Math.Abs(1e-5 * clipped[i]));
        Assert.True(scale > 1 ? Norm(clipped) is > 0.01 and < 100 : clipped.SequenceEqual(weight));
    }

    [Theory]
    [InlineData(1.1, 0.99)]
    [InlineData(1.0, 0.5)]
    [InlineData(0.8, 0)]
    public void EmaScalesAgainstThePastNorms(double factor, double decay)
    {
        var network = new ScriptedNetwork(Plain, new ClipOptions(ClipKind.Ema, factor, decay));
        var random = new Random(3);
        double average = 0;
        for (var step = 1; step <= 12; step++)
        {
            var size = step is 5 or 9 ? 50.0 : 1.0;
            var (weight, bias) = (ScriptedNetwork.Draw(random, network.Weight.Length, size), ScriptedNetwork.Draw(random, network.Bias.Length, size));
            network.Step(weight, bias);
            var norm = Norm([.. weight, .. bias]);
            average = (decay * average) + ((1 - decay) * norm);
            var scale = factor * (average / (1 - Math.Pow(decay, step))) / norm;
            Near(Scaled(weight, scale), network.Gradients().Weight);
            Near(Scaled(bias, scale), network.Gradients().Bias);
        }
    }

    [Fact]
    public void EmaOutlivesAnInfiniteGradient()
    {
        var (network, weight, bias) = Make(ClipKind.Ema, 1, 1);
        network.Step(weight, bias);
        var broken = (float[])weight.Clone();
        broken[0] = float.PositiveInfinity;
        network.Engine.AllowNonFinite = true;
        network.Step(broken, bias);
        network.Step([.. weight.Select(g => 10 * g)], [.. bias.Select(g => 10 * g)]);
        var norm = Norm([.. weight, .. bias]);
        var average = ((0.99 * 0.01 * norm) + (0.01 * 10 * norm)) / (1 - (0.99 * 0.99));
        Near([.. weight.Select(g => (float)(g * average / norm))], network.Gradients().Weight);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e6)]
    public void AdaptiveScalesEachUnitAgainstItsWeights(double lambda)
    {
        var (network, weight, bias) = Make(ClipKind.Adaptive, lambda, 3);
        var weights = (float[])network.Weight.Clone();
        weights.AsSpan(0, network.InputCount).Clear(); // its norm counts as 0.001
        network.Engine.SetTensor("dense1.weight", weights);
        network.Step(weight, bias);
        var clipped = network.Gradients();
        for (var unit = 0; unit < network.OutputCount; unit++)
        {
            var range = (unit * network.InputCount)..((unit + 1) * network.InputCount);
            var allowed = lambda * Math.Max(Norm(weights[range]), 1e-3);
            Near(Scaled(weight[range], allowed / (Norm(weight[range]) + 1e-6)), clipped.Weight[range]);
        }

        Near(Scaled(bias, lambda * Norm(network.Bias) / (Norm(bias) + 1e-6)), clipped.Bias);
    }

    [Fact]
    public void PenaltiesAreClippedToo()
    {
        var network = new ScriptedNetwork(Plain, new ClipOptions(ClipKind.Value, 0.25, 0), l2: 100);
        network.Step(new float[network.Weight.Length], new float[network.Bias.Length]);
        Assert.All(network.Gradients().Weight, g => Assert.True(Math.Abs(g) <= 0.25));
        Assert.Contains(network.Gradients().Weight, g => g == 0.25);
    }

    private static (ScriptedNetwork Network, float[] Weight, float[] Bias) Make(ClipKind kind, double threshold, double scale)
    {
        var network = new ScriptedNetwork(Plain, new ClipOptions(kind, threshold, 0.99));
        var random = new Random(5);
        return (network, ScriptedNetwork.Draw(random, network.Weight.Length, scale), ScriptedNetwork.Draw(random, network.Bias.Length, scale));
    }

    private static double Norm(float[] values) => Math.Sqrt(values.Sum(v => (double)v * v));

    private static float[] Scaled(float[] values, double factor) => [.. values.Select(v => (float)(v * Math.Min(1, factor)))];

    private static void Near(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-6 * Math.Max(Math.Abs(expected[i]), 1e-3));
    }
}
