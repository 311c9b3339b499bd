using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// What flows forward, at initialisation, as the law of one neuron j on a sample a: u = Mean + √Common·ξⱼ + √Noise·ζⱼₐ, with ξ drawn
/// once for all samples and ζ for each. Amplitudes are in units of exp(<see cref="LogScale"/>), so that nothing overflows.
/// </summary>
internal readonly record struct Signal
{
    private const double Largest = 1e100;

    /// <summary>ln of the largest factor between units whose square, times the largest square, is a double with room to spare.</summary>
    private const double LargestStep = 170;

    public double Mean { get; init; }

    /// <summary>The variance that every sample shares; behind a batch norm slightly negative, for its samples sum up to 0.</summary>
    public double Common { get; init; }

    /// <summary>The variance from sample to sample. Carried by itself: 1 − correlation falls below 1e-40.</summary>
    public double Noise { get; init; }

    /// <summary>The part of <see cref="Common"/> that all neurons share; only weights with a mean make one.</summary>
    public double CommonCoherent { get; init; }

    /// <summary>The part of <see cref="Noise"/> that all neurons share.</summary>
    public double NoiseCoherent { get; init; }

    /// <summary>ln of the unit in which amplitudes are given.</summary>
    public double LogScale { get; init; }

    /// <summary>The number of neurons: features, or the channels of an image.</summary>
    public double Width { get; init; }

    /// <summary>Pixels of an image, which are as samples to each other: drawn apart, under the same weights. 0 or 1 for a vector.</summary>
    public double Positions { get; init; }

    /// <summary>Pixels of an image, 1 for a vector.</summary>
    public double Places => Math.Max(1, Positions);

    /// <summary>Right behind a batch norm over so few samples that they are not Gaussian, their number; else 0.</summary>
    public int Sphere { get; init; }

    /// <summary>The part of <see cref="Common"/> that varies over the pixels, for want of terms from the padding: noise to a batch norm.</summary>
    public double PlaceVariance { get; init; }

    /// <summary>The variance, over pairs of samples, of the correlation of their noises, inherited from the layers before; 1/Width comes on top.</summary>
    public double InheritedPairSpread { get; init; }

    /// <summary>What the rank of the inputs makes of <see cref="PairSpread"/> at least, until an activation lifts the rank.</summary>
    public double PairSpreadFloor { get; init; }

    /// <summary>The variance over seeds of ln Σu² that is inherited from the layers before.</summary>
    public double InheritedLogVariance { get; init; }

    /// <summary>What this layer adds to it by its finite width, over all samples together.</summary>
    public double OwnLogVariance { get; init; }

    /// <summary>What this layer adds by its finite width within one sample.</summary>
    public double SampleLogVariance { get; init; }

    /// <summary>The variance over samples of ln Σu², besides what they share, inherited from the layers before; 2/n for n Gaussian inputs.</summary>
    public double InheritedScatter { get; init; }

    /// <summary>The same with what this layer adds.</summary>
    public double Scatter => InheritedScatter + Math.Max(0, SampleLogVariance - OwnLogVariance);

    /// <summary>1/max(in, out) if orthogonal weights made it, which keep lengths and angles up to that; else 0.</summary>
    public double Rigidity { get; init; }

    /// <summary>E u².</summary>
    public double Second => (Mean * Mean) + Common + Noise;

    /// <summary>E uₐu_b over two samples.</summary>
    public double Pair => (Mean * Mean) + Common;

    public double Variance => Common + Noise;

    /// <summary>Whether it is made of numbers, none of which has left the range of a double.</summary>
    public bool IsSound => Second + CommonCoherent + NoiseCoherent + LogScale + PairSpread + LogVariance + SampleLogVariance + InheritedScatter is var sum && !double.IsNaN(sum) && !double.IsInfinity(sum);

    /// <summary>Corr(uₐ, u_b), means included.</summary>
    public double Correlation => Second > 0 ? Pair / Second : 1;

    public double PairSpread => Noise > 0 ? InheritedPairSpread + (1 / Width) : 0;

    public double LogVariance => InheritedLogVariance + OwnLogVariance;

    /// <summary>The share of a fluctuation of Σu² within a sample that is left over a batch of samples that share ρ = Common/Variance of their variance.</summary>
    public double SharedBy(double batch)
    {
        var rho = Variance > 0 ? Common / Variance : 1;
        return (rho * rho) + ((1 - (rho * rho)) / batch);
    }

    /// <summary>
    /// The typical signal, the median over seeds: the mean of ln Σu² is half its variance lower than the logarithm of the mean.
    /// What earlier layers added is in the signal already; an activation takes the law before it, every other reader takes this one.
    /// </summary>
    public Signal Typical() => OwnLogVariance == 0 ? this : Times(Math.Exp(-0.25 * OwnLogVariance)) with
    {
        InheritedLogVariance = LogVariance,
        SampleLogVariance = SampleLogVariance - OwnLogVariance,
        OwnLogVariance = 0,
    };

    /// <summary>The same law with samples that are at least independent, for integrals.</summary>
    public Signal Independent() => Common >= 0 ? this : this with { Common = 0, Noise = Variance };

    /// <summary>Amplitudes multiplied by <paramref name="factor"/>.</summary>
    public Signal Times(double factor)
    {
        var square = factor * factor;
        return this with
        {
            Mean = Mean * factor,
            Common = Common * square,
            Noise = Noise * square,
            CommonCoherent = CommonCoherent * square,
            NoiseCoherent = NoiseCoherent * square,
            PlaceVariance = PlaceVariance * square,
        };
    }

    /// <summary>The same signal in units of exp(<paramref name="logScale"/>); what is larger by far than the unit is only known to be so.</summary>
    public Signal In(double logScale) => logScale == LogScale ? this : Times(Math.Exp(Math.Min(LargestStep, LogScale - logScale))) with { LogScale = logScale };

    /// <summary>In a unit in which squares neither overflow nor underflow: the plain one wherever that is possible. A square that rounding leaves below 0 is 0.</summary>
    public Signal Normalized()
    {
        var second = Second;
        if (second <= 0) return Times(0) with { LogScale = 0 };
        var logSecond = Math.Log(second) + (2 * LogScale);
        if (double.IsNaN(logSecond) || double.IsInfinity(logSecond)) return this;
        if (Math.Abs(logSecond) < Math.Log(Largest)) return In(0);
        return In(Math.Sign(logSecond) * ((0.5 * Math.Abs(logSecond)) - (0.5 * Math.Log(Largest))));
    }
}
