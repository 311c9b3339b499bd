using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Optimizers;

/// <summary>λ₁·Σ|w| + λ₂·Σw² and its gradient, on the weights alone.</summary>
public class PenaltyTests
{
    [Theory]
    [InlineData(0.02, 0)]
    [InlineData(0, 0.03)]
    [InlineData(0.02, 0.03)]
    public void LossAndGradientsHaveThem(double l1, double l2)
    {
        var network = new ScriptedNetwork(new SgdOptions(0, false), outputs: 37, inputs: 53, l1: l1, l2: l2);
        var weights = (float[])network.Weight.Clone();
        (weights[0], weights[1]) = (0f, -0f);
        network.Engine.SetTensor("dense1.weight", weights);
        var loss = network.Compute(new float[weights.Length], new float[network.Bias.Length]);
        Assert.Equal((l1 * weights.Sum(w => Math.Abs((double)w))) + (l2 * weights.Sum(w => (double)w * w)), loss, 2e-6 * loss);
        var (gradient, bias) = network.Gradients();
        for (var i = 0; i < weights.Length; i++) Assert.Equal((l1 * Math.Sign(weights[i])) + (2 * l2 * weights[i]), gradient[i], 1e-8);
        Assert.All(bias, g => Assert.Equal(0, g));
    }

    [Fact]
    public void TheyAddToTheGradientOfTheLoss()
    {
        var network = new ScriptedNetwork(new SgdOptions(0, false), l1: 0.5, l2: 0.25);
        var gradient = ScriptedNetwork.Draw(new Random(2), network.Weight.Length, 1);
        network.Compute(gradient, new float[network.Bias.Length]);
        var actual = network.Gradients().Weight;
        for (var i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i] + (0.5 * Math.Sign(network.Weight[i])) + (0.5 * network.Weight[i]), actual[i], 2e-7);
    }
}
