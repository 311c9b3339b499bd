using System;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>h = f(u), element by element.</summary>
internal sealed class ActivationForecast : ForecastRule<ActivationOperation>
{
    /// <summary>Of slopes that are 0 on average nothing is shared to be tilted.</summary>
    private const double MostTilt = 10;

    protected override void Forward(ForwardPass pass, ActivationOperation operation)
    {
        var input = pass[operation.Input];
        var sphere = input.Sphere > 0 && input.LogScale == 0 && input.Second > 0;
        var moments = sphere
            ? SphereMoments.Of(ActivationTable.Of(operation.Kind), operation.Alpha, input.Second, input.Sphere)
            : pass.Integrals.Of(operation.Kind, operation.Alpha, input.Independent());
        if (input.Common < 0 && !sphere) moments = moments with { Noise = moments.Noise - (input.Common * moments.SlopePair) };
        pass.Keep(operation.Output, moments);

        // Far out an activation is a straight line or a constant, near 0 its tangent: in a scaled unit it is itself
        // again, unless it stops growing or does not begin at 0.
        var resets = input.LogScale > 0 ? ActivationTable.Of(operation.Kind).IsBounded : moments.Mean * moments.Mean > 1e-60;
        var noise = input.LogScale < 0 && resets ? 0 : moments.Noise;
        var radial = moments.Second > 0 ? moments.Radial / moments.Second : 0;
        var own = moments.Second > 0 ? Math.Max(0, ((moments.ValueKurtosis - 1) / input.Width) - (2 * radial * radial * input.Rigidity)) : 0;

        // The mean over the neurons goes with a sample's length √s, as s^(χ/2): behind a batch norm, which leaves lengths unlike, that is noise.
        var mean = moments.Mean;
        var profile = pass.Profiles(operation.Input).Square;
        if (input.Common < 0 && (input.InheritedScatter > 0 || profile is not null))
        {
            mean *= Math.Exp(-0.125 * Math.Min(1, radial * radial) * input.InheritedScatter) * (profile?.Mean(0.5 * Math.Max(-1, Math.Min(1, radial))) ?? 1);
            noise += (moments.Mean * moments.Mean) - (mean * mean);
        }

        // Samples have unlike lengths: the mean of q^χ over them is not the power of the mean.
        var unlike = input.Common < 0 ? 1 : Math.Sqrt(Math.Max(0.5, 1 + (0.5 * radial * (radial - 1) * Math.Min(1, input.InheritedScatter))));
        pass.Set(operation.Output, profile?.Power(Math.Max(0, Math.Min(1.5, radial))));
        pass.Set(operation.Output, new Signal
        {
            Mean = mean,
            Common = Common(input, moments),
            Noise = noise,
            CommonCoherent = moments.CommonCoherent,
            NoiseCoherent = Math.Min(noise, moments.NoiseCoherent),
            LogScale = resets ? 0 : input.LogScale,
            Width = input.Width,
            Positions = input.Positions,
            InheritedPairSpread = Square(Passes(input, moments)) * input.InheritedPairSpread,
            InheritedLogVariance = radial * radial * input.InheritedLogVariance,
            SampleLogVariance = own,
            OwnLogVariance = own * input.SharedBy(pass.Batch * input.Places),
            InheritedScatter = (input.Common < 0 ? Math.Min(1, radial * radial) : radial * radial) * input.InheritedScatter,
        }.Times(unlike));
    }

    protected override void Backward(BackwardPass pass, ActivationOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var (input, output) = (pass.Forward[operation.Input], pass.Forward[operation.Output]);
        var moments = pass.Forward.Moments(operation.Output);
        var second = moments.Second;

        // The part of δ along h = f(u) meets f′ where f is large, the rest does not know f.
        var aligned = delta.Alignment * delta.Alignment * delta.Own;
        var own = (Math.Max(0, delta.Own - aligned) * moments.SlopeSquare) + (second > 0 ? aligned * moments.RadialSquare / second : 0);
        var pair = ((delta.Pair - (aligned * output.Correlation)) * moments.SlopePair) + (second > 0 ? aligned * moments.RadialPair / second : 0);
        var along = second > 0 ? delta.Alignment * Math.Sqrt(delta.Own / second) * moments.Radial : 0;
        var place = delta.Place == 0 ? 0 : ((delta.Place - (aligned * output.Correlation)) * moments.SlopePair) + (second > 0 ? aligned * moments.RadialPair / second : 0);
        var pairPlace = delta.PairPlace == 0 ? 0 : ((delta.PairPlace - (aligned * output.Correlation)) * moments.SlopePair) + (second > 0 ? aligned * moments.RadialPair / second : 0);
        var slope = (delta.PairSlope * Passes(input, moments) * moments.SlopePair) + (delta.Pair * moments.SlopePairChange);
        var sent = new Sensitivity
        {
            Own = own,
            Pair = pair,
            OwnCoherent = delta.OwnCoherent * moments.SlopeOwnCoherent,
            PairCoherent = delta.PairCoherent * moments.SlopePairCoherent,
            PairSlope = slope,
            Place = place,
            PairPlace = pairPlace,
            PlaceSlope = (delta.PlaceSlope * Passes(input, moments) * moments.SlopePair) + (delta.Place * moments.SlopePairChange),
            Alignment = own > 0 && input.Second > 0 ? Math.Max(-1, Math.Min(1, along / Math.Sqrt(input.Second * own))) : 0,
            Tilt = moments.SlopePair > 0 ? Math.Min(MostTilt, moments.SlopePairChange / moments.SlopePair) : 0,
            Along = moments.SlopeAlong,
            LogScale = delta.LogScale,
            InheritedLogVariance = delta.InheritedLogVariance,
            InheritedSharedVariance = delta.InheritedSharedVariance,
            PassedActivation = true,
        };

        // A bounded activation's slope is a spike: scaled up, its share of the neurons falls with the unit.
        if (input.LogScale > 0 && output.LogScale == 0)
        {
            sent = sent with { Pair = 0, PairSlope = 0, Place = 0, PairPlace = 0, PlaceSlope = 0, OwnCoherent = 0, PairCoherent = 0, LogScale = sent.LogScale - input.LogScale };
        }

        pass.Add(operation.Input, WithFluctuations(sent, delta, input, moments, pass.Batch * input.Places), pass.Profile(operation.Output));
    }

    private static double Common(in Signal input, in ActivationMoments moments)
    {
        var common = moments.Second - moments.Noise - (moments.Mean * moments.Mean);
        return input.Common < 0 ? common : Math.Max(0, common);
    }

    /// <summary>d(correlation of the noises of h) / d(correlation of the noises of u).</summary>
    private static double Passes(in Signal input, in ActivationMoments moments) =>
        moments.Noise > 0 ? Math.Min(1, input.Noise * moments.SlopePair / moments.Noise) : 1;

    /// <summary>The finite width: Σ(f′δ)² over n neurons with Gaussian δ varies by 3·E f′⁴/(E f′²)² − 1 over n (Hanin and Nica 2018).</summary>
    private static Sensitivity WithFluctuations(in Sensitivity sent, in Sensitivity delta, in Signal input, in ActivationMoments moments, double batch)
    {
        var kurtosis = moments.SlopeKurtosis;
        var rigidity = 2 * delta.Rigidity;
        var rho = delta.Own > 0 ? Math.Min(1, Math.Abs(delta.Pair) / delta.Own) : 0;
        var commonShare = input.Variance > 0 ? input.Common / input.Variance : 1;
        var own = Math.Max(0, (((3 * kurtosis) - 1) / input.Width) - rigidity);
        var across = Math.Max(0, ((((1 + (2 * rho * rho)) * (1 + ((kurtosis - 1) * commonShare * commonShare))) - 1) / input.Width) - (rho * rho * rigidity));
        return sent with
        {
            OwnLogVariance = SpecialFunctions.Log1p(own),
            OwnSharedVariance = SpecialFunctions.Log1p(across + (Math.Max(0, own - across) / batch)),
        };
    }

    private static double Square(double x) => x * x;
}
