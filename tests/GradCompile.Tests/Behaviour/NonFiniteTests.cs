namespace GradCompile.Tests;

/// <summary>A bad batch is refused by every compiled network before it does any harm.</summary>
public class NonFiniteTests
{
    public static TheoryData<string> Names() => Networks.Names();

    /// <summary>One number in one row: the error names it, and the network goes on with the same bits as one that never saw the batch.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void OneNumberThatIsNoneIsRefusedAndLeavesNoTrace(string name)
    {
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        var (network, untouched) = (first.Again(seed: 5), first.Again(seed: 5));
        var (inputs, targets) = Networks.Batch(network, 20);
        var size = Networks.Size(network.Info.InputShape);
        network.Train(inputs, targets);
        untouched.Train(inputs, targets);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            var broken = (float[])inputs.Clone();
            broken[(13 * size) + (size / 2)] = value;

            // An activation in front of everything may make a number of an infinity, and dropout may drop it: then it does no harm either.
            if (float.IsInfinity(value) && name is "image" or "input") continue;
            var error = Assert.Throws<NonFiniteException>(() => network.Train(broken, targets));
            Assert.Equal((13, size / 2), (error.Row, error.Input));
        }

        Assert.Equal(untouched.Train(inputs, targets), network.Train(inputs, targets));
        foreach (var tensor in network.Info.Tensors) Assert.Equal(untouched.GetTensor(tensor.Name), network.GetTensor(tensor.Name));
    }

    [Theory]
    [InlineData("SoftmaxCrossEntropy", 5f, "Target 0 of row 1 is 5 (both count from 0); SoftmaxCrossEntropy takes probabilities")]
    [InlineData("SoftmaxCrossEntropy", -0.1f, "Target 0 of row 1 is -0.1")]
    [InlineData("SoftmaxCrossEntropy", 0.9f, "The targets of row 1 add up to 0.9")]
    [InlineData("SigmoidCrossEntropy", 255f, "Target 0 of row 1 is 255 (both count from 0); SigmoidCrossEntropy takes probabilities, from 0 to 1. Divide bytes by 255")]
    public void TargetsOutOfReachAreRefused(string loss, float target, string sentence)
    {
        // Large enough for a look at every batch.
        using var network = NetworkUnderTest.Compile(Source("Dense(128), Dense(128), Dense(4)", loss));
        var (inputs, targets) = (new float[2 * 40], new float[] { 1, 0, 0, 0, target, 0, 0, 0 });
        var good = new float[] { 1, 0, 0, 0, 0.33f, 0.33f, 0.33f, 0 };
        for (var batch = 0; batch < 2; batch++)
        {
            var weight = network.GetTensor("dense1.weight");
            foreach (var call in new Action[] { () => network.Train(inputs, targets), () => network.ComputeGradients(inputs, targets), () => network.Evaluate(inputs, targets) })
            {
                Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(call).Message);
            }

            Assert.Equal(weight, network.GetTensor("dense1.weight"));
            network.Train(inputs, good);
            network.Evaluate(inputs, good);
        }
    }

    /// <summary>A small network is quicker than the look: its first batch says what the others are like.</summary>
    [Fact]
    public void ASmallNetworkLooksAtItsFirstBatch()
    {
        using var network = NetworkUnderTest.Compile(Source("Dense(4)", "SigmoidCrossEntropy"));
        var (inputs, bytes) = (new float[40], new float[] { 255, 0, 0, 0 });
        Assert.Throws<ArgumentException>(() => network.Train(inputs, bytes));
        Assert.Throws<ArgumentException>(() => network.Train(inputs, bytes)); // not taken for a first one
        network.Train(inputs, new float[4]);
        network.Train(inputs, bytes);
    }

    [Fact]
    public void ATargetThatIsNoNumberIsNamed()
    {
        using var network = NetworkUnderTest.Compile(Source("Dense(128), Dense(128), Dense(4)", "SoftmaxCrossEntropy"));
        var targets = new float[] { 0, 0, 0, 1, 0, float.NaN, 1, 0 };
        var error = Assert.Throws<NonFiniteException>(() => network.Train(new float[80], targets));
        Assert.Contains("target 1 of row 1 is NaN", error.Message);
        Assert.Equal(1, error.Row);
        network.Engine.AllowNonFinite = true;
        Assert.True(float.IsNaN(network.ComputeGradients(new float[80], targets)));
        Assert.True(float.IsNaN(network.Evaluate(new float[80], targets)));
    }

    private static string Source(string layers, string loss) =>
        $"using GradCompile; [Network(40), {layers}, Loss(Loss.{loss}), Sgd(0.1)] public partial class Net;";
}
