namespace GradCompile.Compiler.Diagnoses;

/// <summary>The ids of the warnings: <c>GRAD1…</c> gradients and signals, <c>GRAD2…</c> output and loss, <c>GRAD3…</c> structure and settings.</summary>
public static class DiagnosisIds
{
    public const string VanishingGradient = "GRAD1001";
    public const string ExplodingGradient = "GRAD1002";
    public const string SaturatedAtInit = "GRAD1003";
    public const string BornDead = "GRAD1004";
    public const string SymmetricInit = "GRAD1005";
    public const string InitialLogits = "GRAD1006";
    public const string BatchNormChain = "GRAD1007";
    public const string ResidualDepth = "GRAD1008";
    public const string SeluSetup = "GRAD1009";
    public const string ClipNeverActs = "GRAD1010";
    public const string ClipAlwaysActs = "GRAD1011";
    public const string LearningRate = "GRAD1012";
    public const string AdamEpsilon = "GRAD1013";
    public const string PenaltyDominates = "GRAD1014";
    public const string DeadByConstruction = "GRAD1015";

    public const string SoftmaxOfOne = "GRAD2001";
    public const string ActivationBeforeLogits = "GRAD2002";
    public const string WrongOutputCount = "GRAD2003";
    public const string SquashedRegression = "GRAD2004";
    public const string HiddenSoftmax = "GRAD2005";
    public const string DropoutOnOutputs = "GRAD2006";

    public const string NoNonlinearity = "GRAD3001";
    public const string TwoActivations = "GRAD3002";
    public const string BiasBeforeBatchNorm = "GRAD3003";
    public const string DropoutBeforeBatchNorm = "GRAD3004";
    public const string L2WithAdam = "GRAD3005";
    public const string HighDropout = "GRAD3006";
    public const string BatchNormOfOne = "GRAD3007";
    public const string ChannelsLast = "GRAD3008";
    public const string NarrowBottleneck = "GRAD3009";
}
