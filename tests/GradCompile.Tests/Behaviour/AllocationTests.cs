using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>After the first call nothing is allocated, for every kind of layer, loss, optimizer, penalty and clipping.</summary>
public class AllocationTests
{
    public static TheoryData<string> Names() => Networks.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsAllocatedAfterTheFirstCall(string name)
    {
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            network.LearningRate = 1e-4f; // dozens of steps at the declared one end some of them in infinity, which is refused
            foreach (var rows in new[] { 1, 40, 300 })
            {
                var (inputs, targets) = Networks.Batch(network, rows);
                var outputs = new float[rows * Networks.Size(network.Info.OutputShape)];
                Zero("Predict", () => network.Predict(inputs, outputs));
                Zero("Evaluate", () => network.Evaluate(inputs, targets));
                if (rows == 1) continue;
                Zero("ComputeGradients", () => network.ComputeGradients(inputs, targets));
                Zero("ApplyGradients", () =>
                {
                    network.ComputeGradients(inputs, targets);
                    network.ApplyGradients();
                });
                Zero("Train", () => network.Train(inputs, targets));
            }
        }

        void Zero(string what, Action action) => Assert.True(AllocationProbe.BytesPerCall(action) == 0, $"{what} of '{name}' allocates.");
    }

    [Theory]
    [InlineData("classifier")]
    [InlineData("bottleneck")]
    public void ThreadsAllocateNothing(string name)
    {
        using var network = NetworkUnderTest.Compile(Networks.All[name]);
        network.Engine.Threads = 3;
        var (inputs, targets) = Networks.Batch(network, 300);
        var outputs = new float[300 * Networks.Size(network.Info.OutputShape)];
        Assert.Equal(0, AllocationProbe.BytesPerCall(() => network.Train(inputs, targets)));
        Assert.Equal(0, AllocationProbe.BytesPerCall(() => network.Predict(inputs, outputs)));
    }

    [Fact]
    public void TrainingWithLabelsAllocatesNothing()
    {
        using var network = NetworkUnderTest.Compile(Networks.All["classifier"]);
        var (inputs, _) = Networks.Batch(network, 20);
        var labels = Enumerable.Range(0, 20).Select(i => i % 10).ToArray();
        Assert.Equal(0, AllocationProbe.BytesPerCall(() => network.Train(inputs, labels)));
        Assert.Equal(0, AllocationProbe.BytesPerCall(() => network.Evaluate(inputs, labels)));
    }
}
