using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>A run of operations that comes several times in a row: the same routines, over places at equal distances.</summary>
/// <param name="Start">The first operation.</param>
/// <param name="Length">Operations of one repetition.</param>
/// <param name="Count">How often it comes.</param>
/// <param name="Steps">For each place of the first repetition, by how much it moves on.</param>
internal sealed record Repetition(int Start, int Length, int Count, IReadOnlyDictionary<(string, int, int), Declaration> Steps);

/// <summary>Finds equal blocks, so that a deep residual network is a loop over its blocks instead of a copy of each.</summary>
internal sealed class RepetitionFinder
{
    /// <summary>Operations of the longest block that is looked for.</summary>
    private const int LongestBlock = 160;

    /// <summary>In place of a signature's number: unlike every other operation.</summary>
    private const int Unlike = -1;

    /// <summary>Operations that must be saved for a loop to be worth reading.</summary>
    private const int LeastSaving = 12;

    private readonly IReadOnlyList<Operation> _operations;
    private readonly int[] _calls;
    private readonly IReadOnlyList<Declaration>[] _places;

    private RepetitionFinder(PassBuilder pass, IReadOnlyList<Operation> operations)
    {
        _operations = operations;
        _calls = new int[operations.Count];
        var numbers = new Dictionary<string, int>();
        _places = new IReadOnlyList<Declaration>[operations.Count];
        for (var i = 0; i < operations.Count; i++)
        {
            var calls = OperationSchedules.Of(pass, operations[i]).ToList();
            _places[i] = PassSchedule.Places(pass, calls);
            _calls[i] = Unlike;
            if (operations[i] is DropoutOperation || !calls.All(c => c is CallStatement)) continue;
            var signature = Signature(calls, _places[i]);
            if (!numbers.TryGetValue(signature, out _calls[i])) numbers[signature] = _calls[i] = numbers.Count;
        }

        pass.ForgetNames();
    }

    public static IReadOnlyList<Repetition> Find(PassBuilder pass, IReadOnlyList<Operation> operations)
    {
        if (operations.Count < 2 * LeastSaving) return [];
        var finder = new RepetitionFinder(pass, operations);
        var found = new List<Repetition>();
        for (var i = 0; i < operations.Count;)
        {
            if (finder.BeginsBlock(i) && finder.Longest(i) is { } repetition)
            {
                found.Add(repetition);
                i += repetition.Length * repetition.Count;
            }
            else
            {
                i++;
            }
        }

        return found;
    }

    /// <summary>Routines and arguments, with each place by its number.</summary>
    private static string Signature(IEnumerable<Statement> calls, IReadOnlyList<Declaration> places)
    {
        var text = new StringBuilder();
        foreach (var call in calls.Cast<CallStatement>())
        {
            text.Append(call.Routine).Append('/').Append(call.Split).Append('(');
            foreach (var argument in call.Arguments)
            {
                if (argument.Place is { } place) text.Append(Number(place.Reference)).Append('+').Append(place.Offset.Text);
                else text.Append(argument.Value!.Text);
                text.Append(',');
            }

            text.Append(");");
        }

        return text.ToString();

        string Number(string reference)
        {
            for (var i = 0; i < places.Count; i++)
            {
                if (places[i].Name == reference) return Shorthand.Number(i);
            }

            return reference;
        }
    }

    private static string Block(Operation operation) => operation.Layer.Contains('.') ? operation.Layer.Substring(0, operation.Layer.IndexOf('.')) : operation.Layer;

    private bool BeginsBlock(int i) => _operations[i].Layer.Length > 0 && (i == 0 || Block(_operations[i]) != Block(_operations[i - 1]));

    private Repetition? Longest(int start)
    {
        Repetition? best = null;
        for (var length = 2; length <= LongestBlock && start + (2 * length) <= _operations.Count; length++)
        {
            // Several blocks at a time come no further than one at a time did, and save less.
            if (best is not null && length % best.Length == 0 && 2 * length <= best.Length * best.Count) continue;
            var count = 1;
            while (start + ((count + 1) * length) <= _operations.Count && Follows(start, length, count)) count++;
            if (length * (count - 1) < LeastSaving || (best is not null && length * (count - 1) <= best.Length * (best.Count - 1))) continue;
            if (Steps(start, length) is { } steps) best = new Repetition(start, length, count, steps);
        }

        return best;
    }

    /// <summary>Whether the repetition of this number is like the first, as far beyond it as the second says.</summary>
    private bool Follows(int start, int length, int number)
    {
        for (var j = start; j < start + length; j++)
        {
            if (_calls[j] == Unlike || _calls[j] != _calls[j + (number * length)]) return false;
            var (first, second, last) = (_places[j], _places[j + length], _places[j + (number * length)]);
            for (var p = 0; p < first.Count; p++)
            {
                if (first[p].Base != last[p].Base
                    || (long)last[p].Fixed - first[p].Fixed != number * ((long)second[p].Fixed - first[p].Fixed)
                    || (long)last[p].PerRow - first[p].PerRow != number * ((long)second[p].PerRow - first[p].PerRow))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>By how much each place of the first repetition moves on; null where one place would have to move in two ways.</summary>
    private Dictionary<(string, int, int), Declaration>? Steps(int start, int length)
    {
        var steps = new Dictionary<(string, int, int), Declaration>();
        for (var j = start; j < start + length; j++)
        {
            for (var p = 0; p < _places[j].Count; p++)
            {
                var (first, second) = (_places[j][p], _places[j + length][p]);
                var step = new Declaration("", first.Base, second.Fixed - first.Fixed, second.PerRow - first.PerRow, 0);
                if (steps.TryGetValue((first.Base, first.Fixed, first.PerRow), out var known) && known != step) return null;
                steps[(first.Base, first.Fixed, first.PerRow)] = step;
            }
        }

        return steps;
    }
}
