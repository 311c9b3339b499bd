using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Optimizers;

/// <summary>Every optimizer against PyTorch's formula in double precision, over ten steps, with the rate moved half way.</summary>
public class OptimizerTests
{
    private const int Steps = 10;

    /// <summary>One parameter: its value and up to two numbers of state, both 0 at the start.</summary>
    private delegate void Rule(ref double w, double g, double rate, int step, ref double first, ref double second);

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    public void Sgd(double momentum, bool nesterov) => Check(new SgdOptions(momentum, nesterov), (ref double w, double g, double rate, int _, ref double v, ref double _) =>
    {
        v = (momentum * v) + g;
        w -= rate * (nesterov ? g + (momentum * v) : v);
    });

    [Theory]
    [InlineData(0.9, 0.999, 1e-8, 0)]
    [InlineData(0.8, 0.95, 1e-3, 0)]
    [InlineData(0.9, 0.999, 1e-8, 0.3)]
    public void Adam(double beta1, double beta2, double epsilon, double decay) =>
        Check(new AdamOptions(beta1, beta2, epsilon, decay), (ref double w, double g, double rate, int step, ref double m, ref double v) =>
        {
            w -= rate * decay * w;
            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            var (meanHat, squareHat) = (m / (1 - Math.Pow(beta1, step)), v / (1 - Math.Pow(beta2, step)));
            w -= rate * meanHat / (Math.Sqrt(squareHat) + epsilon);
        });

    [Theory]
    [InlineData(0.99, 1e-8, 0)]
    [InlineData(0.9, 1e-2, 0)]
    [InlineData(0.99, 1e-8, 0.7)]
    public void RmsProp(double decay, double epsilon, double momentum) =>
        Check(new RmsPropOptions(decay, epsilon, momentum), (ref double w, double g, double rate, int _, ref double s, ref double v) =>
        {
            s = (decay * s) + ((1 - decay) * g * g);
            v = (momentum * v) + (g / (Math.Sqrt(s) + epsilon));
            w -= rate * v;
        });

    [Theory]
    [InlineData(1e-10)]
    [InlineData(0.1)]
    public void AdaGrad(double epsilon) => Check(new AdaGradOptions(epsilon), (ref double w, double g, double rate, int _, ref double s, ref double _) =>
    {
        s += g * g;
        w -= rate * g / (Math.Sqrt(s) + epsilon);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    public void AdamForgetsNothingOverAThousandSteps(double decay)
    {
        // A constant gradient makes Adam's step η·g/(|g| + ε), whatever its betas: an error in the bias corrections would add up.
        var network = new ScriptedNetwork(new AdamOptions(0.9, 0.999, 1e-8, decay), rate: 0.001, outputs: 1, inputs: 1);
        double expected = network.Weight[0];
        for (var step = 0; step < 1000; step++)
        {
            network.Step([0.25f], [0]);
            expected = (expected * (1 - (0.001 * decay))) - 0.001;
        }

        Assert.Equal(expected, network.Parameters()[0], 5e-5);
    }

    [Fact]
    public void AZeroGradientLeavesTheWeights()
    {
        foreach (var options in new OptimizerOptions[] { new SgdOptions(0.9, true), new AdamOptions(0.9, 0.999, 1e-8, 0), new RmsPropOptions(0.99, 1e-8, 0.9), new AdaGradOptions(1e-10) })
        {
            var network = new ScriptedNetwork(options);
            network.Step(new float[network.Weight.Length], new float[network.Bias.Length]);
            Assert.Equal([.. network.Weight, .. network.Bias], network.Parameters());
        }
    }

    private static void Check(OptimizerOptions options, Rule rule)
    {
        const double Rate = 0.05;
        var network = new ScriptedNetwork(options, rate: Rate);
        double[] expected = [.. network.Weight, .. network.Bias];
        var (first, second) = (new double[expected.Length], new double[expected.Length]);
        var random = new Random(7);
        var rate = Rate;
        for (var step = 1; step <= Steps; step++)
        {
            if (step == 6)
            {
                network.Engine.LearningRate = 0.0125f;
                rate = 0.0125;
            }

            // Gradients of very different sizes, some of them 0.
            var gradient = ScriptedNetwork.Draw(random, expected.Length, 1);
            for (var i = 0; i < gradient.Length; i++) gradient[i] *= i % 11 == 0 ? 0 : MathF.Pow(10, (i % 7) - 4);
            network.Step(gradient[..network.Weight.Length], gradient[network.Weight.Length..]);
            for (var i = 0; i < expected.Length; i++) rule(ref expected[i], gradient[i], rate, step, ref first[i], ref second[i]);
            var actual = network.Parameters();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(actual[i] - expected[i]) <= 2e-6 * Math.Max(1, Math.Abs(expected[i])), $"Step {step}, parameter {i}: {actual[i]:R} instead of {expected[i]:R}.");
            }
        }
    }
}
