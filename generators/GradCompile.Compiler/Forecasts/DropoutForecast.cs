using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>y = mask ⊙ x / keep: a mask of its own for each sample, the same on the way back.</summary>
internal sealed class DropoutForecast : ForecastRule<DropoutOperation>
{
    protected override void Forward(ForwardPass pass, DropoutOperation operation)
    {
        var keep = 1 - operation.Rate;
        var input = pass[operation.Input];
        var noise = (input.Second / keep) - input.Pair;
        var passes = noise > 0 ? input.Noise / noise : 1;
        var sample = ((1 + (input.Width * input.SampleLogVariance)) / keep / input.Width) - (1 / input.Width);
        pass.Set(operation.Output, input with
        {
            Sphere = 0,
            Noise = noise,
            Rigidity = 0,
            InheritedPairSpread = passes * passes * input.InheritedPairSpread,
            SampleLogVariance = sample,
            OwnLogVariance = input.OwnLogVariance + (Math.Max(0, sample - input.SampleLogVariance) / pass.Batch),
        });
    }

    protected override void Backward(BackwardPass pass, DropoutOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var keep = 1 - operation.Rate;
        var (input, output) = (pass.Forward[operation.Input], pass.Forward[operation.Output]);

        // E Σuδ is the same on both sides, and so is q·p: the alignment stays.
        var own = (1 + (input.Width * delta.OwnLogVariance)) / keep;
        pass.Add(operation.Input, delta with
        {
            Own = delta.Own / keep,
            PairSlope = output.Noise > 0 ? delta.PairSlope * input.Noise / output.Noise : 0,
            PlaceSlope = output.Noise > 0 ? delta.PlaceSlope * input.Noise / output.Noise : 0,
            Rigidity = 0,
            OwnLogVariance = (own - 1) / input.Width,
            OwnSharedVariance = delta.OwnSharedVariance + (Math.Max(0, ((own - 1) / input.Width) - delta.OwnLogVariance) / pass.Batch),
        });
    }
}
