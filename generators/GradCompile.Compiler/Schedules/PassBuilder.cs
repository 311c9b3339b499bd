using System;
using System.Collections.Generic;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>One pass over a graph for one width: where things stand, and the routines it calls.</summary>
internal sealed class PassBuilder(Target target, RoutineBook book, Graph graph, StorageLayout storage, ScratchPlan scratch)
{
    private readonly HashSet<string> _declared = [];

    public Target Target { get; } = target;

    /// <summary>Floats from one row of a value to the next: the caller's rows are not padded, all others are.</summary>
    public int Stride(Value value) => value == graph.Input ? (int)value.Shape.Size : Blocks.RoundUp(value.Shape.Size);

    public Place Place(Value value)
    {
        if (value == graph.Input) return "inputs";
        var place = scratch.Values[value];
        return new Place("scratch", (Plans.Index)place.Fixed + (value.Extent == Extent.Batch ? 0 : (Plans.Index)place.PerRow * "rows"));
    }

    public Place Place(Parameter parameter) => new(parameter.IsTrainable ? "parameters" : "statistics", storage.Of(parameter).Offset);

    public Place Gradient(Parameter parameter) => new("gradients", storage.Of(parameter).Offset);

    public Place BatchStatistic(Parameter parameter) => new("batchStatistics", storage.Of(parameter).Offset);

    /// <summary>Room for the largest transposed weights.</summary>
    public Place Transposed => new("scratch", 0);

    public string Write(string key, string stem, Func<string, Routine> write) => book.Get(key, stem, write);

    /// <summary>The name of a matrix product's routine, which is written with its tiles if it is not there yet.</summary>
    public string Routine(string key, string stem, Func<string, MatrixSchedule> schedule) =>
        book.Get(key, stem, unique => schedule(unique).Write(book, Target));

    /// <summary>The name of a loss's routine.</summary>
    public string Loss(Declared.LossKind kind, int outputs, bool labels, bool gradient) => LossSchedules.Routine(book, Target, kind, outputs, labels, gradient);

    /// <summary>Whether <paramref name="local"/> has not been declared in this pass yet.</summary>
    public bool DeclareOnce(string local) => _declared.Add(local);
}
