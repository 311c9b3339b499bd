namespace GradCompile.Samples.Regularisation;

/// <summary>
/// The update as the article prints it, for L1 and for L2: θ := θ − η·∂J/∂θ + λ·sign θ, where J already holds the penalty.
/// The last term is not in the gradient of anything: it has the wrong sign, comes a second time, and is not scaled by η.
/// </summary>
internal static class PrintedRule
{
    /// <summary>Adds λ·sign θ, of the weights before the step, to the weights after it. As in the article, sign 0 is 1.</summary>
    public static void Adjust(ReadOnlySpan<float> before, Span<float> after, float lambda)
    {
        for (var i = 0; i < after.Length; i++) after[i] += before[i] < 0 ? -lambda : lambda;
    }

    /// <summary>A weight's size after <paramref name="steps"/> steps of the printed L1 rule when the data have no say.</summary>
    public static double L1(double start, double lambda, double rate, int steps) => start + (steps * lambda * (1 - rate));

    /// <summary>The same for the printed L2 rule: each step keeps 1 − 2ηλ of the weight and adds λ, so that it tends to 1/(2η).</summary>
    public static double L2(double start, double lambda, double rate, int steps)
    {
        var limit = 1 / (2 * rate);
        return limit + ((start - limit) * Math.Pow(1 - (2 * rate * lambda), steps));
    }
}
