namespace GradCompile.Tests;

/// <summary>Numbers that are large, or many, keep the digits that single precision can give them, at every width.</summary>
public class PrecisionTests
{
    /// <summary>Of equal logits the loss is ln 6, however large they are.</summary>
    [Theory]
    [InlineData(0f)]
    [InlineData(2500.3f)]
    [InlineData(-7e4f)]
    [InlineData(1e8f)]
    [InlineData(-1e30f)]
    public void EqualLogitsAreChanceHoweverLarge(float logit)
    {
        using var first = NetworkUnderTest.Compile("using GradCompile; [Network(1), Dense(6, Init = Init.Zeros), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)] public partial class Net;");
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            network.SetTensor("dense1.bias", [logit, logit, logit, logit, logit, logit]);
            float[] targets = [0.1f, 0.2f, 0.3f, 0.4f, 0, 0, 1, 0, 0, 0, 0, 0];
            Assert.Equal(Math.Log(6), network.Evaluate([1, 2], [3, 0]), 1e-6);
            Assert.Equal(Math.Log(6), network.ComputeGradients([1, 2], [3, 0]), 1e-6);
            Assert.Equal(Math.Log(6), network.Evaluate([1, 2], targets), 1e-6);
            Assert.Equal(Math.Log(6), network.ComputeGradients([1, 2], targets), 1e-6);
        }
    }

    /// <summary>A difference of logits counts whatever they have in common.</summary>
    [Fact]
    public void ADifferenceOfLargeLogitsKeepsItsDigits()
    {
        using var first = NetworkUnderTest.Compile("using GradCompile; [Network(1), Dense(2, Init = Init.Zeros), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)] public partial class Net;");
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            network.SetTensor("dense1.bias", [100_000f, 100_001.5f]);
            Assert.Equal(Math.Log(1 + Math.Exp(1.5)), network.Evaluate([1], [0]), 1e-6);
            Assert.Equal(Math.Log(1 + Math.Exp(-1.5)), network.Evaluate([1], [1]), 1e-6);
        }
    }

    /// <summary>A sure and right answer costs a little, and that little is what a curve of losses shows.</summary>
    [Theory]
    [InlineData(15f, 1f)]
    [InlineData(-15f, 0f)]
    [InlineData(30f, 1f)]
    public void ASureAnswerCostsALittle(float logit, float target)
    {
        using var first = NetworkUnderTest.Compile("using GradCompile; [Network(1), Dense(1, Init = Init.Zeros), Loss(Loss.SigmoidCrossEntropy), Sgd(0.1)] public partial class Net;");
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            network.SetTensor("dense1.bias", [logit]);
            var tail = Math.Exp(-Math.Abs(logit));
            var expected = tail - (tail * tail / 2); // ln(1 + e⁻ᶻ)
            Assert.Equal(1, network.Evaluate([1], [target]) / expected, 1e-4);
            Assert.Equal(1, network.ComputeGradients([1], [(int)target]) / expected, 1e-4);
        }
    }

    /// <summary>The mean of equal numbers is the number, and they vary by nothing.</summary>
    [Theory]
    [InlineData("Network(3)", 60_000)]
    [InlineData("Network(70)", 30_000)]
    [InlineData("Network(2, 10, 10)", 600)]
    [InlineData("Network(64, 8, 8)", 900)]
    [InlineData("Network(3, 30, 30), Conv2D(2, 1, Init = Init.Constant, InitScale = 0.333333)", 64)]
    public void TheMeanOfManyEqualRowsIsTheirNumber(string layers, int rows)
    {
        const float Number = 12345.678f;
        using var first = NetworkUnderTest.Compile($"using GradCompile; [{layers}, BatchNorm, Loss(Loss.MeanSquaredError), Sgd(0.1)] public partial class Net;");
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            var inputs = new float[rows * Networks.Size(network.Info.InputShape)];
            inputs.AsSpan().Fill(Number);
            network.Train(inputs, new float[rows * Networks.Size(network.Info.OutputShape)]);
            var expected = layers.Contains("Conv2D", StringComparison.Ordinal) ? 3 * 0.333333f * Number : Number;
            Assert.All(network.GetTensor("batchnorm1.running_mean"), mean => Assert.Equal(expected, mean / 0.1, 4e-6 * expected));
            Assert.All(network.GetTensor("batchnorm1.running_var"), variance => Assert.Equal(0, (variance - 0.9) / 0.1, 4e-3));
        }
    }
}
