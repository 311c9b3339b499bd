using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The closed forms of x ↦ x for x > 0, αx below, of a centred signal: the arc-cosine kernels of Cho and Saul (2009).</summary>
internal static class RectifierMoments
{
    public static ActivationMoments Of(double alpha, in Signal signal)
    {
        var variance = signal.Variance;
        var share = variance > 0 ? signal.Noise / variance : 0;

        // f = a·x + b·|x|. The angle between two samples comes from the noise's share: 1 − cos θ loses it.
        var (a, b) = (0.5 * (1 + alpha), 0.5 * (1 - alpha));
        var theta = 2 * Math.Asin(Math.Sqrt(Math.Min(1, 0.5 * share)));
        var square = alpha * alpha;
        var (a2, b2) = (0.5 * (1 + square), 0.5 * (1 - square));
        var quarter = 1 - (2 * theta / Math.PI);
        var mean = b * Math.Sqrt(2 * variance / Math.PI);
        var fourth = 0.5 * (1 + (square * square));
        return new ActivationMoments
        {
            Mean = mean,
            Second = a2 * variance,
            Noise = variance * ((a * a * share) + (b * b * AbsoluteNoise(share, theta))),
            SlopeSquare = a2,
            SlopePair = (a * a) + (b * b * quarter),
            SlopePairChange = theta > 0 ? 2 * b * b * share / (Math.PI * Math.Sin(theta)) : 0,
            SlopeOwnCoherent = a * a,
            SlopePairCoherent = a * a,
            Radial = a2 * variance,
            RadialSquare = fourth * variance,
            RadialPair = variance * ((a2 * a2 * (1 - share)) + (b2 * b2 * (1 - AbsoluteNoise(share, theta)))),
            ValueKurtosis = 3 * fourth / (a2 * a2),
            SlopeKurtosis = fourth / (a2 * a2),
        };
    }

    /// <summary>1 − E|xₐ||x_b| for unit variances = share + (2/π)(θ cos θ − sin θ).</summary>
    private static double AbsoluteNoise(double share, double theta)
    {
        var square = theta * theta;
        var bracket = theta < 0.05
            ? theta * square * (-1.0 / 3 + (square * (1.0 / 30 - (square / 840))))
            : (theta * Math.Cos(theta)) - Math.Sin(theta);
        return share + (2 / Math.PI * bracket);
    }
}
