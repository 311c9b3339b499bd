using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Forecasts.Tests;

/// <summary>
/// A network with random weights, run once forward and backward in double precision with plain loops: what a forecast has to
/// agree with. It shares no formula with it.
/// </summary>
internal sealed class Simulation
{
    private readonly Random _random;
    private readonly Dictionary<int, double[][]> _values = [];
    private readonly Dictionary<int, double[][]> _gradients = [];
    private readonly Dictionary<string, double[][]> _weights = [];
    private readonly Dictionary<string, double[]> _biases = [];
    private readonly Dictionary<int, double[][]> _masks = [];
    private readonly int _batch;

    private Simulation(NetworkModel model, int seed, bool isPaired = false)
    {
        _random = new Random(seed);
        var input = model.Declaration.Input;
        _batch = input.BatchSize;
        var rows = Rows(_batch, (int)model.Training.Input.Shape.Size, () => input.Mean + (input.Std * Normal()));
        if (isPaired) for (var a = 1; a < _batch; a += 2) rows[a] = rows[a - 1];
        _values[model.Training.Input.Id] = rows;
        foreach (var operation in model.Training.Operations) Forward(operation);
        if (isPaired) return;
        _gradients[model.Training.Output.Id] = LossGradient(model.Loss!.Value, _values[model.Training.Output.Id]);
        foreach (var operation in model.Training.Operations.Reverse()) Backward(operation);
    }

    /// <summary>log₁₀ of the Frobenius norms of the weight gradients, by layer.</summary>
    public Dictionary<string, double> WeightGradients { get; } = [];

    public Dictionary<string, double> BiasGradients { get; } = [];

    /// <summary>log₁₀ of the mean square of each dense layer's output.</summary>
    public Dictionary<string, double> Seconds { get; } = [];

    /// <summary>Medians over seeds, by layer: weight gradient, bias gradient, second moment.</summary>
    public static IReadOnlyList<(string Name, double Weight, double Bias, double Second)> Medians(NetworkModel model, int seeds)
    {
        var runs = new Simulation[seeds];
        Parallel.For(0, seeds, seed => runs[seed] = new Simulation(model, seed));
        return [.. model.Training.Operations.OfType<DenseOperation>().Select(dense => (
            dense.Layer,
            Median(runs.Select(run => run.WeightGradients[dense.Layer])),
            dense.Bias is null ? double.NegativeInfinity : Median(runs.Select(run => run.BiasGradients[dense.Layer])),
            Median(runs.Select(run => run.Seconds[dense.Layer]))))];
    }

    /// <summary>
    /// What tells two rows apart at the inputs of the hidden dense layers, less what tells two copies of one row apart, as a share: the mean of log₁₀.
    /// </summary>
    public static double LogSampleShare(NetworkModel model, int seeds)
    {
        var runs = new Simulation[seeds];
        Parallel.For(0, seeds, seed => runs[seed] = new Simulation(model, seed, isPaired: true));
        return model.Training.Operations.OfType<DenseOperation>().SkipLast(1).Average(dense => Math.Log10(1 - (runs.Sum(run => run.Distance(dense.Input, 1)) / runs.Sum(run => run.Distance(dense.Input, 3)))));
    }

    private double Distance(Value value, int step)
    {
        var rows = _values[value.Id];
        return Enumerable.Range(0, _batch / 2).Sum(pair => rows[2 * pair].Zip(rows[((2 * pair) + step) % _batch], (u, v) => Square(u - v)).Sum());
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : 0.5 * (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]);
    }

    private void Forward(Operation operation)
    {
        var x = _values[operation.Inputs[0].Id];
        switch (operation)
        {
            case DenseOperation dense:
                var weight = Draw(dense.Weight);
                var bias = dense.Bias is null ? new double[weight.Length] : Rows(1, weight.Length, () => DrawOne(dense.Bias.Initializer))[0];
                (_weights[dense.Layer], _biases[dense.Layer]) = (weight, bias);
                var y = Map(x, row => [.. weight.Select((w, j) => w.Zip(row, (a, b) => a * b).Sum() + bias[j])]);
                Seconds[dense.Layer] = Math.Log10(y.SelectMany(row => row).Average(u => u * u));
                _values[dense.Output.Id] = y;
                break;
            case ActivationOperation activation:
                _values[activation.Output.Id] = Map(x, row => [.. row.Select(u => Formulas.Value(activation.Kind, u, activation.Alpha))]);
                break;
            case SoftmaxOperation softmax:
                _values[softmax.Output.Id] = Map(x, Softmax);
                break;
            case DropoutOperation dropout:
                var mask = Rows(_batch, x[0].Length, () => _random.NextDouble() < dropout.Rate ? 0 : 1 / (1 - dropout.Rate));
                _masks[dropout.Output.Id] = mask;
                _values[dropout.Output.Id] = [.. x.Select((row, a) => row.Select((u, j) => u * mask[a][j]).ToArray())];
                break;
            case BatchNormOperation norm:
                _values[norm.Output.Id] = Transpose(Map(Transpose(x), column => Normalize(column, norm.Scale.Initializer.Scale)));
                break;
            case LayerNormOperation norm:
                _values[norm.Output.Id] = Map(x, row => Normalize(row, 1));
                break;
            case AddOperation add:
                var right = _values[add.Right.Id];
                _values[add.Output.Id] = [.. x.Select((row, a) => row.Select((u, j) => u + (add.Factor * right[a][j])).ToArray())];
                break;
            default:
                throw new NotSupportedException(operation.GetType().Name);
        }
    }

    private void Backward(Operation operation)
    {
        if (!_gradients.TryGetValue(operation.Outputs[0].Id, out var delta)) return;
        var x = _values[operation.Inputs[0].Id];
        switch (operation)
        {
            case DenseOperation dense:
                var weight = _weights[dense.Layer];
                double weights = 0, biases = 0;
                for (var j = 0; j < weight.Length; j++)
                {
                    for (var k = 0; k < weight[j].Length; k++) weights += Square(Enumerable.Range(0, _batch).Sum(a => delta[a][j] * x[a][k]));
                    biases += Square(delta.Sum(row => row[j]));
                }

                WeightGradients[dense.Layer] = 0.5 * Math.Log10(weights);
                BiasGradients[dense.Layer] = 0.5 * Math.Log10(biases);
                Add(dense.Input, Map(delta, row => [.. Enumerable.Range(0, weight[0].Length).Select(k => Enumerable.Range(0, weight.Length).Sum(j => row[j] * weight[j][k]))]));
                break;
            case ActivationOperation activation:
                Add(activation.Input, [.. delta.Select((row, a) => row.Select((d, j) => d * Slope(activation, x[a][j])).ToArray())]);
                break;
            case SoftmaxOperation softmax:
                Add(softmax.Input, [.. delta.Select((row, a) => SoftmaxGradient(_values[softmax.Output.Id][a], row))]);
                break;
            case DropoutOperation dropout:
                var mask = _masks[dropout.Output.Id];
                Add(dropout.Input, [.. delta.Select((row, a) => row.Select((d, j) => d * mask[a][j]).ToArray())]);
                break;
            case BatchNormOperation norm:
                var (columns, deltas) = (Transpose(x), Transpose(delta));
                Add(norm.Input, Transpose([.. columns.Select((column, j) => NormalizeGradient(column, deltas[j], norm.Scale.Initializer.Scale))]));
                break;
            case LayerNormOperation norm:
                Add(norm.Input, [.. x.Select((row, a) => NormalizeGradient(row, delta[a], 1))]);
                break;
            case AddOperation add:
                Add(add.Left, delta);
                Add(add.Right, Map(delta, row => [.. row.Select(d => d * add.Factor)]));
                break;
        }
    }

    private void Add(Value value, double[][] sent) => _gradients[value.Id] = _gradients.TryGetValue(value.Id, out var other)
        ? [.. other.Select((row, a) => row.Zip(sent[a], (p, q) => p + q).ToArray())]
        : sent;

    /// <summary>The derivative from four values of the function: no formula of the table is used.</summary>
    private static double Slope(ActivationOperation activation, double u)
    {
        const double h = 1e-4;
        return (8 * (F(u + h) - F(u - h)) - (F(u + (2 * h)) - F(u - (2 * h)))) / (12 * h);

        double F(double x) => Formulas.Value(activation.Kind, x, activation.Alpha);
    }

    private double[][] LossGradient(LossKind loss, double[][] outputs)
    {
        var classes = outputs[0].Length;
        return Map(outputs, row =>
        {
            if (loss == LossKind.SoftmaxCrossEntropy)
            {
                var result = Softmax(row);
                result[_random.Next(classes)]--;
                return [.. result.Select(r => r / _batch)];
            }

            return [.. row.Select(y => Elementwise(y) / classes / _batch)];
        });

        double Elementwise(double y) => loss switch
        {
            LossKind.MeanSquaredError => 2 * (y - Normal()),
            LossKind.MeanAbsoluteError => Math.Sign(y - Normal()),
            LossKind.Huber => Math.Clamp(y - Normal(), -1, 1),
            LossKind.SigmoidCrossEntropy => (1 / (1 + Math.Exp(-y))) - _random.Next(2),
            _ => throw new NotSupportedException(loss.ToString()),
        };
    }

    private static double[] Softmax(double[] row)
    {
        var exponentials = row.Select(y => Math.Exp(y - row.Max())).ToArray();
        var sum = exponentials.Sum();
        return [.. exponentials.Select(e => e / sum)];
    }

    private static double[] SoftmaxGradient(double[] s, double[] delta)
    {
        var mean = s.Zip(delta, (p, d) => p * d).Sum();
        return [.. s.Select((p, j) => p * (delta[j] - mean))];
    }

    private static double[] Normalize(double[] x, double scale)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(u => Square(u - mean)) + 1e-5);
        return [.. x.Select(u => scale * (u - mean) / deviation)];
    }

    private static double[] NormalizeGradient(double[] x, double[] delta, double scale)
    {
        var mean = x.Average();
        var deviation = Math.Sqrt(x.Average(u => Square(u - mean)) + 1e-5);
        var unit = x.Select(u => (u - mean) / deviation).ToArray();
        var (average, along) = (delta.Average(), unit.Zip(delta, (u, d) => u * d).Average());
        return [.. delta.Select((d, i) => scale * (d - average - (unit[i] * along)) / deviation)];
    }

    private double[][] Draw(Parameter weight)
    {
        var (rows, columns) = (weight.Shape[0], weight.Shape[1]);
        var start = weight.Initializer;
        return start.Kind == InitKind.Orthogonal ? Orthogonal(rows, columns, start.Scale) : Rows(rows, columns, () => DrawOne(start));
    }

    private double DrawOne(Initializer start) => start.Mean + (start.Kind switch
    {
        InitKind.Zeros => 0,
        InitKind.Constant => start.Scale,
        InitKind.Normal => start.Scale * Normal(),
        InitKind.Uniform => Uniform(start.Scale),
        InitKind.TruncatedNormal => start.Scale * Truncated(),
        InitKind.XavierNormal => start.Scale * Math.Sqrt(2.0 / (start.FanIn + start.FanOut)) * Normal(),
        InitKind.XavierUniform => Uniform(start.Scale * Math.Sqrt(6.0 / (start.FanIn + start.FanOut))),
        InitKind.HeNormal or InitKind.LeCunNormal => start.Scale / Math.Sqrt(start.FanIn) * Normal(),
        InitKind.HeUniform or InitKind.LeCunUniform => Uniform(start.Scale * Math.Sqrt(3.0 / start.FanIn)),
        InitKind.PyTorchDefault => Uniform(1 / Math.Sqrt(start.FanIn)),
        _ => throw new NotSupportedException(start.Kind.ToString()),
    });

    /// <summary>Gram–Schmidt on random rows, or columns if there are fewer of them.</summary>
    private double[][] Orthogonal(int rows, int columns, double gain)
    {
        if (rows > columns) return Transpose(Orthogonal(columns, rows, gain));
        var result = Rows(rows, columns, Normal);
        for (var i = 0; i < rows; i++)
        {
            for (var k = 0; k < i; k++)
            {
                var along = result[i].Zip(result[k], (a, b) => a * b).Sum() / (gain * gain);
                for (var j = 0; j < columns; j++) result[i][j] -= along * result[k][j];
            }

            var length = Math.Sqrt(result[i].Sum(Square));
            for (var j = 0; j < columns; j++) result[i][j] *= gain / length;
        }

        return result;
    }

    private double Truncated()
    {
        double x;
        do x = Normal();
        while (Math.Abs(x) > 2);
        return x;
    }

    private double Uniform(double bound) => bound * ((2 * _random.NextDouble()) - 1);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    private static double[][] Rows(int rows, int columns, Func<double> draw) => [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => draw()).ToArray())];

    private static double[][] Map(double[][] rows, Func<double[], double[]> map) => [.. rows.Select(map)];

    private static double[][] Transpose(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(j => rows.Select(row => row[j]).ToArray())];

    private static double Square(double x) => x * x;
}
