using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Rewrites;

/// <summary>
/// Decides, operation by operation, what the lanes of a vector hold. Convolutions to few channels want samples there, with
/// no remainders whatever the channel count; wide ones want channels, for they fill the lanes with a single image; dense layers
/// want features. What lies between follows. Where two meet, the conversion is an operation of its own, and so is a
/// convolution's border of zeros.
/// </summary>
internal sealed class Arrangements
{
    /// <summary>Channels from which a convolution has channels in its lanes.</summary>
    public const int WideChannels = 48;

    /// <summary>How much fuller the lanes must be with pixels than with channels, since a line's loads cross cache lines.</summary>
    private const double LineGain = 1.1;

    private readonly bool _hasManyRows;
    private readonly List<Operation> _operations = [];
    private readonly Dictionary<Value, Value> _primary = [];
    private readonly Dictionary<(Value, Arrangement), Value> _arranged = [];
    private readonly Dictionary<(Value, int, int), Value> _padded = [];
    private readonly Dictionary<int, Arrangement> _dropouts = [];
    private readonly Graph _graph;
    private readonly HashSet<string> _names;
    private Value? _spreadInput;
    private int _values;

    private Arrangements(Graph graph, bool hasManyRows)
    {
        _graph = graph;
        _hasManyRows = hasManyRows;
        _names = [.. graph.Values.Select(v => v.Name)];
        _values = graph.Values.Max(v => v.Id) + 1;
        _primary[graph.Input] = graph.Input;
    }

    /// <param name="hasManyRows">Whether a batch usually fills sixteen lanes.</param>
    public static Graph Apply(Graph graph, bool hasManyRows)
    {
        if (!graph.Values.Any(v => v.Shape.IsImage)) return graph;
        var pass = new Arrangements(graph, hasManyRows);
        foreach (var operation in graph.Operations) pass.Arrange(operation);
        var output = pass.Get(graph.Output, Arrangement.Rows);
        return new Graph(graph.Input, output, pass._operations.ToEquatableArray());
    }

    private void Arrange(Operation operation)
    {
        switch (operation)
        {
            case ConvolutionOperation o:
                var arrangement = Of(o);
                var image = arrangement == Arrangement.Lines ? PaddedLines(o.Input, o.Window.Padding) : Padded(Get(o.Input, arrangement), o.Window.Padding, o.Window.Padding);
                Add(o with { Input = image, Window = o.Window with { Padding = 0 } }, arrangement, [image]);
                break;
            case ConvolutionWeightGradientOperation o:
                var (x, dy) = (Padded(Get(o.Input, Of(o.Weight)), o.Window.Padding, o.Window.Padding), Get(o.OutputGradient, Of(o.Weight)));
                var partials = Of(o.Weight) == Arrangement.Samples
                    ? New(o.OutputGradient.Name + "Partials", Shape.Vector(Pieces.FloatsOf(o)), Arrangement.Rows, Extent.Batch)
                    : null;
                _operations.Add(o with { Input = x, OutputGradient = dy, Window = o.Window with { Padding = 0 }, Partials = partials });
                break;
            case ConvolutionInputGradientOperation o:
                var (before, after) = Border(o);
                var slope = Padded(Get(o.OutputGradient, Of(o.Weight)), before, after);
                Add(o with { OutputGradient = slope }, Of(o.Weight), [slope]);
                break;
            default:
                var wanted = Wanted(operation);
                var inputs = operation.Inputs.Select(v => v.Extent == Extent.Batch ? v : operation is LayerNormOperation && v == _graph.Input ? SpreadInput() : Get(v, wanted)).ToList();
                Add(operation, wanted, inputs);
                break;
        }
    }

    /// <summary>Appends the operation with its inputs replaced, in their order, and its outputs in their arrangement.</summary>
    private void Add(Operation operation, Arrangement arrangement, IReadOnlyList<Value> inputs)
    {
        var map = new Dictionary<Value, Value>();
        for (var i = 0; i < inputs.Count; i++) map[operation.Inputs[i]] = inputs[i];
        foreach (var output in operation.Outputs)
        {
            if (output.Extent == Extent.Batch) continue;
            var arranged = output with { Arrangement = output.Shape.IsVector && arrangement == Arrangement.Pixels ? Arrangement.Rows : arrangement };
            map[output] = arranged;
            _primary[output] = arranged;
            _arranged[(output, arranged.Arrangement)] = arranged;
        }

        _operations.Add(Values.Map(operation, v => map.TryGetValue(v, out var other) ? other : v));
    }

    private Arrangement Of(Parameter weight) => _hasManyRows && weight.Shape[0] < WideChannels ? Arrangement.Samples : Arrangement.Pixels;

    /// <summary>
    /// One image with few channels fills the lanes better with the neighbouring pixels of a line than with the channels of a pixel, if
    /// its lines are long enough.
    /// </summary>
    private Arrangement Of(ConvolutionOperation operation)
    {
        if (_hasManyRows || operation.Weight.Shape[0] >= WideChannels || operation.Window is not { Stride: 1, Size: <= Blocks.Lanes }) return Of(operation.Weight);
        return Filled(operation.Output.Shape.Dimensions[2]) > LineGain * Filled(operation.Output.Shape.Channels) ? Arrangement.Lines : Arrangement.Pixels;

        static double Filled(int lanes) => (double)lanes / Blocks.RoundUp(lanes);
    }

    private Arrangement Of(Shape image) => _hasManyRows && image.Channels < WideChannels ? Arrangement.Samples : Arrangement.Pixels;

    private Arrangement Wanted(Operation operation)
    {
        var input = operation.Inputs[0];
        var now = input == _graph.Input && input.Shape.IsImage ? Of(input.Shape) : _primary[input].Arrangement;
        var image = now is Arrangement.Rows or Arrangement.Lines ? Of(input.Shape) : now;

        // A dropout's mask follows the order in memory: backward it must be that of the forward pass.
        if (operation is DropoutOperation dropout) return _dropouts.TryGetValue(dropout.Index, out var forward) ? forward : _dropouts[dropout.Index] = now;
        return operation switch
        {
            ActivationOperation or ActivationGradientOperation or AddOperation or ScaleOperation => now,
            SoftmaxOperation or SoftmaxGradientOperation => input.Shape.IsImage ? Arrangement.Pixels : Arrangement.Rows,
            BatchNormOperation or BatchNormGradientOperation => input.Shape.IsImage ? image : Arrangement.Rows,
            MaxPoolOperation { Window: { Size: 2, Stride: 2 } } or AveragePoolOperation { Window: { Size: 2, Stride: 2 } } when now == Arrangement.Lines => now,
            PadImageOperation or CropImageOperation or MaxPoolOperation or MaxPoolGradientOperation or AveragePoolOperation or AveragePoolGradientOperation
                or GlobalAveragePoolOperation => image,
            GlobalAveragePoolGradientOperation pool => Of(pool.InputGradient.Shape),
            _ => Arrangement.Rows,
        };
    }

    /// <summary>A value of the old graph in an arrangement; the conversion is made once.</summary>
    private Value Get(Value value, Arrangement arrangement)
    {
        if (value.Shape.IsVector && arrangement == Arrangement.Pixels) arrangement = Arrangement.Rows;
        var primary = _primary[value];
        if (primary.Arrangement == arrangement) return primary;
        if (_arranged.TryGetValue((value, arrangement), out var known)) return known;
        var isDirect = primary.Arrangement == Arrangement.Rows || arrangement == Arrangement.Rows || (primary.Arrangement == Arrangement.Lines && arrangement == Arrangement.Pixels);
        var from = !isDirect ? Get(value, Arrangement.Rows) : primary;
        var arranged = New($"{value.Name}{arrangement}", value.Shape, arrangement);
        _operations.Add(new ArrangeOperation(from, arranged));
        _arranged[(value, arrangement)] = arranged;
        return arranged;
    }

    /// <summary>The caller's rows stand one after the other without padding; what reads them in vectors reads a copy.</summary>
    private Value SpreadInput()
    {
        if (_spreadInput is not null) return _spreadInput;
        _spreadInput = New("spreadInput", _graph.Input.Shape, Arrangement.Rows);
        _operations.Add(new PadOperation(_graph.Input, _spreadInput));
        return _spreadInput;
    }

    /// <summary>The image within a border of zeros; made once.</summary>
    private Value Padded(Value image, int before, int after, Arrangement? arrangement = null)
    {
        if (before == 0 && after == 0) return image;
        if (_padded.TryGetValue((image, before, after), out var known)) return known;
        var sides = image.Shape.Dimensions;
        var padded = New(image.Name + "Padded", Shape.Image(sides[0], sides[1] + before + after, sides[2] + before + after), arrangement ?? image.Arrangement);
        _operations.Add(new PadImageOperation("", image, padded, before, after, 0));
        _padded[(image, before, after)] = padded;
        return padded;
    }

    /// <summary>The same with neighbouring pixels in the lanes, where rows are lines without padding.</summary>
    private Value PaddedLines(Value value, int padding)
    {
        if (padding == 0 || _primary[value].Arrangement != Arrangement.Rows) return Padded(Get(value, Arrangement.Lines), padding, padding);
        return Padded(_primary[value], padding, padding, Arrangement.Lines);
    }

    /// <summary>The border that dY needs so that every window over a pixel of dX lies within it.</summary>
    private static (int Before, int After) Border(ConvolutionInputGradientOperation operation)
    {
        var (window, x, dy) = (operation.Window, operation.InputGradient.Shape, operation.OutputGradient.Shape);
        var before = (window.Size - 1 - window.Padding + window.Stride - 1) / window.Stride;
        var after = System.Math.Max(Beyond(1), Beyond(2));
        return (before, after);

        int Beyond(int side) => System.Math.Max(0, ((x.Dimensions[side] - 1 + window.Padding) / window.Stride) - (dy.Dimensions[side] - 1));
    }

    private Value New(string stem, Shape shape, Arrangement arrangement, Extent extent = Extent.Row)
    {
        var name = stem;
        for (var n = 2; !_names.Add(name); n++) name = $"{stem}_{n}";
        return new Value(_values++, name, shape, extent, arrangement);
    }
}
