using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// Places the values of a pass so that its steps can be shared among threads. Places depend on the steps, and steps on the places, as
/// blocks at equal distances become a loop: both are found in turns until they agree.
/// </summary>
internal static class StepPlanner
{
    /// <summary>Turns; two or three are the rule.</summary>
    private const int MostTurns = 8;

    public static ScratchPlan Plan(Graph graph, StorageLayout storage, int fixedFloats)
    {
        var operations = graph.Operations;
        IReadOnlyList<StepRange> steps = [.. operations.Select((_, i) => new StepRange(i, i))];
        var own = new HashSet<Value>();
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var plan = ScratchPlanner.Place(graph, fixedFloats, steps, own);
            var (next, local) = Look(graph, storage, plan);
            if (turn > 0) local.IntersectWith(own);
            if (turn > 0 && next.SequenceEqual(steps) && local.SetEquals(own)) return plan;
            (steps, own) = (next, local);
        }

        // No agreement: every value has a place for good.
        return ScratchPlanner.Place(graph, fixedFloats, [.. operations.Select(_ => new StepRange(0, 0))], []);
    }

    /// <summary>When each operation works, and which values no other step sees than one cut by rows.</summary>
    private static (IReadOnlyList<StepRange> Steps, HashSet<Value> Own) Look(Graph graph, StorageLayout storage, ScratchPlan plan)
    {
        var pass = new PassBuilder(Target.All[0], new RoutineBook(), graph, storage, plan);
        var (operations, ranges) = (graph.Operations, new StepRange[graph.Operations.Count]);
        var index = operations.Select((operation, i) => (operation, i)).ToDictionary(o => o.operation, o => o.i);
        var number = 0;
        var byRows = new HashSet<int>();
        var passed = 0;
        var steps = PassSchedule.Steps(pass, operations);
        for (var i = 0; i < steps.Count;)
        {
            var block = steps.Skip(i).TakeWhile(s => steps[i].Repetition is not null ? s.Repetition == steps[i].Repetition : ReferenceEquals(s, steps[i])).ToList();
            for (var repeat = 0; repeat < (steps[i].Repetition?.Count ?? 1); repeat++)
            {
                foreach (var step in block)
                {
                    if (step.Split is null) byRows.Add(number);
                    foreach (var operation in step.Operations)
                    {
                        var at = index[operation] + (repeat * (step.Repetition?.Length ?? 0));
                        ranges[at] = new StepRange(at < passed ? ranges[at].First : number, number);
                        passed = System.Math.Max(passed, at + 1);
                    }

                    number++;
                }
            }

            i += block.Count;
        }

        var seen = new Dictionary<Value, StepRange>();
        for (var i = 0; i < operations.Count; i++)
        {
            foreach (var value in operations[i].Inputs.Concat(operations[i].Outputs))
            {
                seen[value] = seen.TryGetValue(value, out var range) ? new StepRange(System.Math.Min(range.First, ranges[i].First), System.Math.Max(range.Last, ranges[i].Last)) : ranges[i];
            }
        }

        return (ranges, [.. seen.Where(s => s.Value.First == s.Value.Last && byRows.Contains(s.Value.First) && s.Key.Extent != Extent.Batch && s.Key != graph.Output && s.Key != graph.Input).Select(s => s.Key)]);
    }
}
