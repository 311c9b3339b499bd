namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// What separates networks that learn from those that do not, in log₁₀; found by training several hundred small networks on
/// digits. The repository's report of the forecast trains such networks anew and prints what these thresholds would have said.
/// </summary>
internal static class Thresholds
{
    /// <summary>‖G₁‖/‖W₁‖ under gradient descent.</summary>
    public const double SmallestRelativeGradient = -2.4;
    public const double LargestRelativeGradient = 0.2;

    /// <summary>The like where a skip leads the gradient past the branches that make it large.</summary>
    public const double LargestRelativeGradientWithSkips = 1;

    /// <summary>‖G‖ where a normalisation makes the scale of the weights irrelevant.</summary>
    public const double SmallestGradient = -3;
    public const double LargestGradient = 2.7;

    /// <summary>The gradient by a weight relative to ε, below which Adam stands still.</summary>
    public const double Frozen = -1;

    /// <summary>The share of the outputs' second moment that differs from sample to sample, after Adam's first steps.</summary>
    public const double Collapsed = -6;

    /// <summary>log₁₀ of what is left of the variance from sample to sample before the last layer, below which Adam takes longer to find it than anybody waits.</summary>
    public const double Faint = -10;

    /// <summary>The log-variance of the first gradient times max(1, log₁₀ of the logits' signal).</summary>
    public const double DeepAndNarrow = 4.5;

    /// <summary>The like under gradient descent, which has one rate for lucky and unlucky layers.</summary>
    public const double DeepAndNarrowForDescent = 3;

    /// <summary>The logits' signal that Adam does not bring down again.</summary>
    public const double LargestSignal = 7;

    /// <summary>The largest second moment, beyond which the square leaves the range of a float32.</summary>
    public const double LargestSecond = 76;
}
