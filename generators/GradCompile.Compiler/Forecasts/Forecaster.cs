using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Forecasts;

/// <summary>From a lowered network to what its signals and gradients will be at initialisation. Pure, and quick: well below a millisecond for a usual network.</summary>
public static class Forecaster
{
    /// <summary>What the first steps of Adam add to the standard deviation of a weight; fitted on two small tables.</summary>
    private const double AdamSteps = 0.07;

    /// <summary>Below it, the difference of two integrals says nothing more.</summary>
    private const double LeastShare = 1e-6;

    /// <summary>The forecast, or null for a network that holds an operation without a rule, or no weighted layer, or whose numbers leave the range of a double: nothing but a number or −∞ is ever forecast.</summary>
    public static NetworkForecast? Forecast(NetworkModel model)
    {
        var graph = MaximaFirst.Of(model.Training);
        if (!ForecastTable.Covers(graph)) return null;
        var declared = model.Declaration.Input;
        var input = Input(declared.Mean, declared.Std * declared.Std, graph.Input.Shape);
        var integrals = new MomentIntegrals();
        var forward = ForwardPass.Run(graph, input, declared.BatchSize, integrals);
        if (!forward.IsSound) return null;
        var output = forward[graph.Output].Typical() with { Width = graph.Output.Shape.Size, Positions = 0 };
        var loss = model.Loss ?? LossForecast.Default(graph.Output.Shape.Size);
        var backward = BackwardPass.Run(graph, forward, LossForecast.Of(loss, output, declared.BatchSize, integrals));
        var kernel = BackwardPass.Run(graph, forward, LossForecast.OfOneOutput(output));
        var layers = new WeightedLayers(model, forward, backward, kernel).List();
        var late = forward.With(graph, AdamSteps * AdamSteps);
        if (layers.Count == 0 || !backward.IsSound || !kernel.IsSound || !late.IsSound) return null;

        var afterAdam = late[graph.Output];
        var forecast = new NetworkForecast(
            layers.ToEquatableArray(),
            Logarithms.Log10(output.Noise, 2 * output.LogScale),
            Logarithms.Log10(output.Second, 2 * output.LogScale),
            Logarithms.PowerOfTen(0.5 * Logarithms.Log10(output.Variance, 2 * output.LogScale)),
            loss == LossKind.SoftmaxCrossEntropy ? SoftmaxForecast.Moments(output).Moments.Square : 0,
            backward.FirstLogVariance,
            Logarithms.Log10(afterAdam.Second > 0 ? afterAdam.Noise / afterAdam.Second : 0, 0),
            LogSampleShare(graph, forward),
            forward.LogLargestSecond,
            Logarithms.Norm(layers.SelectMany(layer => new[] { layer.LogWeightGradient, layer.LogBiasGradient })),
            Logarithms.Norm(layers.Select(layer => layer.LogWeightNorm)));
        return forecast.IsSound ? forecast : null;
    }

    /// <summary>
    /// Of two rows' difference: all but what the masks alone make between two copies of one row, in the mean over what the hidden layers
    /// read and learn from; the last one averages over its inputs. Dropout lets no two rows come close, however alike they are, and so bounds the depth that a signal passes
    /// (Schoenholz et al. 2017, section 5).
    /// </summary>
    private static double LogSampleShare(Graph graph, ForwardPass all)
    {
        if (!graph.Operations.Any(operation => operation is DropoutOperation { Rate: > 0 })) return 0;
        var read = graph.Operations.Where(operation => operation is DenseOperation or ConvolutionOperation).Select(operation => operation.Inputs[0]).ToList();
        var masks = all.OfOneSample(graph);
        if (!masks.IsSound) return double.NaN;
        return read.Count < 2 ? 0 : read.Take(read.Count - 1).Average(value => LogShare(all[value], masks[value]));

        static double LogShare(in Signal all, in Signal masks) =>
            all.Noise > 0 ? Logarithms.Log10(Math.Max(LeastShare, 1 - (masks.In(all.LogScale).Noise / all.Noise)), 0) : 0;
    }

    /// <summary>Independent Gaussian features.</summary>
    private static Signal Input(double mean, double variance, Shape shape)
    {
        double features = shape.Size;
        var second = (mean * mean) + variance;
        return new Signal
        {
            Mean = mean,
            Noise = variance,
            Width = shape.Channels,
            Positions = shape.IsImage ? shape.Positions : 0,
            PairSpreadFloor = 1 / features,
            InheritedScatter = second > 0 ? ((2 * variance * variance) + (4 * mean * mean * variance)) / (second * second * features) : 0,
        };
    }
}
