using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Memory;

/// <summary>Where a value stands in scratch memory: <c>Fixed + PerRow·rows</c>, its rows <c>Stride</c> floats apart.</summary>
/// <param name="IsOwn">Whether it stands in the memory of the thread that works on its rows; then <c>PerRow·rows</c> counts from there, for those rows.</param>
internal sealed record ScratchPlace(int Fixed, int PerRow, int Stride, bool IsOwn = false);

/// <summary>The places of a graph's values.</summary>
/// <param name="OwnPerRow">Floats of a thread's own memory for each row that it works on.</param>
internal sealed record ScratchPlan(ScratchLayout Layout, IReadOnlyDictionary<Value, ScratchPlace> Values, int OwnPerRow);

/// <summary>When a value is needed: the step that writes it, and the last that reads it.</summary>
internal readonly record struct StepRange(int First, int Last);

/// <summary>
/// Lifetimes to offsets. What the backward pass reads is kept. The floats of any other value are free again after the last step that reads it,
/// but not before: other threads may be at other rows of it. A value that no other step sees stands in memory of the
/// thread that computes it, some rows at a time, and its floats are free after its last reader.
/// </summary>
internal static class ScratchPlanner
{
    /// <param name="graph">The graph.</param>
    /// <param name="fixedFloats">Scratch that is there whatever the rows, as for transposed weights; it stands first.</param>
    /// <param name="lifetimes">When each value is needed.</param>
    /// <param name="own">Values that a single step sees, which is cut by rows.</param>
    public static ScratchPlan Place(Graph graph, int fixedFloats, IReadOnlyDictionary<Value, StepRange> lifetimes, ICollection<Value> own)
    {
        var lastRead = new Dictionary<Value, int>();
        for (var i = 0; i < graph.Operations.Count; i++)
        {
            foreach (var value in graph.Operations[i].Inputs.Concat(graph.Operations[i].Outputs)) lastRead[value] = i;
        }

        var pieces = Pieces.Of(graph);
        var loss = 0;
        while (loss < graph.Operations.Count && graph.Operations[loss] is not LossOperation) loss++;
        var places = new Dictionary<Value, ScratchPlace>();
        var (common, shares) = (new Space(), new Space());
        int kept = 0, fixedEnd = Blocks.RoundUp(fixedFloats);
        for (var i = 0; i < graph.Operations.Count; i++)
        {
            foreach (var value in graph.Operations[i].Outputs)
            {
                var stride = value.Extent == Extent.Batch ? Blocks.RoundUp(value.Shape.Size) : Blocks.PerRow(value);
                if (value.Extent == Extent.Batch)
                {
                    places[value] = new ScratchPlace(fixedEnd, 0, stride);
                    fixedEnd = checked(fixedEnd + (graph.Operations[i] is ConvolutionWeightGradientOperation ? pieces * stride : stride));
                }
                else if (own.Contains(value))
                {
                    places[value] = new ScratchPlace(0, shares.Take(stride, i, lastRead[value]), stride, IsOwn: true);
                }
                else if (i < loss && loss < graph.Operations.Count && lastRead[value] > loss)
                {
                    // What the backward pass reads stands in the order in which it is made, so that equal blocks lie at equal distances.
                    places[value] = new ScratchPlace(0, -1 - kept, stride);
                    kept = checked(kept + stride);
                }
                else
                {
                    places[value] = new ScratchPlace(0, common.Take(stride, lifetimes[value].First, value == graph.Output ? int.MaxValue : lifetimes[value].Last), stride);
                }
            }
        }

        // The fixed part stands first, then what is kept, then what steps hand on.
        var moved = places.ToDictionary(p => p.Key, p => p.Key.Extent == Extent.Batch || p.Value.IsOwn ? p.Value : p.Value with
        {
            Fixed = fixedEnd,
            PerRow = p.Value.PerRow < 0 ? -1 - p.Value.PerRow : checked(kept + p.Value.PerRow),
        });
        var perRow = checked(kept + common.Size);
        var hasBlocks = graph.Values.Any(v => v.Arrangement == Arrangement.Samples);
        return new ScratchPlan(new ScratchLayout(perRow, fixedEnd, hasBlocks ? Blocks.Lanes : 1), moved, shares.Size);
    }

    /// <summary>Memory whose parts are taken for a time.</summary>
    private sealed class Space
    {
        /// <summary>In the order of their places.</summary>
        private readonly List<(int Start, int End, int Until)> _taken = [];

        public int Size { get; private set; }

        /// <summary>The first gap of so many floats that is free from a time on.</summary>
        public int Take(int length, int from, int until)
        {
            _taken.RemoveAll(t => t.Until < from);
            var (start, place) = (0, 0);
            for (; place < _taken.Count && _taken[place].Start - start < length; place++) start = Math.Max(start, _taken[place].End);
            _taken.Insert(place, (start, checked(start + length), until));
            Size = Math.Max(Size, start + length);
            return start;
        }
    }
}
