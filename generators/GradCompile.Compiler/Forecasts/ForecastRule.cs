using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>What one kind of operation does to a signal and to a sensitivity.</summary>
internal abstract class ForecastRule
{
    public abstract Type Operation { get; }

    public abstract void Forward(ForwardPass pass, Operation operation);

    public abstract void Backward(BackwardPass pass, Operation operation);
}

/// <summary>A rule for one type of operation.</summary>
internal abstract class ForecastRule<T> : ForecastRule
    where T : Operation
{
    public sealed override Type Operation => typeof(T);

    public sealed override void Forward(ForwardPass pass, Operation operation) => Forward(pass, (T)operation);

    public sealed override void Backward(BackwardPass pass, Operation operation) => Backward(pass, (T)operation);

    protected abstract void Forward(ForwardPass pass, T operation);

    protected abstract void Backward(BackwardPass pass, T operation);
}

/// <summary>The table of rules: one row for each operation of a training graph.</summary>
internal static class ForecastTable
{
    private static readonly Dictionary<Type, ForecastRule> Rules = new ForecastRule[]
    {
        new DenseForecast(),
        new ActivationForecast(),
        new SoftmaxForecast(),
        new DropoutForecast(),
        new BatchNormForecast(),
        new LayerNormForecast(),
        new AddForecast(),
        new FlattenForecast(),
        new ConvolutionForecast(),
        new MaxPoolForecast(),
        new AveragePoolForecast(),
        new GlobalAveragePoolForecast(),
        new PadImageForecast(),
    }.ToDictionary(rule => rule.Operation);

    /// <summary>Whether every operation of the graph has a rule.</summary>
    public static bool Covers(Graph graph) => graph.Operations.All(operation => Rules.ContainsKey(operation.GetType()));

    public static ForecastRule Of(Operation operation) => Rules[operation.GetType()];
}
