using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Batch norm: what the samples share is gone, the rest has variance γ².</summary>
internal sealed class BatchNormForecast : ForecastRule<BatchNormOperation>
{
    /// <summary>
    /// How the variances of the neurons scatter over a finite width: E 1/d is larger than 1/E d by this over the width. Fitted on
    /// a development set of networks; linear networks need none.
    /// </summary>
    private const double WidthScatter = 1.5;

    /// <summary>The same over a finite batch, with what the anti-correlation of its samples takes from the fit above for independent ones.</summary>
    private const double BatchScatter = 2.2;

    protected override void Forward(ForwardPass pass, BatchNormOperation operation)
    {
        if (pass.Samples is { } samples)
        {
            pass.Set(operation.Output, pass.ShareOf(samples, operation.Input, operation.Output));
            return;
        }

        var input = pass[operation.Input];
        var count = pass.Batch * input.Places;
        var gain = Gain(operation) / Divisor(input, count);
        var second = Within(count) * input.Noise * gain;

        // The sum over the batch is exactly 0, so that two of its samples are slightly anti-correlated.
        var pair = -second / Math.Max(1, count - 1);
        pass.Set(operation.Output, new Signal
        {
            Common = pair,
            Noise = second - pair,
            NoiseCoherent = Within(count) * input.NoiseCoherent * gain,
            LogScale = Math.Min(0, input.LogScale),
            Width = input.Width,
            Positions = input.Positions,
            PairSpreadFloor = input.PairSpreadFloor,
            InheritedPairSpread = Evened(input),
        });
    }

    protected override void Backward(BackwardPass pass, BatchNormOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var input = pass.Forward[operation.Input];
        var places = input.Places;
        var count = pass.Batch * places;
        var gain = Within(count) * Gain(operation) / Divisor(input, count);
        var others = Math.Max(1, count - 1);
        var scatter = delta.PassedActivation ? 1 / Math.Max(0.1, 1 - (WidthScatter / input.Width) - (BatchScatter / others)) : 1;

        // The mean over all pixels of all samples is taken away: from the square, and from every product of two.
        var products = ((pass.Batch - 1) * delta.Pair) + ((places - 1) * delta.Place) + ((pass.Batch - 1) * (places - 1) * delta.PairPlace);
        var mean = products / others;
        var whole = (delta.Own + products) / count;
        var own = Math.Max(0, delta.Own - mean) * gain * scatter;
        var coherent = (delta.OwnCoherent - delta.PairCoherent) * gain;
        pass.Add(operation.Input, delta with
        {
            Own = own,
            Pair = places > 1 ? (delta.Pair - whole) * gain * scatter / Within(count) : -own / others,
            Place = places > 1 ? (delta.Place - whole) * gain * scatter / Within(count) : 0,
            PairPlace = places > 1 ? (delta.PairPlace - whole) * gain * scatter / Within(count) : 0,
            OwnCoherent = coherent,
            PairCoherent = -coherent / others,
            PairSlope = delta.PairSlope * gain,
            PlaceSlope = delta.PlaceSlope * gain,
            Alignment = 0,
            LogScale = delta.LogScale - (2 * Math.Max(0, input.LogScale)),
            PassedActivation = false,
        });
    }

    /// <summary>
    /// A neuron along a direction in which the samples scatter much is divided by more: of r directions, the excess of one over
    /// the others is multiplied by r/(r + 2), and so batch norms hold the spread of pairs where deep linear networks let it grow.
    /// </summary>
    private static double Evened(in Signal input)
    {
        var spread = input.PairSpread;
        var excess = Math.Max(0, spread - input.PairSpreadFloor);
        var kept = 1 / ((1 + (2 * spread)) * (1 + (2 * spread)));
        return Math.Max(0, input.InheritedPairSpread - (excess * (1 - kept)));
    }

    /// <summary>The share of a variance that is left about the mean of a batch.</summary>
    private static double Within(double batch) => batch > 1 ? 1 - (1.0 / batch) : 1;

    /// <summary>The batch's variance + ε in the signal's unit: ε vanishes beside a large unit, and beside ε a small unit.</summary>
    private static double Divisor(in Signal input, double batch) => input.LogScale switch
    {
        > 0 => NormDivisor.OfLarge(Within(batch) * input.Noise, BatchNormOperation.Epsilon, input.LogScale),
        < 0 => BatchNormOperation.Epsilon,
        _ => (Within(batch) * input.Noise) + BatchNormOperation.Epsilon,
    };

    private static double Gain(BatchNormOperation operation)
    {
        var scale = WeightLaw.Of(operation.Scale.Initializer).Mean;
        return scale * scale;
    }
}

/// <summary>Layer norm: what the neurons of a sample share is gone, and each sample's mean square is 1.</summary>
internal sealed class LayerNormForecast : ForecastRule<LayerNormOperation>
{
    protected override void Forward(ForwardPass pass, LayerNormOperation operation)
    {
        var input = pass[operation.Input].Typical();
        var divisor = Divisor(input);
        var noise = Math.Max(0, input.Noise - input.NoiseCoherent);
        pass.Set(operation.Output, new Signal
        {
            Common = Math.Max(-noise, input.Common - input.CommonCoherent) / divisor,
            Noise = noise / divisor,
            LogScale = Math.Min(0, input.LogScale),
            Width = input.Width,
            Positions = input.Positions,
            InheritedPairSpread = input.InheritedPairSpread,
        });
    }

    protected override void Backward(BackwardPass pass, LayerNormOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var input = pass.Forward[operation.Input].Typical();

        // δ loses its parts along 1 and along x. The mean of 1/s is above 1/(mean of s) by the relative variance of s, and s is typical here.
        var projection = 1 - (1 / (input.Width * input.Places));
        var spread = Relative(input);
        var sharedSpread = input.LogVariance;
        var gain = projection * projection * (1 + spread) * Math.Exp(-0.5 * sharedSpread) / Divisor(input);
        var sent = delta.Times(gain);
        pass.Add(operation.Input, sent with
        {
            Own = Math.Max(0, sent.Own - sent.OwnCoherent),
            Pair = sent.Pair - sent.PairCoherent,
            OwnCoherent = 0,
            PairCoherent = 0,
            Alignment = 0,
            LogScale = delta.LogScale - (2 * Math.Max(0, input.LogScale)),
            InheritedLogVariance = delta.InheritedLogVariance + spread,
            InheritedSharedVariance = delta.InheritedSharedVariance + sharedSpread,
        });
    }

    private static double Relative(in Signal input) => input.InheritedLogVariance + input.SampleLogVariance;

    private static double Divisor(in Signal input)
    {
        var variance = input.Variance - input.CommonCoherent - input.NoiseCoherent;
        return input.LogScale switch
        {
            > 0 => NormDivisor.OfLarge(variance, LayerNormOperation.Epsilon, input.LogScale),
            < 0 => LayerNormOperation.Epsilon,
            _ => Math.Max(0, variance) + LayerNormOperation.Epsilon,
        };
    }
}

/// <summary>What a normalisation divides squares by where their unit is large.</summary>
internal static class NormDivisor
{
    private const double Smallest = 1e-150;

    /// <summary>The variance, or ε where all inputs are alike.</summary>
    public static double OfLarge(double variance, double epsilon, double logScale) => Math.Max(Math.Max(variance, Smallest), epsilon * Math.Exp(-2 * logScale));
}
