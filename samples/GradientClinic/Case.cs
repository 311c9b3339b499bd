namespace GradCompile.Samples.GradientClinic;

/// <summary>A declaration that goes wrong, and the fixed one beside it.</summary>
/// <param name="Title">What is wrong, in a few words.</param>
/// <param name="Cure">What fixes it.</param>
public sealed record Case(string Title, string Cure, Probe Sick, Probe Fixed)
{
    /// <summary>All cases; each has a file in <c>Gallery</c>, named after its sick class.</summary>
    public static IReadOnlyList<Case> All() =>
    [
        Of("Twelve sigmoids in a row", "ReLU", seed => new SigmoidStack(seed), seed => new SigmoidStackFixed(seed)),
        Of("Weights of 0.01", "He’s weights", seed => new TinyWeights(seed), seed => new TinyWeightsFixed(seed)),
        Of("Weights of 100", "He’s weights", seed => new HundredfoldWeights(seed), seed => new HundredfoldWeightsFixed(seed)),
        Of("Weights from N(0, 1)", "Xavier’s weights", seed => new StandardNormal(seed), seed => new StandardNormalFixed(seed)),
        Of("ReLU, four units wide", "32 units", seed => new NarrowTower(seed), seed => new NarrowTowerFixed(seed)),
        Of("SELU with He’s weights", "LeCun’s weights", seed => new SeluWithHe(seed), seed => new SeluWithHeFixed(seed)),
        Of("Batch norms without skips", "residual blocks", seed => new BatchNormTower(seed), seed => new BatchNormTowerFixed(seed)),
        Of("Twelve matrices in a row", "ReLU", seed => new LinearTower(seed), seed => new LinearTowerFixed(seed)),
    ];

    private static Case Of<TSick, TFixed>(string title, string cure, Func<ulong, TSick> sick, Func<ulong, TFixed> twin)
        where TSick : ITrainableNetwork<TSick>
        where TFixed : ITrainableNetwork<TFixed> => new(title, cure, Probe.Of(sick), Probe.Of(twin));
}
