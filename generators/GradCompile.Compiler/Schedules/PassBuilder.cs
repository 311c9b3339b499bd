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
    /// <summary>Names that a pass's parameters and other locals have.</summary>
    private static readonly string[] Reserved =
    [
        "capacity", "repeat", "inputs", "targets", "labels", "parameters", "gradients", "statistics", "batchStatistics", "scratch", "rows", "batchRows", "dropoutKey", "loss",
    ];

    private readonly HashSet<string> _taken = [.. Reserved];
    private readonly List<Declaration> _declarations = [];
    private Dictionary<object, string> _locals = [];

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
        if (value == graph.Input) return "inputs";
        var place = scratch.Values[value];
        return Local(value, value.Name, "scratch", place.Fixed, value.Extent == Extent.Batch ? 0 : place.PerRow);
    }

    public Place Place(Parameter parameter) =>
        Local(("tensor", parameter), Name("", parameter), parameter.IsTrainable ? "parameters" : "statistics", storage.Of(parameter).Offset);

    public Place Gradient(Parameter parameter) =>
        Local(("gradient", parameter), Name("d", parameter), "gradients", storage.Of(parameter).Offset);

    public Place BatchStatistic(Parameter parameter) =>
        Local(("batch", parameter), Name("batch", parameter), "batchStatistics", storage.Of(parameter).Offset);

    /// <summary>Room for transposed weights, at the beginning of scratch.</summary>
    public Place Transposed => Local("transposed", "transposed", "scratch", 0);

    /// <summary>The two words of a dropout layer's key.</summary>
    public string DropoutKey(int layer)
    {
        if (_locals.TryGetValue(("key", layer), out var known)) return known;
        var name = Unique($"key{Shorthand.Number(layer)}");
        _locals[("key", layer)] = name;
        _declarations.Add(new Declaration(name, "", layer, 0));
        return name;
    }

    /// <summary>Begins a method of its own, in which no name has been declared.</summary>
    public void ForgetNames()
    {
        _locals.Clear();
        _taken.Clear();
        _taken.UnionWith(Reserved);
    }

    /// <summary>Runs a part whose names are of no use outside it, and in which none from outside is.</summary>
    public T InScope<T>(Func<T> part)
    {
        var outer = _locals;
        _locals = [];
        var result = part();
        _locals = outer;
        return result;
    }

    /// <summary>A declaration as a statement; where it is repeated, the place moves on each time.</summary>
    public Statement Declare(Declaration declaration, Declaration? step = null)
    {
        if (declaration.IsDropoutKey) return new LetKeyStatement(declaration.Name, declaration.Fixed);
        var (start, perRow) = ((Plans.Index)declaration.Fixed, (Plans.Index)declaration.PerRow);
        if (step is { } s) (start, perRow) = (start + ("repeat" * (Plans.Index)s.Fixed), perRow + ("repeat" * (Plans.Index)s.PerRow));
        return new ReferenceStatement(declaration.Name, new Place(declaration.Base, start + (perRow * (HasCapacity ? "capacity" : "rows"))));
    }

    /// <summary>The declarations of the names that were asked for since the last time.</summary>
    public IReadOnlyList<Declaration> TakeDeclarations()
    {
        var declarations = _declarations.ToArray();
        _declarations.Clear();
        return declarations;
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

    private Place Local(object key, string name, string memory, int start, int perRow = 0)
    {
        if (!_locals.TryGetValue(key, out var local))
        {
            local = Unique(name);
            _locals[key] = local;
            _declarations.Add(new Declaration(local, memory, start, perRow));
        }

        return local;
    }

    private string Unique(string name)
    {
        while (Keywords.Contains(name) || !_taken.Add(name)) name += "_";
        return name;
    }
}
