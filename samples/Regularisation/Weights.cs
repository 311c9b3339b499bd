namespace GradCompile.Samples.Regularisation;

/// <summary>The weights of a network's convolutions and dense layers, in forward order: what a penalty acts on.</summary>
internal sealed class Weights<T>(T network, Penalty penalty, double lambda)
    where T : ITrainableNetwork<T>
{
    // Norms' weights have one dimension; the penalty leaves them alone.
    private readonly (string Name, float[] Values, float[] Scratch)[] _layers =
    [
        .. from tensor in T.Info.Tensors
           where tensor.Name.EndsWith(".weight", StringComparison.Ordinal) && tensor.Shape.Count > 1
           let count = tensor.Shape.Aggregate(1, (a, b) => a * b)
           select (tensor.Name, new float[count], new float[count]),
    ];

    public int LayerCount => _layers.Length;

    public void Read()
    {
        foreach (var (name, values, _) in _layers) network.GetTensor(name, values);
    }

    /// <summary>Turns the step just taken from the weights last read into a step of the printed rule.</summary>
    public void AdjustAsPrinted()
    {
        foreach (var (name, before, after) in _layers)
        {
            network.GetTensor(name, after);
            PrintedRule.Adjust(before, after, (float)lambda);
            network.SetTensor(name, after);
        }
    }

    /// <summary>The mean size of the weights last read.</summary>
    public double MeanSize() => Sum(weight => Math.Abs(weight)) / _layers.Sum(layer => (double)layer.Values.Length);

    /// <summary>What the penalty adds to the loss at the weights last read.</summary>
    public double PenaltyLoss() => lambda * (penalty == Penalty.L1 ? Sum(weight => Math.Abs(weight)) : Sum(weight => weight * weight));

    /// <summary>The norm of each layer's gradient at the weights last read, without the penalty's part.</summary>
    public double[] DataGradientNorms() => [.. _layers.Select(layer => DataGradientNorm(layer.Name, layer.Values, layer.Scratch))];

    private double DataGradientNorm(string name, float[] values, float[] gradient)
    {
        network.GetGradient(name, gradient);
        double sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            double data = gradient[i] - (penalty == Penalty.L1 ? (float)lambda * MathF.CopySign(1, values[i]) : 2 * (float)lambda * values[i]);
            sum += data * data;
        }

        return Math.Sqrt(sum);
    }

    private double Sum(Func<double, double> term)
    {
        double sum = 0;
        foreach (var (_, values, _) in _layers)
        {
            foreach (var value in values) sum += term(value);
        }

        return sum;
    }
}
