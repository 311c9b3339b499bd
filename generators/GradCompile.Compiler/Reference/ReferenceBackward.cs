using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Reference;

/// <summary>The chain rule, one rule for each operation, written from the textbook and checked by finite differences.</summary>
internal sealed class ReferenceBackward(IReadOnlyDictionary<string, double[]> tensors, Func<int, int, int, double>? keep, IReadOnlyDictionary<Value, double[][]> values)
{
    private readonly Dictionary<Value, double[][]> _gradients = [];
    private readonly Dictionary<string, double[]> _byTensor = [];

    /// <summary>The gradient by the inputs; those by tensors are in <see cref="Of"/>.</summary>
    public double[][] Run(Graph graph, double[][] outputGradient)
    {
        Add(graph.Output, (row, i) => outputGradient[row][i]);
        foreach (var operation in graph.Operations.Reverse())
        {
            if (_gradients.TryGetValue(operation.Outputs[0], out var dy)) Run(operation, dy);
        }

        return _gradients.TryGetValue(graph.Input, out var gradient) ? gradient : [.. values[graph.Input].Select(row => new double[row.Length])];
    }

    /// <summary>The gradient by a tensor, in PyTorch's order.</summary>
    public double[] Of(Parameter parameter)
    {
        if (!_byTensor.TryGetValue(parameter.Name, out var gradient)) _byTensor[parameter.Name] = gradient = new double[tensors[parameter.Name].Length];
        return gradient;
    }

    private void Run(Operation operation, double[][] dy)
    {
        switch (operation)
        {
            case DenseOperation dense:
                Dense(dense, dy);
                break;
            case ActivationOperation activation:
                var x = values[activation.Input];
                Add(activation.Input, (row, i) => dy[row][i] * ReferenceActivation.Slope(activation.Kind, activation.Alpha, x[row][i]));
                break;
            case SoftmaxOperation softmax:
                var y = values[softmax.Output];
                var positions = (int)softmax.Input.Shape.Positions;
                Add(softmax.Input, (row, i) =>
                {
                    var sum = 0.0;
                    for (var j = i % positions; j < y[row].Length; j += positions) sum += y[row][j] * dy[row][j];
                    return y[row][i] * (dy[row][i] - sum);
                });
                break;
            case DropoutOperation dropout:
                Add(dropout.Input, (row, i) => dy[row][i] * (keep?.Invoke(dropout.Index, row, i) ?? 1));
                break;
            case AddOperation add:
                Add(add.Left, (row, i) => dy[row][i]);
                Add(add.Right, (row, i) => add.Factor * dy[row][i]);
                break;
            case FlattenOperation flatten:
                Add(flatten.Input, (row, i) => dy[row][i]);
                break;
            case ConvolutionOperation convolution:
                Convolution(convolution, dy);
                break;
            case PadImageOperation pad:
                var inner = new int[pad.Input.Shape.Size];
                foreach (var (from, to) in ReferenceImages.Padded(pad)) inner[from] = to;
                Add(pad.Input, (row, i) => dy[row][inner[i]]);
                break;
            case MaxPoolOperation pool:
                var largest = values[pool.Input];
                Scatter(pool.Input, dy, pool.Output, pool.Window, (row, window) => window.First(i => largest[row][i] == window.Max(j => largest[row][j])));
                break;
            case AveragePoolOperation pool:
                Scatter(pool.Input, dy, pool.Output, pool.Window, null);
                break;
            case GlobalAveragePoolOperation pool:
                var area = (int)pool.Input.Shape.Positions;
                Add(pool.Input, (row, i) => dy[row][i / area] / area);
                break;
            case BatchNormOperation norm:
                BatchNorm(norm, dy);
                break;
            case LayerNormOperation norm:
                LayerNorm(norm, dy);
                break;
            default:
                throw new InvalidOperationException($"{operation.GetType().Name} is unknown to the reference.");
        }
    }

    private void Dense(DenseOperation dense, double[][] dy)
    {
        var (units, inputs) = (dense.Weight.Shape[0], dense.Weight.Shape[1]);
        var (w, x, dw) = (tensors[dense.Weight.Name], values[dense.Input], Of(dense.Weight));
        for (var row = 0; row < dy.Length; row++)
        {
            for (var o = 0; o < units; o++)
            {
                for (var i = 0; i < inputs; i++) dw[(o * inputs) + i] += dy[row][o] * x[row][i];
                if (dense.Bias is not null) Of(dense.Bias)[o] += dy[row][o];
            }
        }

        Add(dense.Input, (row, i) => Enumerable.Range(0, units).Sum(o => dy[row][o] * w[(o * inputs) + i]));
    }

    private void Convolution(ConvolutionOperation convolution, double[][] dy)
    {
        var (w, x, dw) = (tensors[convolution.Weight.Name], values[convolution.Input], Of(convolution.Weight));
        var dx = x.Select(row => new double[row.Length]).ToArray();
        var positions = (int)convolution.Output.Shape.Positions;
        for (var row = 0; row < dy.Length; row++)
        {
            foreach (var (o, i, k) in ReferenceImages.Terms(convolution))
            {
                dw[k] += dy[row][o] * x[row][i];
                dx[row][i] += dy[row][o] * w[k];
            }

            if (convolution.Bias is null) continue;
            for (var o = 0; o < dy[row].Length; o++) Of(convolution.Bias)[o / positions] += dy[row][o];
        }

        Add(convolution.Input, (row, i) => dx[row][i]);
    }

    /// <summary>Each window's gradient goes to the one pixel that <paramref name="choose"/> names, or in equal parts to all.</summary>
    private void Scatter(Value input, double[][] dy, Value output, Window window, Func<int, int[], int>? choose)
    {
        var windows = ReferenceImages.Windows(input.Shape, output.Shape, window).ToList();
        var dx = values[input].Select(row => new double[row.Length]).ToArray();
        for (var row = 0; row < dx.Length; row++)
        {
            for (var o = 0; o < windows.Count; o++)
            {
                if (choose is not null) dx[row][choose(row, windows[o])] += dy[row][o];
                else foreach (var i in windows[o]) dx[row][i] += dy[row][o] / windows[o].Length;
            }
        }

        Add(input, (row, i) => dx[row][i]);
    }

    /// <summary>∂x̂ᵢ/∂xⱼ = (δᵢⱼ − 1/n − x̂ᵢx̂ⱼ/n)/σ, summed against γ·dy.</summary>
    private void BatchNorm(BatchNormOperation norm, double[][] dy)
    {
        var (x, scale) = (values[norm.Input], tensors[norm.Scale.Name]);
        var positions = (int)norm.Input.Shape.Positions;
        var dx = x.Select(row => new double[row.Length]).ToArray();
        for (var c = 0; c < scale.Length; c++)
        {
            var places = Enumerable.Range(0, x.Length).SelectMany(row => Enumerable.Range(c * positions, positions).Select(i => (row, i))).ToList();
            var (mean, inverse, _) = ReferenceForward.Statistics([.. places.Select(p => x[p.row][p.i])], BatchNormOperation.Epsilon);
            double Normal((int Row, int I) p) => (x[p.Row][p.I] - mean) * inverse;
            var sum = places.Sum(p => dy[p.row][p.i]);
            var product = places.Sum(p => dy[p.row][p.i] * Normal(p));
            Of(norm.Scale)[c] += product;
            Of(norm.Shift)[c] += sum;
            foreach (var p in places) dx[p.row][p.i] = scale[c] * inverse * (dy[p.row][p.i] - (sum / places.Count) - (Normal(p) * product / places.Count));
        }

        Add(norm.Input, (row, i) => dx[row][i]);
    }

    private void LayerNorm(LayerNormOperation norm, double[][] dy)
    {
        var (x, scale) = (values[norm.Input], tensors[norm.Scale.Name]);
        var dx = new double[x.Length][];
        for (var row = 0; row < x.Length; row++)
        {
            var (mean, inverse, _) = ReferenceForward.Statistics(x[row], LayerNormOperation.Epsilon);
            var normal = x[row].Select(v => (v - mean) * inverse).ToArray();
            var slopes = dy[row].Select((d, i) => d * scale[i]).ToArray();
            var (meanSlope, meanProduct) = (slopes.Average(), slopes.Zip(normal, (s, n) => s * n).Average());
            for (var i = 0; i < normal.Length; i++)
            {
                Of(norm.Scale)[i] += dy[row][i] * normal[i];
                Of(norm.Shift)[i] += dy[row][i];
            }

            dx[row] = [.. slopes.Select((s, i) => inverse * (s - meanSlope - (normal[i] * meanProduct)))];
        }

        Add(norm.Input, (row, i) => dx[row][i]);
    }

    /// <summary>Where a value is read several times, its gradients add up.</summary>
    private void Add(Value value, Func<int, int, double> contribution)
    {
        if (!_gradients.TryGetValue(value, out var sum))
        {
            sum = [.. values[value].Select(row => new double[row.Length])];
            _gradients[value] = sum;
        }

        for (var row = 0; row < sum.Length; row++)
        {
            for (var i = 0; i < sum[row].Length; i++) sum[row][i] += contribution(row, i);
        }
    }
}
