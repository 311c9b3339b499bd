namespace GradCompile.Tests;

/// <summary>Prediction: any number of rows, many threads at once, rows independent of their neighbours.</summary>
public class PredictTests
{
    public static TheoryData<string> Names() => Networks.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void ARowDoesNotDependOnItsBatch(string name)
    {
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        foreach (var bits in VectorWidths.All)
        {
            var network = first.Again(bits);
            var size = Networks.Size(network.Info.OutputShape);
            var (inputs, _) = Networks.Batch(network, 301);
            var all = new float[301 * size];
            network.Predict(inputs, all);
            foreach (var rows in new[] { 1, 2, 3, 5, 6, 7, 11, 12, 13, 24, 100, 257 })
            {
                var some = new float[(rows * size) + 1];
                some[^1] = 12345;
                network.Predict(inputs.AsSpan(0, rows * Networks.Size(network.Info.InputShape)), some.AsSpan(0, rows * size));
                Assert.Equal(12345, some[^1]);
                for (var i = 0; i < rows * size; i++)
                {
                    Assert.True(Math.Abs(some[i] - all[i]) <= 1e-5f * (1 + Math.Abs(all[i])), $"{name}, {bits} bits, {rows} rows, output {i}: {some[i]} against {all[i]}.");
                }
            }
        }
    }

    [Theory]
    [InlineData("classifier")]
    [InlineData("small")]
    [InlineData("residual")]
    public void EightThreadsAtOnceGiveTheSameBits(string name)
    {
        using var network = NetworkUnderTest.Compile(Networks.All[name]);
        var size = Networks.Size(network.Info.OutputShape);
        var inputSize = Networks.Size(network.Info.InputShape);
        var (inputs, _) = Networks.Batch(network, 64);
        var expected = new float[64 * size];
        network.Predict(inputs, expected);
        var wrong = 0;
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            var outputs = new float[64 * size];
            for (var call = 0; call < 300; call++)
            {
                // Different calls use the same network with different numbers of rows.
                var rows = call % 3 == 0 ? 64 : 6 + ((call + t) % 50);
                network.Predict(inputs.AsSpan(0, rows * inputSize), outputs.AsSpan(0, rows * size));
                if (!outputs.AsSpan(0, rows * size).SequenceEqual(expected.AsSpan(0, rows * size))) Interlocked.Increment(ref wrong);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(0, wrong);
    }
}
