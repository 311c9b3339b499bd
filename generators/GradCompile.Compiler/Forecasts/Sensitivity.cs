using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// What flows backward: the law of δ = ∂(loss of one sample)/∂u for one neuron. Squares are in units of exp(<see cref="LogScale"/>).
/// </summary>
internal readonly record struct Sensitivity
{
    /// <summary>E δ².</summary>
    public double Own { get; init; }

    /// <summary>E δₐδ_b over two samples; negative below a batch norm.</summary>
    public double Pair { get; init; }

    /// <summary>E δⱼδₖ over two neurons of one sample; only a loss over all outputs or weights with a mean make one.</summary>
    public double OwnCoherent { get; init; }

    /// <summary>E δⱼₐδₖ_b over two neurons and two samples.</summary>
    public double PairCoherent { get; init; }

    /// <summary>d <see cref="Pair"/> / d(correlation of the two samples' noises).</summary>
    public double PairSlope { get; init; }

    /// <summary>E δₛδₜ over two pixels of one sample's image.</summary>
    public double Place { get; init; }

    /// <summary>E δₛₐδₜ_b over two pixels of two samples.</summary>
    public double PairPlace { get; init; }

    /// <summary>d <see cref="Place"/> / d(correlation of the two pixels' noises).</summary>
    public double PlaceSlope { get; init; }

    /// <summary>How much of what two samples share goes with x̂ₐx̂_b, x̂ the noise of one neuron in units of its deviation; slopes f′(x̂) make it.</summary>
    public double Tilt { get; init; }

    /// <summary>The same of one sample's δ² and x̂²; 0 where it was not asked for, and is about 1.</summary>
    public double Along { get; init; }

    /// <summary>Corr(u, δ) = E uδ / √(E u²·E δ²): how far the gradient points along the signal.</summary>
    public double Alignment { get; init; }

    /// <summary>ln of the unit in which squares are given.</summary>
    public double LogScale { get; init; }

    /// <summary>The variance of ln Σδ² over seeds within one sample, as Hanin and Nica (2018) have it, without the layer at hand.</summary>
    public double InheritedLogVariance { get; init; }

    /// <summary>What the layer at hand adds to it.</summary>
    public double OwnLogVariance { get; init; }

    /// <summary>The part of the inherited log-variance that the samples of a batch share.</summary>
    public double InheritedSharedVariance { get; init; }

    public double OwnSharedVariance { get; init; }

    /// <summary>1/max(in, out) if it has just come back through orthogonal weights; else 0.</summary>
    public double Rigidity { get; init; }

    /// <summary>Whether it has passed a non-linear activation since the last batch norm.</summary>
    public bool PassedActivation { get; init; }

    public double LogVariance => InheritedLogVariance + OwnLogVariance;

    public double SharedVariance => InheritedSharedVariance + OwnSharedVariance;

    /// <summary>Whether it is made of numbers, none of which has left the range of a double.</summary>
    public bool IsSound => Own + Pair + OwnCoherent + PairCoherent + PairSlope + Place + PairPlace + PlaceSlope + Alignment + LogScale + LogVariance + SharedVariance is var sum && !double.IsNaN(sum) && !double.IsInfinity(sum);

    public bool IsZero => Own == 0 && Pair == 0;

    /// <summary>Squares multiplied by <paramref name="factor"/>.</summary>
    public Sensitivity Times(double factor) => this with
    {
        Own = Own * factor,
        Pair = Pair * factor,
        OwnCoherent = OwnCoherent * factor,
        PairCoherent = PairCoherent * factor,
        PairSlope = PairSlope * factor,
        Place = Place * factor,
        PairPlace = PairPlace * factor,
        PlaceSlope = PlaceSlope * factor,
    };

    /// <summary>The same in units of exp(<paramref name="logScale"/>).</summary>
    public Sensitivity In(double logScale) => logScale == LogScale ? this : Times(Math.Exp(LogScale - logScale)) with { LogScale = logScale };

    /// <summary>In a unit in which <see cref="Own"/> is 1, so that nothing under- or overflows however deep the network; what rounding leaves below 0 is 0.</summary>
    public Sensitivity Normalized()
    {
        if (!(Own > 0)) return Own <= 0 ? Times(0) : this;
        return Times(1 / Own) with { LogScale = LogScale + Math.Log(Own) };
    }
}
