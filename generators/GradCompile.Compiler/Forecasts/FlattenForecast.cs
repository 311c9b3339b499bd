using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The same elements: all positions become neurons.</summary>
internal sealed class FlattenForecast : ForecastRule<FlattenOperation>
{
    protected override void Forward(ForwardPass pass, FlattenOperation operation) =>
        pass.Set(operation.Output, pass[operation.Input] with { Width = operation.Output.Shape.Size, Positions = 0, PlaceVariance = 0 });

    protected override void Backward(BackwardPass pass, FlattenOperation operation)
    {
        if (pass.Of(operation.Output) is not { } delta) return;

        // Each position has weights of its own, so that two share what points along the signal alone.
        var aligned = delta.Alignment * delta.Alignment * delta.Own * pass.Forward[operation.Input].Correlation;
        pass.Add(operation.Input, delta with { Place = aligned, PairPlace = aligned, PlaceSlope = 0 });
    }
}
