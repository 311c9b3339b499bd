using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// What a batch norm divides by: the variance of one neuron over N samples scatters over n neurons as χ² of k degrees does. δ loses its
/// parts along 1 and along x̂ and is divided by √(v + ε); along x̂ no more than ε/(v + ε) of it is left, all that two samples have.
/// </summary>
/// <param name="Across">The mean of 1/(v + ε), for δ across x̂.</param>
/// <param name="Along">The mean of ε²/(v + ε)³, for δ along x̂.</param>
internal readonly record struct BatchVariance(double Across, double Along)
{
    /// <summary>From so many degrees of freedom on, the first moments say it all.</summary>
    private const double Many = 10;

    /// <summary>Of Simpson's rule in ln v, where 1/v has a mean and where it has none.</summary>
    private const int Steps = 16;
    private const int FineSteps = 40;

    /// <summary>The lowest quantile that n neurons see, in 1/n, and the same for two samples, of which one neuron sends back nearly all.</summary>
    private const double Lowest = 1.0 / 3;

    private const double LowestOfTwo = 0.46;

    /// <summary>
    /// The means over a neuron's v = <paramref name="mean"/>·χ²/k. A few degrees leave 1/v no moments: E ln of what n neurons send back is as
    /// if no v lay below a quantile of about ⅓/n, which measured chains of 16 to 64 neurons over 2 to 8 samples agree on.
    /// </summary>
    public static BatchVariance Of(double mean, double degrees, double neurons, double epsilon)
    {
        if (degrees >= Many || mean <= 0)
        {
            var divisor = (mean * (1 - (2 / degrees))) + epsilon;
            return divisor == 0 ? default : new(1 / divisor, epsilon * epsilon / (divisor * divisor * divisor));
        }

        // The density of ln χ² is proportional to exp(k·t/2 − eᵗ/2); near 0 the distribution is a power law.
        var half = 0.5 * degrees;
        var least = Math.Log(2) + ((LogGamma(half + 1) + Math.Log((degrees < 1.5 ? LowestOfTwo : Lowest) / neurons)) / half);
        var most = Math.Log(degrees + (8 * Math.Sqrt(2 * degrees)) + 16);
        var steps = degrees < 3 ? FineSteps : Steps;
        double weight = 0, across = 0, along = 0;
        for (var i = 0; i <= steps; i++)
        {
            var t = least + ((most - least) * i / steps);
            var density = Math.Exp((half * t) - (0.5 * Math.Exp(t))) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
            var divisor = (mean * Math.Exp(t) / degrees) + epsilon;
            weight += density;
            across += density / divisor;
            along += density * epsilon * epsilon / (divisor * divisor * divisor);
        }

        return new(across / weight, along / weight);
    }

    /// <summary>ln Γ by Stirling's series, shifted to where it is exact to nine digits.</summary>
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 8; x++) shift += Math.Log(x);
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) - shift;
    }
}
