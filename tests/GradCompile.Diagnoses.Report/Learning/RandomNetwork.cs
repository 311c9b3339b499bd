using System.Globalization;

namespace GradCompile.Diagnoses.Report.Learning;

/// <summary>A random classifier of digits without convolutions: as deep and as badly started as chance will have it.</summary>
/// <param name="Family">What kind of network, a row of <see cref="NetworkFamilies"/>.</param>
/// <param name="Description">In a few words.</param>
/// <param name="Layers">Its layer attributes.</param>
/// <param name="Blocks">Classes with the blocks of its residual sums, or nothing.</param>
internal sealed record RandomNetwork(string Family, string Description, string Layers, string Blocks)
{
    /// <summary>The time that training takes: larger ones are drawn again.</summary>
    private const int MostWeights = 600_000;

    public static IEnumerable<RandomNetwork> Draw(int count, int seed)
    {
        var random = new Random(seed);
        for (var drawn = 0; drawn < count; drawn++)
        {
            var (family, draw) = NetworkFamilies.Draw(random);
            var parts = new NetworkParts(random);
            string description;
            do
            {
                parts.Clear();
                description = draw(parts);
            }
            while (parts.Weights > MostWeights);
            yield return new(family, description, parts.Layers, parts.Blocks);
        }
    }

    /// <summary>The source of the network, once for each optimizer.</summary>
    public string Source(string input, params (string Name, string Optimizer)[] classes) => string.Create(CultureInfo.InvariantCulture,
        $"using GradCompile;\n{string.Join("\n", classes.Select(c => $"[{input}, {Layers}, Loss(Loss.SoftmaxCrossEntropy), {c.Optimizer}]\npublic partial class {c.Name};"))}\n{Blocks}\n");
}
