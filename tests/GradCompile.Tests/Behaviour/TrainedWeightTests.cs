using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>
/// What training makes of each network, by a hash of all its tensors: kernels, schedules and plans may change, the bits may not. Where a
/// kernel must sum in another order, that is a commit of its own.
/// </summary>
public class TrainedWeightTests
{
    [Fact]
    public void AreTheBitsTheyWere() => Snapshot.Verify(string.Concat(Networks.All.Keys.Select(name => $"{name} {Hash(name)}\n")), extension: "txt");

    /// <summary>Steps on batches of several sizes, with a remainder for every kind of tile; and predictions.</summary>
    private static string Hash(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var network = NetworkUnderTest.Compile(Networks.All[name], seed: 7);
        (network.Engine.Threads, network.LearningRate) = (1, 0.001f);
        foreach (var rows in new[] { 2, 7, 33, 64 })
        {
            var (inputs, targets) = Networks.Batch(network, rows, seed: rows);
            for (var step = 0; step < 2; step++) Add(hash, [network.Train(inputs, targets)]);
            var outputs = new float[rows * Networks.Size(network.Info.OutputShape)];
            network.Predict(inputs, outputs);
            Add(hash, outputs);
        }

        foreach (var tensor in network.Info.Tensors) Add(hash, network.GetTensor(tensor.Name));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<float> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
}
