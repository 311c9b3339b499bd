using System.Globalization;

namespace GradCompile.Tests;

/// <summary>Every initialiser has the mean, variance and bounds that its formula says; tensors and seeds are independent.</summary>
public class InitialiserTests
{
    private const int Inputs = 300;
    private const int Units = 200;

    /// <summary>Init, further arguments, the standard deviation, and the bound (0: none).</summary>
    public static TheoryData<string, string, double, double> Laws() => new()
    {
        { "Normal", "InitScale = 0.3", 0.3, 0 },
        { "Uniform", "InitScale = 0.3", 0.3 / Math.Sqrt(3), 0.3 },
        { "TruncatedNormal", "InitScale = 0.3", 0.3 * 0.8796256610342398, 0.6 },
        { "XavierNormal", "", Math.Sqrt(2.0 / (Inputs + Units)), 0 },
        { "XavierNormal", "InitScale = 3", 3 * Math.Sqrt(2.0 / (Inputs + Units)), 0 },
        { "XavierUniform", "", Math.Sqrt(2.0 / (Inputs + Units)), Math.Sqrt(6.0 / (Inputs + Units)) },
        { "HeNormal", "", Math.Sqrt(2.0 / Inputs), 0 },
        { "HeNormal", "Activation = Activation.LeakyReLU, Alpha = 0.5", Math.Sqrt(2 / 1.25 / Inputs), 0 },
        { "HeUniform", "", Math.Sqrt(2.0 / Inputs), Math.Sqrt(6.0 / Inputs) },
        { "LeCunNormal", "", Math.Sqrt(1.0 / Inputs), 0 },
        { "LeCunUniform", "", Math.Sqrt(1.0 / Inputs), Math.Sqrt(3.0 / Inputs) },
        { "PyTorchDefault", "", Math.Sqrt(1.0 / 3 / Inputs), Math.Sqrt(1.0 / Inputs) },
        { "Orthogonal", "", Math.Sqrt(1.0 / Inputs), 0 },
        { "Auto", "", Math.Sqrt(2.0 / (Inputs + Units)), Math.Sqrt(6.0 / (Inputs + Units)) },
        { "Auto", "Activation = Activation.ReLU", Math.Sqrt(2.0 / Inputs), 0 },
        { "Auto", "Activation = Activation.SELU", Math.Sqrt(1.0 / Inputs), 0 },
    };

    [Theory]
    [MemberData(nameof(Laws))]
    public void WeightsFollowTheirLaw(string init, string arguments, double deviation, double bound)
    {
        using var network = NetworkUnderTest.Compile(Net($"Dense({Units}, Init = Init.{init}{(arguments.Length == 0 ? "" : ", " + arguments)})"), seed: 11);
        var weights = network.GetTensor("dense1.weight").Select(w => (double)w).ToArray();
        var (mean, variance) = Moments(weights);

        // Five standard errors: sixteen laws at a fixed seed, and a wrong constant is many more away.
        Assert.InRange(mean, -5 * deviation / Math.Sqrt(weights.Length), 5 * deviation / Math.Sqrt(weights.Length));
        Assert.InRange(variance / (deviation * deviation), 1 - (5 * Math.Sqrt(2.0 / weights.Length)), 1 + (5 * Math.Sqrt(2.0 / weights.Length)));
        if (bound > 0)
        {
            Assert.All(weights, w => Assert.InRange(w, -bound * 1.000001, bound * 1.000001));
            Assert.True(weights.Max() > bound * 0.98 && weights.Min() < -bound * 0.98);
        }
        else if (init != "Orthogonal")
        {
            // A normal law: 31.7 % beyond one deviation, 4.55 % beyond two, and a fourth moment of 3.
            Assert.InRange(Share(weights, deviation), 0.317 - 0.012, 0.317 + 0.012);
            Assert.InRange(Share(weights, 2 * deviation), 0.0455 - 0.006, 0.0455 + 0.006);
            Assert.InRange(weights.Average(w => Math.Pow(w / deviation, 4)), 2.8, 3.2);
        }
    }

    [Theory]
    [InlineData(40, 70)]
    [InlineData(70, 40)]
    [InlineData(33, 33)]
    public void OrthogonalRowsOrColumnsAreOrthonormal(int inputs, int units)
    {
        using var network = NetworkUnderTest.Compile($"using GradCompile; [Network({inputs}), Dense({units}, Init = Init.Orthogonal, InitScale = 2), Loss(Loss.Huber)] public partial class Net;");
        var w = network.GetTensor("dense1.weight");
        var (count, length) = (Math.Min(inputs, units), Math.Max(inputs, units));
        double At(int vector, int i) => units <= inputs ? w[(vector * inputs) + i] : w[(i * inputs) + vector];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var product = Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i));
                Assert.InRange(product, (a == b ? 4 : 0) - 1e-5, (a == b ? 4 : 0) + 1e-5);
            }
        }
    }

    [Fact]
    public void ZerosAndConstantsAreExact()
    {
        using var network = NetworkUnderTest.Compile(Net("Dense(5, Init = Init.Zeros, BiasInit = 0.25), Dense(6, Init = Init.Constant, InitScale = -0.5)"));
        Assert.All(network.GetTensor("dense1.weight"), w => Assert.Equal(0, w));
        Assert.All(network.GetTensor("dense1.bias"), w => Assert.Equal(0.25f, w));
        Assert.All(network.GetTensor("dense2.weight"), w => Assert.Equal(-0.5f, w));
        Assert.All(network.GetTensor("dense2.bias"), w => Assert.Equal(0, w));
    }

    [Theory]
    [InlineData("BiasStd = 0.2, BiasInit = 3", 3, 0.2)]
    [InlineData("Init = Init.PyTorchDefault", 0, 0.0333333)]
    [InlineData("Init = Init.PyTorchDefault, BiasInit = 0", 0, 0)]
    [InlineData("Init = Init.PyTorchDefault, BiasStd = 0.1", 0, 0.1)]
    public void BiasesFollowTheirLaw(string arguments, double mean, double deviation)
    {
        using var network = NetworkUnderTest.Compile(Net($"Dense(4000, {arguments})"), seed: 3);
        var (found, variance) = Moments(network.GetTensor("dense1.bias").Select(b => (double)b).ToArray());
        Assert.InRange(found, mean - (0.1 * deviation), mean + (0.1 * deviation));
        Assert.InRange(Math.Sqrt(variance), deviation * 0.93, deviation * 1.07);
    }

    [Fact]
    public void TensorsOfOneSeedAreIndependent()
    {
        using var network = NetworkUnderTest.Compile(Net($"Dense({Inputs}, Init = Init.HeNormal), Dense({Inputs}, Init = Init.HeNormal)"));
        var (a, b) = (network.GetTensor("dense1.weight"), network.GetTensor("dense2.weight"));
        var correlation = a.Zip(b, (x, y) => (double)x * y).Average() / (2.0 / Inputs);
        Assert.InRange(correlation, -5 / Math.Sqrt(a.Length), 5 / Math.Sqrt(a.Length));
    }

    private static string Net(string layers) => string.Create(CultureInfo.InvariantCulture, $"using GradCompile; [Network({Inputs}), {layers}, Loss(Loss.Huber)] public partial class Net;");

    private static double Share(double[] values, double beyond) => values.Count(v => Math.Abs(v) > beyond) / (double)values.Length;

    private static (double Mean, double Variance) Moments(double[] values)
    {
        var mean = values.Average();
        return (mean, values.Sum(v => (v - mean) * (v - mean)) / values.Length);
    }
}
