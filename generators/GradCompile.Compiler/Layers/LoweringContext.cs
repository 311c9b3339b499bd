using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Layers;

/// <summary>The graph while it grows, layer by layer, in training mode.</summary>
internal sealed class LoweringContext
{
    /// <summary>Enough for ResNet-1001 several times over; beyond it a declaration is a slip of the keyboard.</summary>
    public const int MostLayers = 20_000;

    /// <summary>Names that parameters and loop variables of generated methods have.</summary>
    private static readonly string[] Reserved =
    [
        "inputs", "outputs", "targets", "labels", "parameters", "gradients", "statistics", "batchStatistics", "scratch", "rows", "batchRows", "dropoutKey", "loss",
        "row", "next", "i", "o", "x", "w", "b", "y",
    ];

    private readonly HashSet<string> _identifiers = [.. Reserved];
    private int _values;

    public LoweringContext(DeclaredNetwork network, Shape input)
    {
        Network = network;
        Input = Current = NewValue("input", input);
    }

    public DeclaredNetwork Network { get; }

    public Value Input { get; }

    /// <summary>What the next layer reads.</summary>
    public Value Current { get; set; }

    public LayerNames Names { get; set; } = new("");

    public List<Operation> Operations { get; } = [];

    public List<Parameter> Parameters { get; } = [];

    public List<LayerSummary> Summaries { get; } = [];

    /// <summary>The blocks that are being lowered, outermost first, to find one that contains itself.</summary>
    public List<string> OpenBlocks { get; } = [];

    /// <summary>What comes after the block that is being lowered: its residual's own activation, if any.</summary>
    public (ActivationKind Kind, double Alpha)? AfterBlock { get; set; }

    public int DropoutCount { get; set; }

    /// <summary>
    /// A value whose identifier is unlike every other: <c>residual1.dense1</c> becomes <c>residual1_dense1</c>. It begins with a
    /// small letter, as types and methods, which a local of the same name would hide, begin with a capital.
    /// </summary>
    public Value NewValue(string name, Shape shape, Extent extent = Extent.Row)
    {
        var stem = char.ToLowerInvariant(name[0]) + name.Substring(1).Replace('.', '_');
        var identifier = stem;
        for (var n = 2; Keywords.Contains(identifier) || !_identifiers.Add(identifier); n++) identifier = $"{stem}_{n}";
        return new Value(_values++, identifier, shape, extent);
    }

    public Parameter NewParameter(
        string name, IEnumerable<int> shape, ParameterRole role, Initializer initializer, Origin origin, double l1 = 0, double l2 = 0)
    {
        var parameter = new Parameter(Parameters.Count, name, shape.ToEquatableArray(), role, initializer, l1, l2);
        if (parameter.Shape.Aggregate(1d, (size, dimension) => size * dimension) > int.MaxValue - 64)
        {
            var sides = string.Join(" × ", parameter.Shape.Select(d => Numbers.Text(d)));
            throw new FaultException(FaultIds.TooLarge, origin, $"The tensor {name} would have {sides} elements, more than the 2³¹−1 that an array holds; make the layer smaller.");
        }

        Parameters.Add(parameter);
        return parameter;
    }

    public void Add(Operation operation, Value output)
    {
        Operations.Add(operation);
        Current = output;
    }

    public void Summarize(LayerSummary summary)
    {
        if (summary.Output.Dimensions.Aggregate(1d, (size, dimension) => size * dimension) > int.MaxValue - 64)
        {
            throw new FaultException(FaultIds.TooLarge, summary.Origin, $"The output of {summary.Name} is {summary.Output}, more than the 2³¹−1 elements that an array holds; make the layer smaller.");
        }

        if (Summaries.Count == MostLayers)
        {
            throw new FaultException(FaultIds.TooLarge, summary.Origin, $"The network has more than {Numbers.Text(MostLayers)} layers, repetitions counted; repeat its blocks less often.");
        }

        Summaries.Add(summary);
    }
}
