using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Puts together, layer by layer, what the two passes found.</summary>
internal sealed class WeightedLayers
{
    /// <summary>ln of a unit that no activation's bound is seen from.</summary>
    private const double LargestUnit = 300;

    private readonly NetworkModel _model;
    private readonly ForwardPass _forward;
    private readonly BackwardPass _backward;
    private readonly BackwardPass _kernel;
    private readonly Dictionary<string, Origin> _origins = [];
    private readonly GaussianRule _rule = new();
    private readonly Operation?[] _readers;

    /// <param name="kernel">The way back of one output instead of the loss.</param>
    public WeightedLayers(NetworkModel model, ForwardPass forward, BackwardPass backward, BackwardPass kernel)
    {
        (_model, _forward, _backward, _kernel) = (model, forward, backward, kernel);
        foreach (var layer in model.Layers) _origins[layer.Name] = layer.Origin;
        _readers = new Operation?[forward.ValueCount];
        foreach (var operation in model.Training.Operations)
        {
            foreach (var input in operation.Inputs) _readers[input.Id] ??= operation;
        }
    }

    public List<WeightedLayerForecast> List() => _model.Training.Operations.Select(Weighted).Where(o => o is not null).Select(o => Of(o!.Value.Layer, o.Value.Operation)).ToList();

    private static (string Layer, WeightedOperation Operation)? Weighted(Operation operation) => operation switch
    {
        DenseOperation dense => (dense.Layer, WeightedOperation.Of(dense)),
        ConvolutionOperation convolution => (convolution.Layer, WeightedOperation.Of(convolution)),
        _ => null,
    };

    private WeightedLayerForecast Of(string layer, WeightedOperation operation)
    {
        var signal = _forward[operation.Output].Typical();
        var gradient = _backward.Gradients.TryGetValue(operation.Output.Id, out var found) ? found : WeightGradient.None;
        var output = _kernel.Gradients.TryGetValue(operation.Output.Id, out var kernel) ? kernel : WeightGradient.None;
        var (units, fanIn) = (operation.Weight.Shape[0], (int)(operation.Weight.Size / operation.Weight.Shape[0]));
        var law = WeightLaw.Of(operation.Weight.Initializer);
        var rms = Math.Sqrt(signal.Second);
        var (saturated, dead) = (0.0, 0.0);
        var activation = NextActivation(operation.Output);
        if (activation is not null)
        {
            var row = ActivationTable.Of(activation.Kind);
            var argument = _forward[activation.Input];
            saturated = Saturated(row, argument);
            dead = Dead(row, argument);
        }

        return new WeightedLayerForecast(
            layer,
            _origins.TryGetValue(layer, out var origin) ? origin : Origin.Class,
            fanIn,
            units,
            0.5 * Logarithms.Log10(signal.Second, 2 * signal.LogScale),
            rms > 0 ? signal.Mean / rms : 0,
            Logarithms.Log10(signal.Noise, 2 * signal.LogScale),
            signal.Correlation,
            activation?.Kind ?? ActivationKind.Identity,
            saturated,
            dead,
            gradient.LogWeights,
            operation.Bias is null ? double.NegativeInfinity : gradient.LogBias,
            0.5 * Logarithms.Log10((double)units * fanIn * (law.Variance + (law.Mean * law.Mean)), 0),
            gradient.LogBackward,
            gradient.Alignment,
            output.LogOwn,
            output.LogPair,
            output.LogApart);
    }

    /// <summary>The first activation behind a layer that comes before the next weights; norms, dropout and sums may stand between.</summary>
    private ActivationOperation? NextActivation(Value value)
    {
        while (_readers[value.Id] is { } reader)
        {
            switch (reader)
            {
                case ActivationOperation activation:
                    return activation;
                case DenseOperation or ConvolutionOperation or SoftmaxOperation:
                    return null;
            }

            value = reader.Outputs[0];
        }

        return null;
    }

    private static double Saturated(ScalarActivation row, in Signal argument)
    {
        if (row.SaturationBound == 0) return 0;
        var unit = Math.Exp(Math.Min(LargestUnit, argument.LogScale));
        var (mean, deviation) = (argument.Mean * unit, Math.Sqrt(argument.Variance) * unit);
        if (deviation == 0) return Math.Abs(mean) > row.SaturationBound ? 1 : 0;
        return SpecialFunctions.NormalCdf((mean - row.SaturationBound) / deviation) + SpecialFunctions.NormalCdf((-mean - row.SaturationBound) / deviation);
    }

    /// <summary>E over neurons of the probability that every sample of the batch stays below.</summary>
    private double Dead(ScalarActivation row, in Signal argument)
    {
        if (double.IsNegativeInfinity(row.Silence)) return 0;
        var deviation = Math.Sqrt(argument.Noise);
        _rule.Fill(argument.Mean, argument.Common, row.Breakpoints, 4 * deviation);
        var dead = 0.0;
        for (var i = 0; i < _rule.Count; i++)
        {
            var distance = row.Silence - _rule.Nodes[i];
            var below = deviation > 0 ? SpecialFunctions.NormalCdf(distance / deviation) : distance >= 0 ? 1 : 0;
            dead += _rule.Weights[i] * Math.Pow(below, _forward.Batch);
        }

        return dead;
    }
}
