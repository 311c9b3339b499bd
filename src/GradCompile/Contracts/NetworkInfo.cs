using System.Globalization;

namespace GradCompile;

/// <summary>What is known about a network at build time.</summary>
/// <param name="Name">The class's name with its namespace.</param>
/// <param name="InputShape">The shape of a row that comes in.</param>
/// <param name="OutputShape">The shape of a row that goes out.</param>
/// <param name="Layers">In forward order, those of a block once a repetition.</param>
/// <param name="Tensors">In PyTorch's order.</param>
/// <param name="ParameterCount">Trainable numbers.</param>
/// <param name="FlopsPerRow">Floating-point operations of a forward pass for one row; a multiply-add counts two.</param>
/// <param name="Forecast">What the gradients will do at initialisation.</param>
public sealed record NetworkInfo(
    string Name,
    IReadOnlyList<int> InputShape,
    IReadOnlyList<int> OutputShape,
    IReadOnlyList<LayerInfo> Layers,
    IReadOnlyList<TensorInfo> Tensors,
    long ParameterCount,
    long FlopsPerRow,
    Forecast Forecast)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {Counted.Shape(InputShape)} → {Counted.Shape(OutputShape)}, {Counted.Of(Layers.Count, "layer")}, {Counted.Of(Tensors.Count, "tensor")}, " +
        $"{ParameterCount:N0} parameters, {FlopsPerRow:N0} FLOPs a row");
}

/// <summary>A layer.</summary>
/// <param name="Name">As <c>dense1</c> or <c>residual1.dense1</c>.</param>
/// <param name="Kind">What it is, with its activation: <c>Dense ReLU</c>.</param>
/// <param name="OutputShape">The shape of a row that leaves it.</param>
/// <param name="ParameterCount">Trainable numbers.</param>
/// <param name="FlopsPerRow">Floating-point operations for one row.</param>
public sealed record LayerInfo(string Name, string Kind, IReadOnlyList<int> OutputShape, long ParameterCount, long FlopsPerRow)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: {Kind}, {Counted.Shape(OutputShape)}, {ParameterCount:N0} parameters, {FlopsPerRow:N0} FLOPs a row");
}

/// <summary>A stored tensor.</summary>
/// <param name="Name">As <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="IsTrainable">False for running statistics.</param>
public sealed record TensorInfo(string Name, IReadOnlyList<int> Shape, bool IsTrainable)
{
    /// <summary>As <c>dense1.weight [128, 784]</c>.</summary>
    public override string ToString() => $"{Name} {Counted.Shape(Shape)}{(IsTrainable ? "" : ", a running statistic")}";
}

/// <summary>
/// What the gradients will do at initialisation, forecast from the declaration alone when the program was built. It is that of fresh weights: once the
/// network has trained a step, or has loaded a file, it says nothing of the weights there are. Inputs are taken for independent numbers with the declared
/// <c>InputMean</c> and <c>InputStd</c>, which are 0 and 1 unless they are written, and a batch for <c>BatchSize</c> rows.
/// </summary>
/// <param name="Layers">One for each weighted layer, in forward order.</param>
public sealed record Forecast(IReadOnlyList<LayerForecast> Layers)
{
    /// <summary>A line for each layer.</summary>
    public override string ToString() => string.Join('\n', Layers);
}

/// <summary>The forecast of one weighted layer at initialisation.</summary>
/// <param name="Name">As in the tensor names: <c>dense1</c>.</param>
/// <param name="ForwardRms">Root mean square of the layer's output, before its activation.</param>
/// <param name="Saturated">Share of its units where |φ′| is below 5 % of its maximum; for saturating activations, else 0.</param>
/// <param name="Dead">Share of ReLU units that no sample of the batch activates.</param>
/// <param name="WeightGradientNorm">Median over seeds of the Frobenius norm of ∂loss/∂weights, penalties excluded.</param>
public sealed record LayerForecast(string Name, double ForwardRms, double Saturated, double Dead, double WeightGradientNorm)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name}: output {ForwardRms:G3}, saturated {Saturated:P0}, dead {Dead:P0}, weight gradient {WeightGradientNorm:G3}");
}
