using System.Globalization;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>
/// Draws classifiers of digits as tutorials and beginners write them: a softmax regression, one to four hidden layers, a small convolutional
/// network, with what usually stands in them; and the same with one usual mistake. A mistake may be large or small: what it does, training shows.
/// </summary>
internal sealed class TutorialNetworks(Random random)
{
    private static readonly (string Kind, int Share, Action<TutorialParts> Err)[] Table =
    [
        ("healthy", 14, _ => { }),
        ("rate too high", 5, parts => parts.RateFactor(3, 1000)),
        ("rate too low", 4, parts => parts.RateFactor(1e-5, 0.3)),
        ("momentum", 2, parts => parts.HeavyMomentum()),
        ("deep saturating", 4, parts => parts.Stack(parts.Any("Sigmoid", "Sigmoid", "Tanh", "Softsign", "HardSigmoid"), parts.Between(2, 10))),
        ("deep", 3, parts => parts.Stack(parts.Any("ReLU", "ReLU", "ELU", "GELU", "LeakyReLU"), parts.Between(4, 30))),
        ("init", 5, parts => parts.Init = $"Init = Init.{parts.Any("Normal", "Normal", "Uniform")}, InitScale = {parts.Any("1", "0.5", "0.2", "0.05", "0.02", "0.01", "0.001")}"),
        ("unscaled inputs", 4, parts => parts.Inputs = parts.Any(PixelScale.Raw, PixelScale.Raw, PixelScale.Tiny)),
        ("clipping", 3, parts => parts.Extra = parts.Any("ClipGlobalNorm", "ClipGlobalNorm", "ClipValue", "ClipNorm") + $"({TutorialParts.Text(parts.Power(1e-6, 3))})"),
        ("penalty", 4, parts => parts.Penalty()),
        ("dropout", 4, parts => parts.Dropout = parts.Any(0.5, 0.6, 0.7, 0.8, 0.9, 0.95)),
        ("epsilon", 2, parts => parts.Epsilon()),
        ("narrow", 4, parts => parts.Narrow()),
        ("squared error", 4, parts => parts.SquaredError()),
        ("output", 2, parts => parts.OutputActivation = parts.Any("ReLU", "Softmax", "Tanh", "Sigmoid", "SiLU")),
        ("hidden softmax", 1, parts => parts.Stack("Softmax", parts.Between(1, 3))),
        ("linear", 1, parts => parts.Stack("Identity", parts.Between(1, 4))),
        ("batch norm chain", 2, parts => parts.BatchNormChain()),
        ("residual", 3, parts => parts.ResidualSums()),
        ("bias", 2, parts => parts.Bias = $"BiasInit = {parts.Any("-2", "-1", "-0.5", "0.1", "1", "3")}"),
        ("constant", 1, parts => parts.Init = parts.Any("Init = Init.Zeros", "Init = Init.Constant, InitScale = 0.1", "Init = Init.Constant, InitScale = 0.01")),
        ("small batch", 1, parts => parts.Batch = parts.Any(1, 2, 4, 8)),
    ];

    public static IEnumerable<TrialDeclaration> Draw(int count, int seed, int steps)
    {
        var networks = new TutorialNetworks(new Random(seed));
        for (var i = 0; i < count; i++) yield return networks.Next(i, steps);
    }

    private TrialDeclaration Next(int index, int steps)
    {
        var place = random.Next(Table.Sum(row => row.Share));
        foreach (var (kind, share, err) in Table)
        {
            if (place < share)
            {
                var parts = new TutorialParts(random);
                parts.Usual();
                err(parts);
                return new(string.Create(CultureInfo.InvariantCulture, $"{index + 1:D3} {kind}"), kind, parts.Inputs, steps, parts.Attributes(), parts.Block);
            }

            place -= share;
        }

        throw new InvalidOperationException("The shares do not add up.");
    }
}
