using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>u = W·h + b, n → m.</summary>
internal sealed class DenseForecast : ForecastRule<DenseOperation>
{
    protected override void Forward(ForwardPass pass, DenseOperation operation)
    {
        var (weight, bias) = Laws(pass, operation);
        var input = pass[operation.Input].Typical();
        if (bias != WeightLaw.None) input = input.In(Math.Max(0, input.LogScale));
        bias = bias.In(input.LogScale);
        var (n, m) = (input.Width, (double)operation.Weight.Shape[0]);
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
            Rigidity = weight.IsOrthogonal ? 1 / Math.Max(n, m) : 0,
        };
        pass.Set(operation.Output, WithFluctuations(output, input, bias, pass.Batch));
    }

    protected override void Backward(BackwardPass pass, DenseOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var (weight, bias) = Laws(pass.Forward, operation);
        var (input, output) = (pass.Forward[operation.Input].Typical(), pass.Forward[operation.Output]);
        pass.Record(operation.Output, Gradient(input, delta, output.Width, pass.Batch));

        // The same unit for both ends.
        input = input.In(output.LogScale);
        bias = bias.In(output.LogScale);
        var (n, m) = (input.Width, output.Width);
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
        pass.Add(operation.Input, new Sensitivity
        {
            Own = own,
            Pair = (v * m * delta.Pair) + pairSum + (aligned * input.Correlation),
            OwnCoherent = sum,
            PairCoherent = pairSum,
            PairSlope = (v * m * delta.PairSlope) + (input.Second > 0 ? aligned * input.Noise / input.Second : 0),
            Alignment = own > 0 && input.Second > 0 ? Math.Max(-1, Math.Min(1, carried / (n * Math.Sqrt(input.Second * own)))) : 0,
            LogScale = delta.LogScale,
            InheritedLogVariance = delta.LogVariance,
            OwnLogVariance = Math.Max(0, (2 / n) - (weight.IsOrthogonal ? 2 / Math.Max(n, m) : 0)),
            InheritedSharedVariance = delta.SharedVariance,
            OwnSharedVariance = SharedVariance(delta, weight, n, m, pass.Batch),
            Rigidity = weight.IsOrthogonal ? 1 / Math.Max(n, m) : 0,
            PassedActivation = delta.PassedActivation,
        });
    }

    private static (WeightLaw Weight, WeightLaw Bias) Laws(ForwardPass pass, DenseOperation operation)
    {
        var weight = WeightLaw.Of(operation.Weight.Initializer);
        var bias = operation.Bias is null ? WeightLaw.None : WeightLaw.Of(operation.Bias.Initializer);
        return (weight with { Variance = weight.Variance + pass.ExtraVariance }, bias);
    }

    /// <summary>What m finite neurons make of the second moment and of the correlations of pairs.</summary>
    private static Signal WithFluctuations(in Signal output, in Signal input, WeightLaw bias, int batch)
    {
        var second = output.Second;
        if (second == 0) return output;
        var share = Math.Max(0, 1 - ((bias.Variance + (bias.Mean * bias.Mean)) / second));
        var variance = output.Variance - output.CommonCoherent - output.NoiseCoherent;
        var spread = ((2 * variance * variance) + (4 * output.Mean * output.Mean * variance)) / (second * second);
        var sample = Math.Max(0, (spread / output.Width) - (2 * share * share * output.Rigidity));
        return output with
        {
            PairSpreadFloor = input.PairSpreadFloor,
            InheritedPairSpread = Math.Max(0, input.PairSpread - output.Rigidity),
            InheritedLogVariance = input.LogVariance * share * share,
            InheritedScatter = input.Scatter * share * share,
            SampleLogVariance = sample,
            OwnLogVariance = sample * output.SharedBy(batch),
        };
    }

    private static double SharedVariance(in Sensitivity delta, WeightLaw weight, double n, double m, int batch)
    {
        var own = Math.Max(0, (2 / n) - (weight.IsOrthogonal ? 2 / Math.Max(n, m) : 0));
        var rho = delta.Own > 0 ? Math.Min(1, Math.Abs(delta.Pair) / delta.Own) : 0;
        return own * ((rho * rho) + ((1 - (rho * rho)) / batch));
    }

    /// <summary>‖∂L/∂W‖² = (m·n/B)·[p·q + (B−1)·(p_ab·q_ab + their covariance over pairs)], ‖∂L/∂b‖² = (m/B)·[p + (B−1)·p_ab].</summary>
    private static WeightGradient Gradient(in Signal input, in Sensitivity delta, double m, int batch)
    {
        var covariance = delta.PairSlope * input.Noise * input.PairSpread;
        var weights = (delta.Own * input.Second) + ((batch - 1) * ((delta.Pair * input.Pair) + covariance));
        var bias = delta.Own + ((batch - 1) * delta.Pair);

        // Below a batch norm the two terms cancel exactly; what is left is rounding.
        if (bias < 1e-12 * delta.Own) bias = 0;
        if (weights < 1e-12 * delta.Own * input.Second) weights = 0;

        // From the mean to the median; the signal is the typical one already.
        var backward = -0.5 * delta.SharedVariance;
        return new WeightGradient(
            0.5 * Logarithms.Log10(m * input.Width / batch * weights, delta.LogScale + (2 * input.LogScale) + backward),
            0.5 * Logarithms.Log10(m / batch * bias, delta.LogScale + backward),
            0.5 * Logarithms.Log10(delta.Own, delta.LogScale),
            delta.Alignment,
            delta.LogVariance);
    }
}
