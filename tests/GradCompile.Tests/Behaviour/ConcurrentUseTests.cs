namespace GradCompile.Tests;

/// <summary>Compiled kernels write through addresses: threads that meet in one network must be refused before they reach them.</summary>
public class ConcurrentUseTests
{
    [Theory]
    [InlineData("classifier", 0)]
    [InlineData("classifier", 2)]
    [InlineData("lenet", 2)]
    public void ThreadsThatTrainOneNetworkTakeWholeStepsOrNone(string name, int threads)
    {
        using var network = NetworkUnderTest.Compile(Networks.All[name]);
        network.Engine.Threads = threads;
        var (large, largeTargets) = Networks.Batch(network, 60);
        var (steps, refusals) = (0, 0);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            // Batches that grow: each new size has the buffers replaced.
            var (outputs, rows) = (new float[60 * 10], thread + 1);
            for (var call = 0; call < 60; call++)
            {
                rows = (rows % 60) + 1;
                try
                {
                    network.Train(large.AsSpan(0, rows * large.Length / 60), largeTargets.AsSpan(0, rows * largeTargets.Length / 60));
                    Interlocked.Increment(ref steps);
                }
                catch (InvalidOperationException refusal) when (refusal.Message.Contains("another thread", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref refusals);
                }

                network.Predict(large, outputs);
                Assert.True(float.IsFinite(network.Evaluate(large, largeTargets)));
            }
        });
        Assert.Equal(240, steps + refusals);
        Assert.InRange(steps, 1, 240);
        foreach (var tensor in network.Info.Tensors) Assert.All(network.GetTensor(tensor.Name), weight => Assert.True(float.IsFinite(weight)));
    }
}
