using System.Globalization;
using System.Text.RegularExpressions;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>A declaration as tutorials and beginners write it, to be trained as declared.</summary>
/// <param name="Name">In a few words.</param>
/// <param name="Kind"><c>healthy</c>, or the usual mistake.</param>
/// <param name="Inputs">How the pixels are scaled.</param>
/// <param name="Steps">For how many steps it is trained: its horizon.</param>
/// <param name="Attributes">Its attributes, without brackets, <c>Network(…)</c> first.</param>
/// <param name="Blocks">The classes of its residual blocks, or nothing.</param>
internal sealed partial record TrialDeclaration(string Name, string Kind, PixelScale Inputs, int Steps, string Attributes, string Blocks)
{
    public const string Class = "Net";

    /// <summary>Its text, where that is not its attributes as they are: a fix has changed it.</summary>
    public string? Text { get; init; }

    /// <summary>The accuracy that was measured elsewhere, where there is one.</summary>
    public double? Known { get; init; }

    public int BatchSize => BatchSizeText().Match(TrainedSource) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 64;

    /// <summary>Whether the loss takes class labels.</summary>
    public bool TakesLabels => TrainedSource.Contains("Loss.SoftmaxCrossEntropy", StringComparison.Ordinal);

    /// <summary>Its source with the horizon that it is trained for.</summary>
    public string Source => SourceOf(NetworkText().Replace(Attributes, match => $"Network({match.Groups[1].Value}, TrainingSteps = {Steps.ToString(CultureInfo.InvariantCulture)})", 1));

    /// <summary>Its source without a horizon: what decides how it trains.</summary>
    public string TrainedSource => Text ?? SourceOf(Attributes);

    private string SourceOf(string attributes) => $"using GradCompile;\n[{attributes}] public partial class {Class};\n{Blocks}\n";

    [GeneratedRegex(@"BatchSize = (\d+)")]
    private static partial Regex BatchSizeText();

    [GeneratedRegex(@"^Network\(([^)]*)\)")]
    private static partial Regex NetworkText();
}

/// <summary>How the pixels of the digits are scaled before they come in.</summary>
internal enum PixelScale
{
    /// <summary>Within 0 and 1.</summary>
    Unit,

    /// <summary>With mean 0 and deviation 1.</summary>
    Std,

    /// <summary>0 to 255.</summary>
    Raw,

    /// <summary>Divided by 255 twice.</summary>
    Tiny,
}
