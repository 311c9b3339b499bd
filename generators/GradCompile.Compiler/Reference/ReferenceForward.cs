using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Reference;

/// <summary>The forward pass, one rule for each operation.</summary>
internal sealed class ReferenceForward(IReadOnlyDictionary<string, double[]> tensors, Func<int, int, int, double>? keep)
{
    private readonly Dictionary<Value, double[][]> _values = [];

    public Dictionary<string, double[]> BatchStatistics { get; } = [];

    /// <summary>Every value of the graph, a row for each sample.</summary>
    public IReadOnlyDictionary<Value, double[][]> Run(Graph graph, double[][] inputs)
    {
        _values[graph.Input] = inputs;
        foreach (var operation in graph.Operations) Run(operation);
        return _values;
    }

    /// <summary>Mean and 1/√(variance + ε) of some numbers.</summary>
    public static (double Mean, double InverseDeviation, double SumOfSquares) Statistics(IReadOnlyCollection<double> numbers, double epsilon)
    {
        var mean = numbers.Average();
        var squares = numbers.Sum(x => (x - mean) * (x - mean));
        return (mean, 1 / Math.Sqrt((squares / numbers.Count) + epsilon), squares);
    }

    private void Run(Operation operation)
    {
        switch (operation)
        {
            case DenseOperation dense:
                var (weight, bias) = (tensors[dense.Weight.Name], dense.Bias is null ? null : tensors[dense.Bias.Name]);
                var (units, inputs) = (dense.Weight.Shape[0], dense.Weight.Shape[1]);
                _values[dense.Output] = Map(dense.Input, x =>
                {
                    var y = new double[units];
                    for (var o = 0; o < units; o++)
                    {
                        y[o] = bias?[o] ?? 0;
                        for (var i = 0; i < inputs; i++) y[o] += weight[(o * inputs) + i] * x[i];
                    }

                    return y;
                });
                break;
            case ActivationOperation activation:
                _values[activation.Output] = Map(activation.Input, x => [.. x.Select(v => ReferenceActivation.Value(activation.Kind, activation.Alpha, v))]);
                break;
            case SoftmaxOperation softmax:
                _values[softmax.Output] = Map(softmax.Input, x => ReferenceImages.ByPosition(softmax.Input.Shape, x, pixel =>
                {
                    var max = pixel.Max();
                    var sum = pixel.Sum(v => Math.Exp(v - max));
                    return [.. pixel.Select(v => Math.Exp(v - max) / sum)];
                }));
                break;
            case DropoutOperation dropout:
                _values[dropout.Output] = [.. _values[dropout.Input].Select((x, row) => x.Select((v, i) => v * (keep?.Invoke(dropout.Index, row, i) ?? 1)).ToArray())];
                break;
            case BatchNormOperation norm:
                _values[norm.Output] = BatchNorm(norm, _values[norm.Input]);
                break;
            case LayerNormOperation norm:
                var (scale, shift) = (tensors[norm.Scale.Name], tensors[norm.Shift.Name]);
                _values[norm.Output] = Map(norm.Input, x =>
                {
                    var (mean, inverse, _) = Statistics(x, LayerNormOperation.Epsilon);
                    return [.. x.Select((v, i) => (scale[i] * (v - mean) * inverse) + shift[i])];
                });
                break;
            case AddOperation add:
                var right = _values[add.Right];
                _values[add.Output] = [.. _values[add.Left].Select((x, row) => x.Select((v, i) => v + (add.Factor * right[row][i])).ToArray())];
                break;
            case FlattenOperation flatten:
                _values[flatten.Output] = _values[flatten.Input];
                break;
            case ConvolutionOperation convolution:
                var filters = tensors[convolution.Weight.Name];
                var offsets = convolution.Bias is null ? null : tensors[convolution.Bias.Name];
                _values[convolution.Output] = Map(convolution.Input, x =>
                {
                    var y = new double[convolution.Output.Shape.Size];
                    for (var i = 0; i < y.Length; i++) y[i] = offsets?[i / (int)convolution.Output.Shape.Positions] ?? 0;
                    foreach (var (o, i, w) in ReferenceImages.Terms(convolution)) y[o] += x[i] * filters[w];
                    return y;
                });
                break;
            case PadImageOperation pad:
                _values[pad.Output] = Map(pad.Input, x =>
                {
                    var y = new double[pad.Output.Shape.Size];
                    for (var i = 0; i < y.Length; i++) y[i] = pad.Fill;
                    foreach (var (from, to) in ReferenceImages.Padded(pad)) y[to] = x[from];
                    return y;
                });
                break;
            case MaxPoolOperation pool:
                _values[pool.Output] = Map(pool.Input, x => [.. ReferenceImages.Windows(pool.Input.Shape, pool.Output.Shape, pool.Window).Select(window => window.Max(i => x[i]))]);
                break;
            case AveragePoolOperation pool:
                _values[pool.Output] = Map(pool.Input, x => [.. ReferenceImages.Windows(pool.Input.Shape, pool.Output.Shape, pool.Window).Select(window => window.Average(i => x[i]))]);
                break;
            case GlobalAveragePoolOperation pool:
                var area = (int)pool.Input.Shape.Positions;
                _values[pool.Output] = Map(pool.Input, x => [.. Enumerable.Range(0, pool.Input.Shape.Channels).Select(c => x.Skip(c * area).Take(area).Average())]);
                break;
            default:
                throw new InvalidOperationException($"{operation.GetType().Name} is unknown to the reference.");
        }
    }

    private double[][] BatchNorm(BatchNormOperation norm, double[][] x)
    {
        var (scale, shift) = (tensors[norm.Scale.Name], tensors[norm.Shift.Name]);
        var positions = (int)norm.Input.Shape.Positions;
        var y = x.Select(row => new double[row.Length]).ToArray();
        var (means, variances) = (new double[scale.Length], new double[scale.Length]);
        for (var c = 0; c < scale.Length; c++)
        {
            double mean, inverse;
            if (norm.IsTraining)
            {
                var channel = x.SelectMany(row => row.Skip(c * positions).Take(positions)).ToList();
                (mean, inverse, var squares) = Statistics(channel, BatchNormOperation.Epsilon);
                (means[c], variances[c]) = (mean, squares / (channel.Count - 1));
            }
            else
            {
                mean = tensors[norm.RunningMean.Name][c];
                inverse = 1 / Math.Sqrt(tensors[norm.RunningVariance.Name][c] + BatchNormOperation.Epsilon);
            }

            for (var row = 0; row < x.Length; row++)
            {
                for (var i = c * positions; i < (c + 1) * positions; i++) y[row][i] = (scale[c] * (x[row][i] - mean) * inverse) + shift[c];
            }
        }

        if (norm.IsTraining)
        {
            BatchStatistics[norm.RunningMean.Name] = means;
            BatchStatistics[norm.RunningVariance.Name] = variances;
        }

        return y;
    }

    private double[][] Map(Value input, Func<double[], double[]> row) => [.. _values[input].Select(row)];
}
