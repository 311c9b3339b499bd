using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>The same elements: all positions become neurons.</summary>
internal sealed class FlattenForecast : ForecastRule<FlattenOperation>
{
    protected override void Forward(ForwardPass pass, FlattenOperation operation) =>
        pass.Set(operation.Output, pass[operation.Input] with { Width = operation.Output.Shape.Size, Positions = 0, PlaceVariance = 0 });

    protected override void Backward(BackwardPass pass, FlattenOperation operation)
    {
        if (pass.Of(operation.Output) is { } delta) pass.Add(operation.Input, delta with { Place = 0, PairPlace = 0, PlaceSlope = 0 });
    }
}
