using System;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The mean of some pixels: they share what all samples share, and their noise averages out.</summary>
internal abstract class MeanForecast<T> : ForecastRule<T>
    where T : Operation
{
    protected sealed override void Forward(ForwardPass pass, T operation)
    {
        var (input, output) = (operation.Inputs[0], operation.Outputs[0]);
        if (pass.Samples is { } samples)
        {
            pass.Set(output, pass.ShareOf(samples, input, output));
            return;
        }

        var signal = pass[input].Typical();
        var pixels = Pixels(operation);
        pass.Set(output, signal with
        {
            Noise = signal.Noise / pixels,
            NoiseCoherent = signal.NoiseCoherent / pixels,
            Positions = output.Shape.IsImage ? output.Shape.Positions : 0,
            PlaceVariance = 0,
            Sphere = 0,
        });
    }

    protected sealed override void Backward(BackwardPass pass, T operation)
    {
        if (pass.Of(operation.Outputs[0]) is not { } delta) return;
        var (input, output) = (pass.Forward[operation.Inputs[0]].Typical(), pass.Forward[operation.Outputs[0]]);
        var pixels = Pixels(operation);
        var share = Shares(operation, input.Places) / (pixels * pixels);

        // Two pixels of one window receive the same.
        var same = input.Places > 1 ? Math.Min(1, (pixels - 1) / (input.Places - 1)) : 0;
        pass.Add(operation.Inputs[0], delta with
        {
            Own = delta.Own * share,
            Pair = delta.Pair * share,
            Place = ((same * delta.Own) + ((1 - same) * delta.Place)) * share,
            PairPlace = ((same * delta.Pair) + ((1 - same) * delta.PairPlace)) * share,
            PairSlope = delta.PairSlope * share / pixels,
            PlaceSlope = delta.PlaceSlope * share / pixels,
            OwnCoherent = delta.OwnCoherent * share,
            PairCoherent = delta.PairCoherent * share,
            Alignment = input.Second > 0 ? delta.Alignment * Math.Min(1, Math.Sqrt(output.In(input.LogScale).Second / input.Second)) : 0,
            Rigidity = 0,
        });
    }

    /// <summary>Pixels of a window.</summary>
    protected abstract double Pixels(T operation);

    /// <summary>Windows that a pixel lies in, on average.</summary>
    protected abstract double Shares(T operation, double positions);
}

internal sealed class AveragePoolForecast : MeanForecast<AveragePoolOperation>
{
    protected override double Pixels(AveragePoolOperation operation) => operation.Window.Size * operation.Window.Size;

    protected override double Shares(AveragePoolOperation operation, double positions) => Pixels(operation) * operation.Output.Shape.Positions / positions;
}

internal sealed class GlobalAveragePoolForecast : MeanForecast<GlobalAveragePoolOperation>
{
    protected override double Pixels(GlobalAveragePoolOperation operation) => operation.Input.Shape.Positions;

    protected override double Shares(GlobalAveragePoolOperation operation, double positions) => 1;
}

/// <summary>
/// The largest of some pixels: that of k Gaussians has a mean above theirs and a smaller variance. δ goes to one pixel of k, to where a
/// filter found what it looks for: what it saw there is alike in all rows and places, by the square of that mean.
/// </summary>
internal sealed class MaxPoolForecast : ForecastRule<MaxPoolOperation>
{
    protected override void Forward(ForwardPass pass, MaxPoolOperation operation)
    {
        if (pass.Samples is { } samples)
        {
            pass.Set(operation.Output, pass.ShareOf(samples, operation.Input, operation.Output));
            return;
        }

        var input = pass[operation.Input].Typical();
        var (mean, variance) = Largest(operation.Window.Size * operation.Window.Size);
        pass.Set(operation.Output, input with
        {
            Mean = input.Mean + (mean * Math.Sqrt(Math.Max(0, input.Noise))),
            Noise = input.Noise * variance,
            NoiseCoherent = input.NoiseCoherent * variance,
            Positions = operation.Output.Shape.Positions,
            PlaceVariance = 0,
            Sphere = 0,
        });
    }

    protected override void Backward(BackwardPass pass, MaxPoolOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;
        var (input, output) = (pass.Forward[operation.Input].Typical(), pass.Forward[operation.Output]);

        // So many windows pass their δ on to so many pixels.
        var share = output.Places / input.Places;
        var square = share * share;
        var pixels = operation.Window.Size * operation.Window.Size;
        var (mean, variance) = Largest(pixels);
        var (alike, passes) = (mean * mean, 1 / (pixels * variance));
        pass.Add(operation.Input, delta with
        {
            Own = delta.Own * share,
            Pair = delta.Pair * square,
            Place = delta.Place * square,
            PairPlace = delta.PairPlace * square,
            PairSlope = ((delta.PairSlope * passes) + (delta.Pair * alike)) * square,
            PlaceSlope = ((delta.PlaceSlope * passes) + (delta.Place * alike)) * square,
            OwnCoherent = delta.OwnCoherent * square,
            PairCoherent = delta.PairCoherent * square,
            Alignment = input.Second > 0 ? Math.Max(-1, Math.Min(1, delta.Alignment * Math.Sqrt(output.In(input.LogScale).Second * share / input.Second))) : 0,
            Rigidity = 0,
            PassedActivation = true,
        });
    }

    /// <summary>Mean and variance of the largest of k standard normals, by its density k·φ·Φᵏ⁻¹.</summary>
    private static (double Mean, double Variance) Largest(int k)
    {
        const int Steps = 400;
        double weight = 0, mean = 0, square = 0;
        for (var i = 0; i <= Steps; i++)
        {
            var x = -8 + (16.0 * i / Steps);
            var density = SpecialFunctions.NormalDensity(x) * Math.Pow(SpecialFunctions.NormalCdf(x), k - 1);
            weight += density;
            mean += density * x;
            square += density * x * x;
        }

        mean /= weight;
        return (mean, (square / weight) - (mean * mean));
    }
}

/// <summary>A border: the pixels inside it are what they were.</summary>
internal sealed class PadImageForecast : ForecastRule<PadImageOperation>
{
    protected override void Forward(ForwardPass pass, PadImageOperation operation) => pass.Set(operation.Output, pass[operation.Input] with { PlaceVariance = 0 });

    protected override void Backward(BackwardPass pass, PadImageOperation operation)
    {
        if (pass.Of(operation.Output) is { } delta) pass.Add(operation.Input, delta);
    }
}
