using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>A softmax as a layer: outputs near 1/n, and a slope that is small for flat and for decided outputs alike.</summary>
internal sealed class SoftmaxForecast : ForecastRule<SoftmaxOperation>
{
    protected override void Forward(ForwardPass pass, SoftmaxOperation operation)
    {
        var input = pass[operation.Input];
        var (moments, correlation) = Moments(input);
        var n = input.Width;
        var pair = moments.Pair(correlation).Value / n;
        var second = moments.Square / n;
        pass.Set(operation.Output, new Signal
        {
            Mean = 1 / n,
            Common = Math.Max(0, pair - (1 / (n * n))),
            Noise = Math.Max(0, second - pair),
            Width = n,
            Positions = pass[operation.Input].Positions,
            InheritedPairSpread = input.InheritedPairSpread,
        });
    }

    protected override void Backward(BackwardPass pass, SoftmaxOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;

        // δ_u = s ⊙ (δ − Σ sδ): E s²(1 − 2s + Σs²) of a unit, with E (Σs²)² taken as E Σs³, exact for flat and for decided outputs.
        var (moments, correlation) = Moments(pass.Forward[operation.Input]);
        var n = moments.Classes;
        var (own, pairOwn) = (delta.Own - delta.OwnCoherent, delta.Pair - delta.PairCoherent);
        var gain = Math.Max(0, moments.Square - moments.Cube) / n;
        var pairSquare = moments.Pair(correlation).Value;
        var pairGain = Math.Min(gain, Math.Max(0, pairSquare * (1 - pairSquare)) / n);
        var (sent, pair) = (Math.Max(0, own) * gain, pairOwn * pairGain);
        pass.Add(operation.Input, delta with
        {
            Own = sent,
            Pair = pair,
            OwnCoherent = n > 1 ? -sent / (n - 1) : 0,
            PairCoherent = n > 1 ? -pair / (n - 1) : 0,
            PairSlope = 0,
            Alignment = 0,
            Rigidity = 0,
            PassedActivation = true,
        });
    }

    /// <summary>The moments of a softmax of this signal, and the correlation of two samples' logits, without what all logits share.</summary>
    public static (SoftmaxMoments Moments, double Correlation) Moments(in Signal logits)
    {
        var common = Math.Max(0, logits.Common - logits.CommonCoherent);
        var variance = common + Math.Max(0, logits.Noise - logits.NoiseCoherent);
        return (SoftmaxMoments.Of(logits.Width, variance), variance > 0 ? common / variance : 1);
    }
}
