using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Batch norm: what the samples share is gone, the rest has variance γ².</summary>
internal sealed class BatchNormForecast : ForecastRule<BatchNormOperation>
{
    /// <summary>Lengths scatter by c more in every layer and end at √(c·this): measured on chains of 8 to 128 rectifiers.</summary>
    private const double MostScatter = 3;

    /// <summary>So few samples fill the directions they have evenly: measured on the same chains.</summary>
    private const double Few = 4;

    protected override void Forward(ForwardPass pass, BatchNormOperation operation)
    {
        if (pass.Samples is { } samples)
        {
            pass.Set(operation.Output, pass.ShareOf(samples, operation.Input, operation.Output));
            return;
        }

        var input = pass[operation.Input];
        var places = input.Places;
        var count = pass.Batch * places;
        var gain = Gain(operation) / Divisor(input, count);
        var second = Within(count) * Noise(input) * gain;

        var profiles = pass.Profiles(operation.Input);
        pass.Set(operation.Output, profiles.Missing is { } missing ? profiles.Square?.Mixed(Noise(input) > 0 ? input.Noise / Noise(input) : 1, missing) : profiles.Square);

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
            Sphere = count is > 1 and <= SphereMoments.Most ? (int)count : 0,
            PairSpreadFloor = input.PairSpreadFloor,
            InheritedPairSpread = Evened(input),
            InheritedScatter = places > 1 ? 0 : Math.Max(0, 1 - (2.0 / count)) * input.Scatter / (1 + (input.Scatter / MostScatter)),
        });
    }

    protected override void Backward(BackwardPass pass, BatchNormOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var input = pass.Forward[operation.Input];
        var places = input.Places;
        var count = pass.Batch * places;
        var others = Math.Max(1, count - 1);
        var variance = Variance(input, count, delta.PassedActivation);

        // The mean over all pixels of all samples is taken away: from the square, and from every product of two.
        var products = ((pass.Batch - 1) * delta.Pair) + ((places - 1) * delta.Place) + ((pass.Batch - 1) * (places - 1) * delta.PairPlace);
        var whole = (delta.Own + products) / count;
        var centred = Within(count) * Math.Max(0, delta.Own - (products / others));

        // Of what is left, x̂ is one direction of N − 1, and slopes that go with x̂ turn what all samples share towards it.
        var along = others <= 1 ? centred : Math.Max(0, Math.Min(centred, delta.Along > 0
            ? ((delta.Own * delta.Along) + (delta.Tilt * products)) / count
            : (centred / others) + (delta.Tilt * Math.Max(0, products) / count)));
        var own = Gain(operation) * (((centred - along) * variance.Across) + (along * variance.Along));
        var gain = centred > 0 ? own / centred : Gain(operation) * variance.Across;
        var coherent = (delta.OwnCoherent - delta.PairCoherent) * gain;
        pass.Add(operation.Input, delta with
        {
            Own = own,
            Pair = places > 1 ? (delta.Pair - whole) * gain : -own / others,
            Place = places > 1 ? (delta.Place - whole) * gain : 0,
            PairPlace = places > 1 ? (delta.PairPlace - whole) * gain : 0,
            OwnCoherent = coherent,
            PairCoherent = -coherent / others,
            PairSlope = delta.PairSlope * gain,
            PlaceSlope = delta.PlaceSlope * gain,
            Alignment = 0,
            Tilt = 0,
            Along = 0,
            LogScale = delta.LogScale - (2 * Math.Max(0, input.LogScale)),
            PassedActivation = false,
        }, pass.Profile(operation.Output));
    }

    /// <summary>
    /// v = w'Cw of N samples: E |w|²/v is above |w|²/E v by 2·(1/r − 1/n), r = (tr C)²/tr C². Samples span N − 1 directions; unlike lengths and
    /// correlated samples leave fewer; linear layers keep their n directions even, and no more than those.
    /// </summary>
    private static BatchVariance Variance(in Signal input, double count, bool passedActivation)
    {
        var directions = 1 / Math.Max(1, count - 1);
        var spread = passedActivation
            ? directions + (Math.Max(0, 1 - (Few / count)) * ((directions * (Uneven(input.InheritedScatter, count) - 1)) + Math.Max(0, input.InheritedPairSpread - (1 / input.Width))))
            : Math.Max(0, directions - (1 / input.Width));
        return BatchVariance.Of(
            input.LogScale < 0 ? 0 : Within(count) * Noise(input), spread > 0 ? 1 / spread : double.PositiveInfinity, input.Width, input.LogScale > 0 ? 0 : BatchNormOperation.Epsilon);
    }

    /// <summary>
    /// (Σs²/N) / (Σs/N)² of N squared lengths s whose logarithms have variance τ: so many fewer samples count. It is e^τ for many; of a ratio
    /// of means over N samples the term in 1/N is taken along.
    /// </summary>
    private static double Uneven(double scatter, double count)
    {
        var square = Math.Exp(Math.Min(10, scatter));
        return Math.Max(1, square / (1 + (Math.Max(0, (2 * ((square * square) - 1)) - (3 * (square - 1))) / count)));
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

    /// <summary>What varies over the batch: over its samples, and over the pixels of each.</summary>
    private static double Noise(in Signal input) => input.Noise + input.PlaceVariance;

    /// <summary>The share of a variance that is left about the mean of a batch.</summary>
    private static double Within(double batch) => batch > 1 ? 1 - (1.0 / batch) : 1;

    /// <summary>The batch's variance + ε in the signal's unit: ε vanishes beside a large unit, and beside ε a small unit.</summary>
    private static double Divisor(in Signal input, double batch) => input.LogScale switch
    {
        > 0 => NormDivisor.OfLarge(Within(batch) * Noise(input), BatchNormOperation.Epsilon, input.LogScale),
        < 0 => BatchNormOperation.Epsilon,
        _ => (Within(batch) * Noise(input)) + BatchNormOperation.Epsilon,
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
