using System;
using GradCompile.Compiler.Activations;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// What an activation does behind a batch norm of few samples. A neuron's N values sum up to 0 and their squares to N: fresh weights
/// spread them over that sphere evenly, which for two samples is x̂ = ±1. Two of its coordinates have the correlation −1/(N − 1) and lie,
/// in units of their largest value, at a radius of which the square is Beta(1, (N − 3)/2).
/// </summary>
internal static class SphereMoments
{
    /// <summary>For more samples than these they are as good as Gaussian.</summary>
    public const int Most = 8;

    private const int Angles = 48;
    private const int Radii = 8;

    public static ActivationMoments Of(ScalarActivation activation, double alpha, double second, int samples)
    {
        var largest = Math.Sqrt(second * (samples - 1));
        var cosine = -1.0 / (samples - 1);
        var sine = Math.Sqrt(Math.Max(0, 1 - (cosine * cosine)));
        var (angles, radii) = samples == 2 ? (2, 1) : (Angles, samples == 3 ? 1 : Radii);
        double mean = 0, square = 0, fourth = 0, pair = 0, slopeSquare = 0, slopeFourth = 0, slopePair = 0, slopeTilt = 0, slopeAlong = 0, radial = 0, radialSquare = 0, radialPair = 0;
        for (var i = 0; i < radii; i++)
        {
            var radius = samples <= 3 ? largest : largest * Math.Sqrt(1 - Math.Pow((i + 0.5) / radii, 2.0 / (samples - 3)));
            for (var j = 0; j < angles; j++)
            {
                var angle = 2 * Math.PI * (samples == 2 ? 0.5 * j : (j + 0.5) / angles);
                var (x, y) = (radius * Math.Cos(angle), radius * ((cosine * Math.Cos(angle)) + (sine * Math.Sin(angle))));
                var (f, g) = (activation.Value(x, alpha), activation.Value(y, alpha));
                var (df, dg) = (activation.Derivative(x, alpha), activation.Derivative(y, alpha));
                mean += f;
                square += f * f;
                fourth += f * f * f * f;
                pair += f * g;
                slopeSquare += df * df;
                slopeFourth += df * df * df * df;
                slopePair += df * dg;
                slopeTilt += x * df * y * dg;
                slopeAlong += x * df * x * df;
                radial += x * f * df;
                radialSquare += f * df * f * df;
                radialPair += f * df * g * dg;
            }
        }

        var weight = 1.0 / (angles * radii);
        (mean, square, slopeSquare) = (mean * weight, square * weight, slopeSquare * weight);
        return new ActivationMoments
        {
            Mean = mean,
            Second = square,
            Noise = square - (pair * weight),
            SlopeSquare = slopeSquare,
            SlopePair = slopePair * weight,
            SlopePairChange = slopeTilt * weight / second,
            SlopeAlong = slopeSquare > 0 ? slopeAlong * weight / (second * slopeSquare) : 0,
            Radial = radial * weight,
            RadialSquare = radialSquare * weight,
            RadialPair = radialPair * weight,
            ValueKurtosis = square > 0 ? fourth * weight / (square * square) : 1,
            SlopeKurtosis = slopeSquare > 0 ? slopeFourth * weight / (slopeSquare * slopeSquare) : 1,
        };
    }
}
