using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>One pass over a graph for one width: where things stand, under which names, and the routines it calls.</summary>
internal sealed class PassBuilder(Target target, RoutineBook book, Graph graph, StorageLayout storage, ScratchPlan scratch)
{
    /// <summary>The name of the memory of the thread that works on some rows.</summary>
    private const string Own = "own";

    /// <summary>Names that a step's parameters and other locals have.</summary>
    private static readonly string[] Reserved = [Own, "pass", "from", "to", "repeat", "rows", "capacity", "loss"];

    private readonly HashSet<string> _taken = [.. Reserved];
    private readonly Dictionary<string, Declaration> _declarations = [];
    private readonly Dictionary<object, string> _locals = [];
    private readonly Dictionary<string, Value> _values = [];

    public Target Target { get; } = target;

    public RoutineBook Book { get; } = book;

    /// <summary>Floats for each row of a value: the caller's rows are not padded, all others are.</summary>
    public int Stride(Value value) => value == graph.Input ? (int)value.Shape.Size : Blocks.PerRow(value);

    /// <summary>The rows that a value holds: with samples in the lanes, whole blocks of them.</summary>
    public Plans.Index Rows(Value value) => value.Arrangement == Arrangement.Samples ? "capacity" : "rows";

    /// <summary>Rows are counted in whole blocks in this pass.</summary>
    public bool HasCapacity => scratch.Layout.RowBlock > 1;

    /// <summary>Pixels one after the other, with the channels of each in vectors: how a normalisation over channels sees an image; for a vector, its rows.</summary>
    public (Plans.Index Rows, int Stride) Pixels(Value value) => value.Shape.IsVector
        ? ("rows", Blocks.RoundUp(value.Shape.Size))
        : ((Plans.Index)"rows" * (int)value.Shape.Positions, Blocks.RoundUp(value.Shape.Channels));

    /// <summary>An image as rows and columns of pixels, each some vectors long.</summary>
    public ImageView View(Value value)
    {
        var (height, width) = value.Shape.IsImage ? (value.Shape.Dimensions[1], value.Shape.Dimensions[2]) : (1, 1);
        return value.Arrangement == Arrangement.Samples
            ? new ImageView(Plans.Index.Blocks(value.Shape.Channels), height, width, Blocks.Lanes)
            : new ImageView("rows", height, width, Blocks.RoundUp(value.Shape.Channels));
    }

    public Place Place(Value value)
    {
        if (value == graph.Input) return Local(value, "inputs", "pass.Inputs", 0, 0, Stride(value));
        var place = scratch.Values[value];
        var isOfBatch = value.Extent == Extent.Batch;
        var local = Local(value, value.Name, place.IsOwn ? Own : "pass.Scratch", place.Fixed, isOfBatch ? 0 : place.PerRow, isOfBatch ? 0 : Stride(value));
        _values[local.Reference] = value;
        return local;
    }

    public Place Place(Parameter parameter) =>
        Local(("tensor", parameter), Name("", parameter), parameter.IsTrainable ? "pass.Parameters" : "pass.Statistics", storage.Of(parameter).Offset);

    public Place Gradient(Parameter parameter) =>
        Local(("gradient", parameter), Name("d", parameter), "pass.Gradients", storage.Of(parameter).Offset);

    public Place BatchStatistic(Parameter parameter) =>
        Local(("batch", parameter), Name("batch", parameter), "pass.BatchStatistics", storage.Of(parameter).Offset);

    /// <summary>Room for transposed weights, at the beginning of scratch.</summary>
    public Place Transposed => Local("transposed", "transposed", "pass.Scratch", 0);

    /// <summary>The place that a local names, if it names one.</summary>
    public Declaration? Declaration(string local) => _declarations.TryGetValue(local, out var declaration) ? declaration : null;

    /// <summary>The value that a local names, if it names one of the batch's.</summary>
    public Value? Value(string local) => _values.TryGetValue(local, out var value) ? value : null;

    /// <summary>How many pieces the batch is cut into at most, for sums over all samples.</summary>
    public int Pieces { get; } = Memory.Pieces.Of(graph);

    /// <summary>The name of the rows that a share of a step by rows has memory for.</summary>
    public string ShareRows => HasCapacity ? "capacity" : "rows";

    private string BatchRows => HasCapacity ? "pass.Capacity" : "pass.Rows";

    /// <summary>The thread's own memory, if any of these places stands there.</summary>
    public IEnumerable<Statement> DeclareOwn(IEnumerable<Declaration> places)
    {
        if (places.Any(place => place.Base == Own))
        {
            yield return new ReferenceStatement(Own, $"Pass.Own({((Plans.Index)scratch.OwnPerRow * ShareRows).Text})");
        }
    }

    /// <summary>As if no name had been asked for.</summary>
    public void ForgetNames()
    {
        _locals.Clear();
        _values.Clear();
        _declarations.Clear();
        _taken.Clear();
        _taken.UnionWith(Reserved);
    }

    /// <summary>A declaration as a statement.</summary>
    /// <param name="declaration">The name and its place.</param>
    /// <param name="ofRows">Whether the place begins at the step's first row, and not at the batch's.</param>
    /// <param name="step">Where the step is repeated: by how much the place moves on each time.</param>
    public Statement Declare(Declaration declaration, bool ofRows, Declaration? step)
    {
        var (start, perRow) = ((Plans.Index)declaration.Fixed, (Plans.Index)declaration.PerRow);
        if (step is { } s) (start, perRow) = (start + ("repeat" * (Plans.Index)s.Fixed), perRow + ("repeat" * (Plans.Index)s.PerRow));
        if (declaration.Base == Own) return new ReferenceStatement(declaration.Name, new Place(Own, perRow * ShareRows));
        var place = start + (perRow * BatchRows);
        if (ofRows) place += (Plans.Index)declaration.Stride * "from";
        return new ReferenceStatement(declaration.Name, new Place(declaration.Base, place));
    }

    public string Write(string key, string stem, Func<string, Routine> write) => Book.Get(key, stem, write);

    /// <summary>The name of a matrix product's routine, which is written with its tiles if it is not there yet.</summary>
    public string Routine(string key, string stem, Func<string, MatrixSchedule> schedule) =>
        Book.Get(key, stem, unique => schedule(unique).Write(Book, Target));

    /// <summary>The name of a loss's routine.</summary>
    public string Loss(Declared.LossKind kind, int outputs, bool labels, bool gradient) => LossSchedules.Routine(Book, Target, kind, outputs, labels, gradient);

    /// <summary><c>residual1.dense1.weight</c> becomes <c>residual1_dense1Weight</c>.</summary>
    private static string Name(string prefix, Parameter parameter)
    {
        var dot = parameter.Name.LastIndexOf('.');
        var layer = parameter.Name.Substring(0, dot).Replace('.', '_');
        var tensor = string.Concat(parameter.Name.Substring(dot + 1).Split('_').Select(Capital));
        return (prefix.Length == 0 ? char.ToLowerInvariant(layer[0]) + layer.Substring(1) : prefix + Capital(layer)) + tensor;

        static string Capital(string word) => char.ToUpperInvariant(word[0]) + word.Substring(1);
    }

    private Place Local(object key, string name, string memory, int start, int perRow = 0, int stride = 0)
    {
        if (!_locals.TryGetValue(key, out var local))
        {
            local = Unique(name);
            _locals[key] = local;
            _declarations[local] = new Declaration(local, memory, start, perRow, stride);
        }

        return local;
    }

    private string Unique(string name)
    {
        while (Keywords.Contains(name) || !_taken.Add(name)) name += "_";
        return name;
    }
}
