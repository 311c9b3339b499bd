using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Batch norm: what the samples share is gone, the rest has variance γ².</summary>
internal sealed class BatchNormForecast : ForecastRule<BatchNormOperation>
{
    /// <summary>
    /// How the variances of the neurons scatter over a finite batch and width: E 1/d is larger than 1/E d by this over width and
    /// batch. Fitted on a development set of networks; linear networks need none.
    /// </summary>
    private const double Scatter = 1.5;

    protected override void Forward(ForwardPass pass, BatchNormOperation operation)
    {
        var input = pass[operation.Input];
        var divisor = Divisor(input);
        var gain = Gain(operation) / divisor;
        pass.Set(operation.Output, new Signal
        {
            Noise = input.Noise * gain,
            NoiseCoherent = input.NoiseCoherent * gain,
            LogScale = Math.Min(0, input.LogScale),
            Width = input.Width,
            InheritedPairSpread = input.InheritedPairSpread,
        });
    }

    protected override void Backward(BackwardPass pass, BatchNormOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var input = pass.Forward[operation.Input];
        var gain = Gain(operation) / Divisor(input);
        var others = Math.Max(1, pass.Batch - 1);
        var scatter = delta.PassedActivation ? 1 / Math.Max(0.1, 1 - (Scatter * ((1 / input.Width) + (1.0 / others)))) : 1;
        var own = Math.Max(0, delta.Own - delta.Pair) * gain * scatter;
        var coherent = (delta.OwnCoherent - delta.PairCoherent) * gain;
        pass.Add(operation.Input, delta with
        {
            Own = own,
            Pair = -own / others,
            OwnCoherent = coherent,
            PairCoherent = -coherent / others,
            PairSlope = delta.PairSlope * gain,
            Alignment = 0,
            LogScale = delta.LogScale - (2 * Math.Max(0, input.LogScale)),
            PassedActivation = false,
        });
    }

    /// <summary>d + ε in the signal's unit: ε vanishes beside a large unit, and beside ε a small unit.</summary>
    private static double Divisor(in Signal input) => input.LogScale switch
    {
        > 0 => input.Noise,
        < 0 => BatchNormOperation.Epsilon,
        _ => input.Noise + BatchNormOperation.Epsilon,
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
        var input = pass[operation.Input];
        var divisor = Divisor(input);
        pass.Set(operation.Output, new Signal
        {
            Common = (input.Common - input.CommonCoherent) / divisor,
            Noise = (input.Noise - input.NoiseCoherent) / divisor,
            LogScale = Math.Min(0, input.LogScale),
            Width = input.Width,
            InheritedPairSpread = input.InheritedPairSpread,
        });
    }

    protected override void Backward(BackwardPass pass, LayerNormOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var input = pass.Forward[operation.Input];

        // δ loses its parts along 1 and along x. The mean of 1/s is above 1/(mean of s) by the relative variance of s.
        var projection = 1 - (1 / input.Width);
        var spread = Relative(input);
        var sharedSpread = input.LogVariance;
        var gain = projection * projection * (1 + spread) / Divisor(input);
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
            > 0 => variance,
            < 0 => LayerNormOperation.Epsilon,
            _ => Math.Max(0, variance) + LayerNormOperation.Epsilon,
        };
    }
}
