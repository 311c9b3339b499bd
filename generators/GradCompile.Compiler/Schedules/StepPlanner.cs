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

    /// <param name="mostInstructions">Of the pass in one width of vectors.</param>
    public static ScratchPlan Plan(Graph graph, StorageLayout storage, int fixedFloats, int mostInstructions)
    {
        var operations = graph.Operations;
        IReadOnlyDictionary<Value, StepRange> lifetimes = Seen(graph, (i, _) => new StepRange(i, i));
        var own = new HashSet<Value>();
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var plan = ScratchPlanner.Place(graph, fixedFloats, lifetimes, own);
            var (next, local) = Look(graph, storage, plan, mostInstructions);
            if (turn > 0) local.IntersectWith(own);
            if (turn > 0 && local.SetEquals(own) && next.All(n => n.Value == lifetimes[n.Key])) return plan;
            (lifetimes, own) = (next, local);
        }

        // No agreement: every value has a place for good.
        return ScratchPlanner.Place(graph, fixedFloats, Seen(graph, (_, _) => new StepRange(0, 0)), []);
    }

    /// <summary>When each value is needed, and which values no other step sees than one cut by rows.</summary>
    private static (IReadOnlyDictionary<Value, StepRange> Lifetimes, HashSet<Value> Own) Look(Graph graph, StorageLayout storage, ScratchPlan plan, int mostInstructions)
    {
        var pass = new PassBuilder(Target.All[0], new RoutineBook(mostInstructions), graph, storage, plan);
        var operations = graph.Operations;
        var index = operations.Select((operation, i) => (operation, i)).ToDictionary(o => o.operation, o => o.i);
        var (ofOperations, ofValues) = (new StepRange?[operations.Count], new Dictionary<Value, StepRange>());
        var byRows = new HashSet<int>();
        var number = 0;
        var steps = PassSchedule.Steps(pass, operations);
        for (var i = 0; i < steps.Count;)
        {
            var block = steps.Skip(i).TakeWhile(s => steps[i].Repetition is not null ? s.Repetition == steps[i].Repetition : ReferenceEquals(s, steps[i])).ToList();
            for (var repeat = 0; repeat < (steps[i].Repetition?.Count ?? 1); repeat++)
            {
                foreach (var step in block)
                {
                    if (step.Split is null) byRows.Add(number);
                    for (var s = 0; s < step.Statements.Count; s++)
                    {
                        var at = index[step.Operations[s]] + (repeat * (step.Repetition?.Length ?? 0));
                        ofOperations[at] = Extended(ofOperations[at], number);
                        if (step.Repetition is not null) continue;
                        foreach (var place in PassSchedule.Places(pass, [step.Statements[s].Statement]))
                        {
                            if (pass.Value(place.Name) is { } value) ofValues[value] = Extended(ofValues.TryGetValue(value, out var known) ? known : null, number);
                        }
                    }

                    number++;
                }
            }

            i += block.Count;
        }

        // What is known of a value by its name is finer than what is known by its operation, which may work in several steps.
        var isRepeated = new HashSet<int>(steps.Where(s => s.Repetition is not null).Select(s => s.Repetition!).Distinct().SelectMany(r => Enumerable.Range(r.Start, r.Length * r.Count)));
        var lifetimes = Seen(graph, (i, value) => isRepeated.Contains(i) || !ofValues.TryGetValue(value, out var range) ? ofOperations[i]!.Value : range);
        return (lifetimes, [.. lifetimes.Where(l => l.Value.First == l.Value.Last && byRows.Contains(l.Value.First) && l.Key.Extent != Extent.Batch && l.Key != graph.Output && l.Key != graph.Input).Select(l => l.Key)]);
    }

    private static StepRange Extended(StepRange? range, int step) => range is { } r ? new StepRange(System.Math.Min(r.First, step), System.Math.Max(r.Last, step)) : new StepRange(step, step);

    /// <summary>The steps of each value, from what is known of each operation that writes or reads it.</summary>
    private static Dictionary<Value, StepRange> Seen(Graph graph, System.Func<int, Value, StepRange> steps)
    {
        var seen = new Dictionary<Value, StepRange>();
        for (var i = 0; i < graph.Operations.Count; i++)
        {
            foreach (var value in graph.Operations[i].Inputs.Concat(graph.Operations[i].Outputs))
            {
                var range = steps(i, value);
                seen[value] = seen.TryGetValue(value, out var known) ? new StepRange(System.Math.Min(known.First, range.First), System.Math.Max(known.Last, range.Last)) : range;
            }
        }

        return seen;
    }
}
