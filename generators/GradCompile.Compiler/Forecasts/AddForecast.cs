using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>x + a·body(x): signals that fresh weights have made independent.</summary>
internal sealed class AddForecast : ForecastRule<AddOperation>
{
    protected override void Forward(ForwardPass pass, AddOperation operation)
    {
        var (skip, body) = (pass[operation.Left].Typical(), pass[operation.Right].Typical());
        var unit = Math.Max(skip.Second > 0 ? skip.LogScale : double.NegativeInfinity, body.Second > 0 ? body.LogScale : double.NegativeInfinity);
        if (double.IsNegativeInfinity(unit)) unit = 0;
        skip = skip.In(unit);
        body = body.In(unit).Times(operation.Factor);
        var sum = new Signal
        {
            Mean = skip.Mean + body.Mean,
            Common = skip.Common + body.Common,
            Noise = skip.Noise + body.Noise,
            CommonCoherent = skip.CommonCoherent + body.CommonCoherent,
            NoiseCoherent = skip.NoiseCoherent + body.NoiseCoherent,
            LogScale = unit,
            Width = skip.Width,
            Positions = skip.Positions,
        };
        var (skipShare, bodyShare) = sum.Second > 0 ? (skip.Second / sum.Second, body.Second / sum.Second) : (1, 0);
        var (skipNoise, bodyNoise) = sum.Noise > 0 ? (skip.Noise / sum.Noise, body.Noise / sum.Noise) : (1, 0);
        var spread = (skipNoise * Math.Sqrt(skip.PairSpread)) + (bodyNoise * Math.Sqrt(body.PairSpread));
        if (operation.Output.Shape.IsImage && pass.HasProfiles)
        {
            var (first, second) = (pass.Profiles(operation.Left), pass.Profiles(operation.Right));
            var flat = first.Square is null || second.Square is null ? ImageProfile.Flat(operation.Output.Shape) : null;
            pass.Set(operation.Output, (first.Square ?? flat!).Mixed(skipShare, second.Square ?? flat!), second.Missing ?? first.Missing);
        }

        pass.Set(operation.Output, sum with
        {
            PlaceVariance = skip.PlaceVariance + body.PlaceVariance,
            InheritedPairSpread = Math.Max(0, (spread * spread) - (1 / sum.Width)),
            InheritedLogVariance = Mixed(skip.LogVariance, body.LogVariance),
            InheritedScatter = Mixed(skip.InheritedScatter, body.InheritedScatter),
            SampleLogVariance = Mixed(skip.InheritedLogVariance + skip.SampleLogVariance, body.InheritedLogVariance + body.SampleLogVariance) - Mixed(skip.LogVariance, body.LogVariance),
        });

        // What the body inherited it shares with the skip; what it added is its own.
        double Mixed(double first, double second)
        {
            var common = Math.Min(first, second);
            return common + (skipShare * skipShare * (first - common)) + (bodyShare * bodyShare * (second - common));
        }
    }

    protected override void Backward(BackwardPass pass, AddOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var (sum, skip, body) = (pass.Forward[operation.Output], pass.Forward[operation.Left].Typical(), pass.Forward[operation.Right].Typical());
        pass.Add(operation.Left, Branch(delta, sum, skip.In(sum.LogScale), 1), pass.Profile(operation.Output));
        pass.Add(operation.Right, Branch(delta, sum, body.In(sum.LogScale), operation.Factor), pass.Profile(operation.Output));
    }

    /// <summary>δ of one term: along the sum it is along the term by the term's share.</summary>
    private static Sensitivity Branch(in Sensitivity delta, in Signal sum, in Signal term, double factor)
    {
        var square = factor * factor;
        var sent = delta.Times(square);
        var inner = (term.Variance + (term.Mean * sum.Mean / (factor == 0 ? 1 : factor))) * Math.Abs(factor);
        return sent with
        {
            PairSlope = sum.Noise > 0 ? sent.PairSlope * square * term.Noise / sum.Noise : 0,
            PlaceSlope = sum.Noise > 0 ? sent.PlaceSlope * square * term.Noise / sum.Noise : 0,
            Along = 0,
            Tilt = sum.Noise > 0 ? delta.Tilt * square * term.Noise / sum.Noise : 0,
            Alignment = sum.Second > 0 && term.Second > 0 ? delta.Alignment * Math.Max(-1, Math.Min(1, inner / Math.Sqrt(sum.Second * term.Second))) : 0,
            Rigidity = 0,
        };
    }
}
