namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>
/// What separates networks that learn from those that do not, in log₁₀; found by training several hundred small networks on
/// digits. The repository's report of the forecast trains such networks anew and prints what these thresholds would have said.
/// </summary>
internal static class Thresholds
{
    /// <summary>
    /// ‖G₁‖/‖W₁‖ under gradient descent, less what chance takes of it: the rate must suit the largest gradients, and the typical one lies
    /// e^<see cref="Forecasts.NetworkForecast.Uncertainty"/> below them.
    /// </summary>
    public const double SmallestRelativeGradient = -2.8;
    public const double LargestRelativeGradient = 0.2;

    /// <summary>How far the pace must be from learning, in log₁₀, before a small gradient counts: one that the steps make up for vanishes in name only.</summary>
    public const double ShortForVanishing = 0.8;

    /// <summary>The like where a skip leads the gradient past the branches that make it large.</summary>
    public const double LargestRelativeGradientWithSkips = 0.4;

    /// <summary>The like where normalisations hold the signal whatever the weights do: these grow until the gradient suits them.</summary>
    public const double LargestRelativeGradientWithNorms = 1.9;

    /// <summary>log₁₀ of rate × steps that these limits were found with: 0.1 × 2,000.</summary>
    public const double UsualReach = 2.3;

    /// <summary>In the middle of the networks that learned.</summary>
    public const double UsualRelativeGradient = -1;

    /// <summary>‖G‖ where a normalisation makes the scale of the weights irrelevant: the same three.</summary>
    public const double SmallestGradient = -2.8;
    public const double LargestGradient = 2.7;
    public const double UsualGradient = -0.5;

    /// <summary>The gradient by a weight relative to ε, below which Adam stands still.</summary>
    public const double Frozen = -1;

    /// <summary>The share of the outputs' second moment that differs from sample to sample, after Adam's first steps.</summary>
    public const double Collapsed = -6;

    /// <summary>log₁₀ of what is left of the variance from sample to sample before the last layer, below which Adam takes longer to find it than anybody waits.</summary>
    public const double Faint = -10;

    /// <summary>In so many of Adam's steps weights that start smaller have grown to the length of all of them, before anything is decided.</summary>
    public const double StepsToWake = 30;

    /// <summary>The decades that dropout's masks may take of the samples under gradient descent.</summary>
    public const double Drowned = 1.15;

    /// <summary>The uncertainty under Adam, which scales its steps.</summary>
    public const double Uncertain = 4.5;

    /// <summary>The log-variance of the first gradient times log₁₀ of the logits' signal, if that is above 1: wide networks come back from any size of outputs under Adam, narrow ones do not.</summary>
    public const double NarrowAndLarge = 3;

    /// <summary>log₁₀ of the logits' signal that scaled steps do not bring down again, however wide the network.</summary>
    public const double LargestSignalUnderScaledSteps = 10;

    /// <summary>The logits' signal that gradient descent does not bring down again: a standard deviation of 100.</summary>
    public const double LargestSignal = 4;

    /// <summary>The stride of gradient descent, beyond which steps overshoot for good: found with inputs of size 1; and how much sooner it is by decade of the inputs' square.</summary>
    public const double LargestStride = -0.65;
    public const double StrideOfSmallInputs = 0.2;

    /// <summary>What convolutions add to it, and what is forgiven where units saturate, which cannot die, and where the loss does not grow steep.</summary>
    public const double StrideOfConvolutions = 0.1;
    public const double ForgivenByBounds = 0.2;

    /// <summary>The like for a single dense layer, which its number divides; and for one of ELU's kind.</summary>
    public const double ForgivenByBoundsOfOne = 1.25;
    public const double ForgivenByOneThatCannotDie = 0.6;
    public const double ForgivenByRegression = 0.3;

    /// <summary>The like for the last layer behind normalised ones.</summary>
    public const double LargestStrideBehindNorms = 0.75;
    public const double CurvatureCountsBehindNorms = 0.5;

    /// <summary>How far a scaled first step may move an output through the weights before the last layer.</summary>
    public const double LargestScaledStride = 1.9;

    /// <summary>AdaGrad's first steps are its largest.</summary>
    public const double ForgivenByAdaGrad = 0.85;

    /// <summary>How far below the limits a hint begins.</summary>
    public const double HintOfLargeRate = 0.5;

    /// <summary>What tells samples apart, in units of what is to be learned, after which networks have learned.</summary>
    public const double Progress = 1.3;

    /// <summary>Of the inputs, that each output beyond the first asks for, and what the ten of digits come to, beyond which nothing was measured.</summary>
    public const double DirectionsOfAnOutput = 2.2;
    public const double MostDirections = 20;

    /// <summary>The like for an outputs' signal of 1 whose layers wake each other.</summary>
    public const double ProgressOfFaint = 2.5;
    public const double HelpOfConvolutionsToFaint = 0.3;

    /// <summary>What three or more layers of sigmoids cost of it.</summary>
    public const double SlownessOfSigmoids = 0.5;

    /// <summary>What the mean over an image keeps of real images, whose pixels are no noise.</summary>
    public const double HelpOfGlobalPools = 1.7;

    /// <summary>The like where steps are scaled, and how far weights then have to come, whatever they started from.</summary>
    public const double ScaledProgress = 3;
    public const double Travel = -0.6;

    /// <summary>Too slow by a factor of ten, and by one of three.</summary>
    public const double ShortForWarning = 1;
    public const double ShortForHint = 0.48;

    /// <summary>Too slow behind a clip, whose steps do not grow when the way becomes clear.</summary>
    public const double ShortForClip = 0.6;
    public const double ClippedTravel = -2.2;

    /// <summary>The progress of scaled steps below which an epsilon has taken too much of it.</summary>
    public const double ProgressPastEpsilon = 1.3;
    public const double HelpOfConvolutions = 0.5;

    /// <summary>The largest second moment, beyond which the square leaves the range of a float32.</summary>
    public const double LargestSecond = 76;
}
