using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>A weighted layer as the theory sees it: sums of n terms, over as many positions as there are.</summary>
/// <param name="FanIn">n: terms of a sum that are not padding, on average.</param>
/// <param name="FanOut">Sums that an element of the input takes part in, on average.</param>
/// <param name="Taps">Pixels of a window; 1 for a dense layer.</param>
/// <param name="Window">Of a convolution.</param>
internal sealed record WeightedOperation(Value Input, Value Output, Parameter Weight, Parameter? Bias, double FanIn, double FanOut, double Taps, Window? Window)
{
    public static WeightedOperation Of(DenseOperation dense) =>
        new(dense.Input, dense.Output, dense.Weight, dense.Bias, dense.Weight.Shape[1], dense.Weight.Shape[0], 1, null);

    public static WeightedOperation Of(ConvolutionOperation convolution)
    {
        var (from, to, window) = (convolution.Input.Shape, convolution.Output.Shape, convolution.Window);
        var rows = Inside(from.Dimensions[1], to.Dimensions[1], window);
        var taps = rows * (from.Dimensions[1] == from.Dimensions[2] ? rows : Inside(from.Dimensions[2], to.Dimensions[2], window));
        return new(
            convolution.Input, convolution.Output, convolution.Weight, convolution.Bias,
            taps * from.Channels, taps * to.Channels * to.Positions / from.Positions, taps, window);
    }

    /// <summary>The taps along a side that fall into the image, on average over the windows.</summary>
    private static double Inside(int from, int to, Window window)
    {
        if (window.Padding == 0) return window.Size;
        var inside = 0;
        for (var i = 0; i < to; i++)
        {
            var first = (i * window.Stride) - window.Padding;
            inside += Math.Max(0, Math.Min(from, first + window.Size) - Math.Max(0, first));
        }

        return (double)inside / to;
    }
}

internal sealed class DenseForecast : ForecastRule<DenseOperation>
{
    protected override void Forward(ForwardPass pass, DenseOperation operation) => WeightedForecast.Forward(pass, WeightedOperation.Of(operation));

    protected override void Backward(BackwardPass pass, DenseOperation operation) => WeightedForecast.Backward(pass, WeightedOperation.Of(operation));
}

internal sealed class ConvolutionForecast : ForecastRule<ConvolutionOperation>
{
    protected override void Forward(ForwardPass pass, ConvolutionOperation operation) => WeightedForecast.Forward(pass, WeightedOperation.Of(operation));

    protected override void Backward(BackwardPass pass, ConvolutionOperation operation) => WeightedForecast.Backward(pass, WeightedOperation.Of(operation));
}

/// <summary>u = W·h + b, n → m, at every position.</summary>
internal static class WeightedForecast
{
    public static void Forward(ForwardPass pass, WeightedOperation operation)
    {
        var (weight, bias) = Laws(pass, operation);
        var input = pass[operation.Input].Typical();
        if (bias != WeightLaw.None) input = input.In(Math.Max(0, input.LogScale));
        bias = bias.In(input.LogScale);
        var (n, m) = (operation.FanIn, (double)operation.Weight.Shape[0]);
        ImageProfile? profile = null;
        WindowShape? windows = null;
        if (operation.Window is { } window && pass.HasProfiles)
        {
            var (sums, counted) = (pass.Profiles(operation.Input).Square ?? ImageProfile.Flat(operation.Input.Shape)).Under(window);
            windows = pass.Windows(operation.Input.Shape, operation.Output.Shape, window);
            pass.Keep(operation.Output, new WindowSums(sums, counted, windows));
            profile = sums;
            n *= counted / operation.Taps;
        }

        var (w, v) = (weight.Mean, weight.Variance);
        var common = w * w * ((n * n * input.CommonCoherent) + (n * (input.Common - input.CommonCoherent)));
        var noise = w * w * ((n * n * input.NoiseCoherent) + (n * (input.Noise - input.NoiseCoherent)));
        var output = new Signal
        {
            Mean = (w * n * input.Mean) + bias.Mean,
            Common = (v * n * input.Pair) + common + bias.Variance,
            Noise = (v * n * input.Noise) + noise,
            CommonCoherent = common,
            NoiseCoherent = noise,
            LogScale = input.LogScale,
            Width = m,
            Positions = operation.Output.Shape.IsImage ? operation.Output.Shape.Positions : 0,
            Rigidity = weight.IsOrthogonal ? 1 / Math.Max(n, m) : 0,
            PlaceVariance = v * (windows?.Variance ?? 0) * operation.Input.Shape.Channels * Math.Max(0, input.Pair),
        };
        if (profile is not null && bias.Variance > 0 && output.Second > 0) profile = profile.Mixed(1 - (bias.Variance / output.Second), ImageProfile.Flat(operation.Output.Shape));
        pass.Set(operation.Output, profile, windows?.Missing);
        pass.Set(operation.Output, WithFluctuations(output, input, operation.Taps, bias, pass.Batch));
    }

    public static void Backward(BackwardPass pass, WeightedOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var (weight, bias) = Laws(pass.Forward, operation);
        var (input, output) = (pass.Forward[operation.Input].Typical(), pass.Forward[operation.Output]);
        pass.Record(operation.Output, Gradient(input, delta, operation, output, pass.Batch, operation.Window is null ? null : pass.Forward.Sums(operation.Output), pass.Profile(operation.Output)));

        // The same unit for both ends.
        input = input.In(output.LogScale);
        bias = bias.In(output.LogScale);
        var (n, m) = (operation.FanIn, operation.FanOut);
        var back = (ImageProfile?)null;
        if (operation.Window is { } window)
        {
            var sums = pass.Forward.Sums(operation.Output);
            n *= sums.Mean / operation.Taps;
            back = pass.Profile(operation.Output) ?? ImageProfile.Flat(operation.Output.Shape);
            m *= sums.Shape is { } shape ? back.With(shape.Inside) : 1;
            back = back.Back(operation.Input.Shape, window);
        }

        var (w, v) = (weight.Mean, weight.Variance);
        var sum = w * w * ((m * (delta.Own - delta.OwnCoherent)) + (m * m * delta.OwnCoherent));
        var pairSum = w * w * ((m * (delta.Pair - delta.PairCoherent)) + (m * m * delta.PairCoherent));

        // R = E Σuδ. Given u = W·h, W is u·h'/|h|² and an independent rest: W'δ has a part along h.
        var second = output.Second;
        var along = delta.Alignment * m * Math.Sqrt(second * delta.Own);
        var drawn = second > 0 ? Math.Min(1, v * n * input.Second / second) : 0;
        var biased = second > 0 ? (bias.Variance + (bias.Mean * output.Mean)) / second : 0;
        var aligned = input.Second > 0 ? along * along * drawn * drawn / (n * n * input.Second) : 0;
        var own = (v * m * delta.Own) + sum + aligned;
        var carried = along * Math.Max(0, 1 - biased);
        var length = n * Math.Sqrt(input.Second * own);
        pass.Add(operation.Input, new Sensitivity
        {
            Own = own,
            Pair = (v * m * delta.Pair) + pairSum + (aligned * input.Correlation),
            OwnCoherent = sum,
            PairCoherent = pairSum,
            Place = delta.Place == 0 ? 0 : (v * m * delta.Place) + (aligned * input.Correlation),
            PairPlace = delta.PairPlace == 0 ? 0 : (v * m * delta.PairPlace) + (aligned * input.Correlation),
            PlaceSlope = v * m * delta.PlaceSlope,
            PairSlope = (v * m * delta.PairSlope) + (input.Second > 0 ? aligned * input.Noise / input.Second : 0),
            Alignment = length > 0 ? Math.Max(-1, Math.Min(1, carried / length)) : 0,
            LogScale = delta.LogScale,
            InheritedLogVariance = delta.LogVariance,
            OwnLogVariance = Math.Max(0, (2 / n) - (weight.IsOrthogonal ? 2 / Math.Max(n, m) : 0)),
            InheritedSharedVariance = delta.SharedVariance,
            OwnSharedVariance = SharedVariance(delta, weight, n, m, pass.Batch * input.Places),
            Rigidity = weight.IsOrthogonal ? 1 / Math.Max(n, m) : 0,
            PassedActivation = delta.PassedActivation,
        }, back);
    }

    private static (WeightLaw Weight, WeightLaw Bias) Laws(ForwardPass pass, WeightedOperation operation)
    {
        var weight = WeightLaw.Of(operation.Weight.Initializer);
        var bias = operation.Bias is null ? WeightLaw.None : WeightLaw.Of(operation.Bias.Initializer);
        return (weight with { Variance = weight.Variance + pass.ExtraVariance }, bias);
    }

    /// <summary>What m finite neurons make of the second moment and of the correlations of pairs.</summary>
    private static Signal WithFluctuations(in Signal output, in Signal input, double taps, WeightLaw bias, int batch)
    {
        var second = output.Second;
        if (second == 0) return output;
        var share = Math.Max(0, 1 - ((bias.Variance + (bias.Mean * bias.Mean)) / second));

        // Shares first: the squares of a second moment may leave the range of a double.
        var variance = (output.Variance - output.CommonCoherent - output.NoiseCoherent) / second;
        var spread = (2 * variance * variance) + (4 * output.Mean * output.Mean / second * variance);
        var sample = Math.Max(0, (spread / output.Width) - (2 * share * share * output.Rigidity));
        return output with
        {
            PairSpreadFloor = input.PairSpreadFloor,
            InheritedPairSpread = Math.Max(0, (input.PairSpread / taps) - output.Rigidity),
            InheritedLogVariance = input.LogVariance * share * share,
            InheritedScatter = input.Scatter * share * share,
            SampleLogVariance = sample,
            OwnLogVariance = sample * output.SharedBy(batch * output.Places),
        };
    }

    private static double SharedVariance(in Sensitivity delta, WeightLaw weight, double n, double m, double batch)
    {
        var own = Math.Max(0, (2 / n) - (weight.IsOrthogonal ? 2 / Math.Max(n, m) : 0));
        var rho = delta.Own > 0 ? Math.Min(1, Math.Abs(delta.Pair) / delta.Own) : 0;
        return own * ((rho * rho) + ((1 - (rho * rho)) / batch));
    }

    /// <summary>
    /// ‖∂L/∂W‖² = (m·n/B)·[p·q + (B−1)·(p_ab·q_ab + their covariance over pairs)], ‖∂L/∂b‖² = (m/B)·[p + (B−1)·p_ab]; over an image of P
    /// pixels each term P times, and as much again for two pixels, which are to each other as two samples are.
    /// </summary>
    private static WeightGradient Gradient(in Signal input, in Sensitivity delta, WeightedOperation operation, in Signal output, int batch, WindowSums? sums, ImageProfile? profile)
    {
        var (n, m, places) = (operation.FanIn, output.Width, output.Places);
        var spread = input.Noise * input.PairSpread / operation.Taps;
        var pairPlaceSlope = delta.Pair > 0 ? delta.PairSlope * delta.PairPlace / delta.Pair : 0;
        var own = places * delta.Own * input.Second;
        var pair = places * ((delta.Pair * input.Pair) + (delta.PairSlope * spread));
        var (ownBias, pairBias) = (places * delta.Own, places * delta.Pair);

        // What the samples do not share, without the difference of two nearly equal numbers.
        var apart = places * ((delta.Own * input.Noise) + ((delta.Own - delta.Pair) * input.Pair) - (delta.PairSlope * spread));
        if (places > 1)
        {
            own += places * (places - 1) * ((delta.Place * input.Pair) + (delta.PlaceSlope * spread));
            pair += places * (places - 1) * ((delta.PairPlace * input.Pair) + (pairPlaceSlope * spread));
            ownBias += places * (places - 1) * delta.Place;
            pairBias += places * (places - 1) * delta.PairPlace;
            apart += places * (places - 1) * (((delta.Place - delta.PairPlace) * input.Pair) + ((delta.PlaceSlope - pairPlaceSlope) * spread));
        }

        // Where δ is large, so is what the windows see.
        if (sums is not null)
        {
            var seen = sums.Mean / operation.Taps * (profile?.With(sums.Profile) ?? 1);
            (own, pair, apart) = (own * seen, pair * seen, apart * seen);
        }

        var weights = own + ((batch - 1) * pair);
        var bias = ownBias + ((batch - 1) * pairBias);

        // Below a batch norm the terms cancel exactly; what is left is rounding.
        if (bias < 1e-10 * places * delta.Own) bias = 0;
        if (weights < 1e-12 * places * delta.Own * input.Second) weights = 0;

        // From the mean to the median; the signal is the typical one already.
        var backward = -0.5 * delta.SharedVariance;
        return new WeightGradient(
            0.5 * Logarithms.Log10(m * n / batch * weights, delta.LogScale + (2 * input.LogScale) + backward),
            0.5 * Logarithms.Log10(m / batch * bias, delta.LogScale + backward),
            0.5 * Logarithms.Log10(delta.Own, delta.LogScale),
            delta.Alignment,
            delta.LogVariance,
            Logarithms.Log10(m * n * own, delta.LogScale + (2 * input.LogScale)),
            Logarithms.Log10(m * n * pair, delta.LogScale + (2 * input.LogScale)),
            Logarithms.Log10(m * n * apart, delta.LogScale + (2 * input.LogScale)));
    }
}
