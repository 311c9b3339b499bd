using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Memory;

/// <summary>Where a value stands in scratch memory: <c>Fixed + PerRow·rows</c>, its rows <c>Stride</c> floats apart.</summary>
public sealed record ScratchPlace(int Fixed, int PerRow, int Stride);

/// <summary>The places of a graph's values.</summary>
public sealed record ScratchPlan(ScratchLayout Layout, IReadOnlyDictionary<Value, ScratchPlace> Values);

/// <summary>Lifetimes to offsets: what the backward pass reads is kept; the floats of any other value are free again after its last reader.</summary>
internal static class ScratchPlanner
{
    /// <param name="fixedFloats">Scratch that is there whatever the rows, as for transposed weights; it stands first.</param>
    public static ScratchPlan Place(Graph graph, int fixedFloats)
    {
        var lastRead = new Dictionary<Value, int>();
        for (var i = 0; i < graph.Operations.Count; i++)
        {
            foreach (var value in graph.Operations[i].Inputs.Concat(graph.Operations[i].Outputs)) lastRead[value] = i;
        }

        lastRead[graph.Output] = graph.Operations.Count;
        var loss = 0;
        while (loss < graph.Operations.Count && graph.Operations[loss] is not LossOperation) loss++;
        var places = new Dictionary<Value, ScratchPlace>();
        var live = new List<(int Start, int End, int Until)>();
        int perRow = 0, kept = 0, fixedEnd = Blocks.RoundUp(fixedFloats);
        for (var i = 0; i < graph.Operations.Count; i++)
        {
            var now = i;
            live.RemoveAll(l => l.Until < now);
            foreach (var value in graph.Operations[i].Outputs)
            {
                var stride = value.Extent == Extent.Batch ? Blocks.RoundUp(value.Shape.Size) : Blocks.PerRow(value);
                if (value.Extent == Extent.Batch)
                {
                    places[value] = new ScratchPlace(fixedEnd, 0, stride);
                    fixedEnd = checked(fixedEnd + stride);
                    continue;
                }

                if (i < loss && loss < graph.Operations.Count && lastRead[value] > loss)
                {
                    // What the backward pass reads stands in the order in which it is made, so that equal blocks lie at equal distances.
                    places[value] = new ScratchPlace(0, -1 - kept, stride);
                    kept = checked(kept + stride);
                    continue;
                }

                var start = FirstGap(live, stride);
                live.Add((start, checked(start + stride), lastRead[value]));
                places[value] = new ScratchPlace(0, start, stride);
                perRow = System.Math.Max(perRow, start + stride);
            }
        }

        // The fixed part stands first, the rows behind it.
        var moved = places.ToDictionary(p => p.Key, p => p.Key.Extent == Extent.Batch ? p.Value : p.Value with
        {
            Fixed = fixedEnd,
            PerRow = p.Value.PerRow < 0 ? -1 - p.Value.PerRow : checked(kept + p.Value.PerRow),
        });
        return new ScratchPlan(new ScratchLayout(checked(kept + perRow), fixedEnd, graph.Values.Any(v => v.Arrangement == Arrangement.Samples) ? Blocks.Lanes : 1), moved);
    }

    private static int FirstGap(List<(int Start, int End, int Until)> live, int length)
    {
        var start = 0;
        foreach (var (from, to, _) in live.OrderBy(l => l.Start))
        {
            if (from - start >= length) break;
            start = System.Math.Max(start, to);
        }

        return start;
    }
}
