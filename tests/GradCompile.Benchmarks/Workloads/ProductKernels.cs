using System.Reflection;
using GradCompile.CompilerServices;

namespace GradCompile.Benchmarks.Workloads;

/// <summary>
/// The emitted kernels of one dense layer's three products, called by themselves: the loop over the tiles and the tiles, with
/// bias in the forward product and nothing else. The input gradient is timed with the transposition of the weights before it,
/// which a training step does once for each layer.
/// </summary>
internal sealed class ProductKernels
{
    private delegate void ForwardKernel(ref float x, ref float w, ref float b, ref float y, int rows);

    private delegate void InputGradientKernel(ref float dy, ref float w, ref float dx, int rows);

    // With weights so many that threads share a product's columns, kernels take a part of the panels that these lie in.
    private delegate void ForwardPanelsKernel(ref float x, ref float w, ref float b, ref float y, int rows, int from, int to);

    private delegate void InputGradientPanelsKernel(ref float dy, ref float w, ref float dx, int rows, int from, int to);

    private delegate void WeightGradientKernel(ref float x, ref float dy, ref float dw, int rows, int from, int to);

    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _paddedInputs;
    private readonly int _paddedOutputs;
    private readonly int _bits;
    private readonly ForwardKernel _forward;
    private readonly WeightGradientKernel _weightGradient;
    private readonly InputGradientKernel _inputGradient;
    private readonly AlignedFloats _weights;
    private readonly AlignedFloats _weightGradients;
    private readonly AlignedFloats _bias;

    /// <summary>The kernels of the second layer of a network with two dense layers and no activations.</summary>
    /// <param name="network">Its class.</param>
    /// <param name="inputs">Inputs of that layer.</param>
    /// <param name="outputs">Its outputs.</param>
    /// <param name="bits">512, 256 or 128.</param>
    public ProductKernels(Type network, int inputs, int outputs, int bits)
    {
        (_inputs, _outputs, _bits) = (inputs, outputs, bits);
        (_paddedInputs, _paddedOutputs) = (Padded(inputs), Padded(outputs));
        _forward = Look<ForwardKernel>(network, $"Kernels{bits}", "Dense2") ?? Whole(Find<ForwardPanelsKernel>(network, $"Kernels{bits}", "Dense2"), PanelsOf(outputs));
        _weightGradient = Find<WeightGradientKernel>(network, $"Kernels{bits}", "Dense2WeightGradient");
        _inputGradient = Look<InputGradientKernel>(network, $"Kernels{bits}", "Dense2InputGradient")
            ?? Whole(Find<InputGradientPanelsKernel>(network, $"Kernels{bits}", "Dense2InputGradient"), PanelsOf(inputs));
        _weights = new AlignedFloats((long)_paddedInputs * _paddedOutputs);
        _weightGradients = new AlignedFloats((long)_paddedInputs * _paddedOutputs);
        _bias = new AlignedFloats(_paddedOutputs);
    }

    /// <summary>As the compiler decides it: weights too many for the second-level cache.</summary>
    private bool HasPanels => _outputs > 64 && (long)_inputs * _paddedOutputs > 512 * 512;

    private string Size => $"{_inputs}×{_outputs}";

    public Workload Forward(int rows)
    {
        var (x, y) = (new AlignedFloats((long)rows * _paddedInputs), new AlignedFloats((long)rows * _paddedOutputs));
        return Of($"kernel: forward product {Size}, {rows} rows", rows, calls =>
        {
            for (var call = 0; call < calls; call++) _forward(ref x.Start, ref _weights.Start, ref _bias.Start, ref y.Start, rows);
        });
    }

    public Workload WeightGradient(int rows)
    {
        var (x, dy) = (new AlignedFloats((long)rows * _paddedInputs), new AlignedFloats((long)rows * _paddedOutputs));
        return Of($"kernel: weight gradient {Size}, {rows} rows", rows, calls =>
        {
            for (var call = 0; call < calls; call++) _weightGradient(ref x.Start, ref dy.Start, ref _weightGradients.Start, rows, 0, _inputs);
        });
    }

    public Workload InputGradient(int rows)
    {
        var (dx, dy) = (new AlignedFloats((long)rows * _paddedInputs), new AlignedFloats((long)rows * _paddedOutputs));
        var transposed = new AlignedFloats((long)_paddedInputs * _paddedOutputs);
        return Of($"kernel: input gradient {Size}, {rows} rows, with transposition", rows, calls =>
        {
            for (var call = 0; call < calls; call++)
            {
                if (HasPanels) Filters.Transpose(ref _weights.Start, _outputs, _inputs, 1, ref transposed.Start, 0, PanelsOf(_outputs));
                else Matrices.Transpose(ref _weights.Start, _inputs, _outputs, _paddedOutputs, ref transposed.Start, _paddedInputs);
                _inputGradient(ref dy.Start, ref transposed.Start, ref dx.Start, rows);
            }
        });
    }

    private Workload Of(string name, int rows, Action<int> run) =>
        new("", _bits == Measuring.FmaLimit.WidestBits ? name : $"{name}, {_bits} bits", Operations.Product(rows, _inputs, _outputs), _bits, new Goal(Ratio: 0.85), run);

    private static int Padded(int count) => (count + 15) / 16 * 16;

    private static int PanelsOf(int count) => (Padded(count) + 63) / 64;

    private static ForwardKernel Whole(ForwardPanelsKernel kernel, int panels) =>
        (ref float x, ref float w, ref float b, ref float y, int rows) => kernel(ref x, ref w, ref b, ref y, rows, 0, panels);

    private static InputGradientKernel Whole(InputGradientPanelsKernel kernel, int panels) =>
        (ref float dy, ref float w, ref float dx, int rows) => kernel(ref dy, ref w, ref dx, rows, 0, panels);

    private static T Find<T>(Type network, string type, string method)
        where T : Delegate => Look<T>(network, type, method)
        ?? throw new InvalidOperationException($"{network.Name} has no {type}.{method} with the parameters of {typeof(T).Name}; the schedule changed, and ProductKernels.cs must follow it.");

    private static T? Look<T>(Type network, string type, string method)
        where T : Delegate
    {
        var generated = $"GradCompile.Generated.{network.FullName}.{type}";
        var kernels = network.Assembly.GetType(generated) ?? throw new InvalidOperationException($"There is no {generated}; was the network compiled?");
        var kernel = kernels.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public);
        return kernel is null ? null : (T?)Delegate.CreateDelegate(typeof(T), kernel, throwOnBindFailure: false);
    }
}
