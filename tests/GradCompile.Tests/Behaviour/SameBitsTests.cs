namespace GradCompile.Tests;

/// <summary>A network gives the same bits at every vector width, on any number of threads, and from two runs with one seed.</summary>
public class SameBitsTests
{
    public static TheoryData<string> Names() => Networks.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryWidthGivesTheSameBits(string name)
    {
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        foreach (var rows in new[] { 2, 7, 33 })
        {
            var expected = Bits(first.Again(VectorWidths.All.First(), seed: 5), rows);
            foreach (var bits in VectorWidths.All) Assert.Equal(expected, Bits(first.Again(bits, seed: 5), rows));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnyNumberOfThreadsGivesTheSameBits(string name)
    {
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        foreach (var rows in new[] { 5, 150 })
        {
            var expected = Bits(first.Again(seed: 5), rows, threads: 1);
            foreach (var threads in new[] { 0, 2, 3, 4 }) Assert.Equal(expected, Bits(first.Again(seed: 5), rows, threads));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnotherSeedGivesOtherBits(string name)
    {
        if (name == "input") return; // it has no random tensor, only a random mask
        using var first = NetworkUnderTest.Compile(Networks.All[name]);
        Assert.NotEqual(Bits(first.Again(seed: 5), 7), Bits(first.Again(seed: 6), 7));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputeGradientsTwiceGivesTheSameBits(string name)
    {
        using var network = NetworkUnderTest.Compile(Networks.All[name]);
        var (inputs, targets) = Networks.Batch(network, 9);
        var first = (network.ComputeGradients(inputs, targets), Gradients(network));
        var second = (network.ComputeGradients(inputs, targets), Gradients(network));
        Assert.Equal(first.Item1, second.Item1);
        Assert.Equal(first.Item2, second.Item2);
    }

    /// <summary>Everything that a few steps leave behind, as bits.</summary>
    private static List<int> Bits(NetworkUnderTest network, int rows, int threads = 1)
    {
        network.Engine.Threads = threads;
        var (inputs, targets) = Networks.Batch(network, rows);
        var outputs = new float[rows * Networks.Size(network.Info.OutputShape)];
        var bits = new List<int>();
        for (var step = 0; step < 3; step++)
        {
            network.Predict(inputs, outputs);
            bits.AddRange(outputs.Select(BitConverter.SingleToInt32Bits));
            network.Predict(inputs.AsSpan(0, inputs.Length / rows), outputs.AsSpan(0, outputs.Length / rows));
            bits.AddRange(outputs.Select(BitConverter.SingleToInt32Bits));
            bits.Add(BitConverter.SingleToInt32Bits(network.Evaluate(inputs, targets)));
            bits.Add(BitConverter.SingleToInt32Bits(network.Train(inputs, targets)));
            bits.AddRange(Gradients(network).Select(BitConverter.SingleToInt32Bits));
        }

        foreach (var tensor in network.Info.Tensors) bits.AddRange(network.GetTensor(tensor.Name).Select(BitConverter.SingleToInt32Bits));
        return bits;
    }

    private static List<float> Gradients(NetworkUnderTest network) =>
        [.. network.Info.Tensors.Where(t => t.IsTrainable).SelectMany(t => network.GetGradient(t.Name))];
}
