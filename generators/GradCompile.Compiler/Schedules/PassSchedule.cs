using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A whole pass over a graph, operation after operation. The pass of a deep network is cut into parts: a method with
/// thousands of locals is beyond the JIT's patience.
/// </summary>
internal static class PassSchedule
{
    /// <summary>Operations in one part; each names about five references.</summary>
    private const int PartOperations = 60;

    public static void Write(
        RoutineBook book, PassBuilder pass, Graph graph, string name, string summary, IReadOnlyList<RoutineParameter> parameters, bool returnsLoss)
    {
        var pieces = Pieces(pass, graph.Operations);
        var parts = Parts(pieces);
        book.Get($"pass {name}", name, unique =>
        {
            if (parts.Count <= 1) return new Routine(unique, [summary], parameters, returnsLoss, true, Body(pass, pieces, returnsLoss), IsPass: true);
            var calls = parts.Select((part, index) => (Statement)new CallStatement(
                book.Get($"pass {name} {Number(index)}", $"{name}Part{Number(index + 1)}", partName =>
                {
                    pass.ForgetNames();
                    var (first, last) = (part[0].Operations[0].Layer, part[part.Count - 1].LastLayer);
                    return new Routine(partName, [$"{name}, part {Number(index + 1)}: {first} … {last}."], parameters, returnsLoss, false, Body(pass, part, returnsLoss), IsPass: true);
                }),
                [.. parameters.Select(Pass)],
                returnsLoss ? "loss" : null)).ToList();
            return new Routine(unique, [summary], parameters, returnsLoss, true, Returning(calls, returnsLoss), IsPass: true);
        });
    }

    /// <summary>Operations that are written once.</summary>
    /// <param name="Operations">Those of the first repetition.</param>
    /// <param name="LastLayer">The layer of the last operation of the last repetition.</param>
    /// <param name="Repetition">Null for a single operation.</param>
    private sealed record Piece(IReadOnlyList<Operation> Operations, string LastLayer, Repetition? Repetition);

    private static List<Piece> Pieces(PassBuilder pass, EquatableArray<Operation> operations)
    {
        var starts = RepetitionFinder.Find(pass, operations).ToDictionary(r => r.Start);
        var pieces = new List<Piece>();
        for (var i = 0; i < operations.Count;)
        {
            if (starts.TryGetValue(i, out var repetition))
            {
                var end = i + (repetition.Length * repetition.Count);
                pieces.Add(new Piece([.. operations.Skip(i).Take(repetition.Length)], operations[end - 1].Layer, repetition));
                i = end;
            }
            else
            {
                pieces.Add(new Piece([operations[i]], operations[i].Layer, null));
                i++;
            }
        }

        return pieces;
    }

    private static List<List<Piece>> Parts(List<Piece> pieces)
    {
        var parts = new List<List<Piece>>();
        var operations = PartOperations;
        foreach (var piece in pieces)
        {
            if (operations + piece.Operations.Count > PartOperations)
            {
                parts.Add([]);
                operations = 0;
            }

            parts[parts.Count - 1].Add(piece);
            operations += piece.Operations.Count;
        }

        return parts;
    }

    private static Argument Pass(RoutineParameter parameter) =>
        parameter.Type is ParameterType.Reference or ParameterType.LabelReference ? new Place(parameter.Name, 0) : (Plans.Index)parameter.Name;

    private static List<Statement> Body(PassBuilder pass, IEnumerable<Piece> pieces, bool returnsLoss) => Returning(
        [.. pass.HasCapacity ? new Statement[] { new LetIndexStatement("capacity", "(rows + 15) & -16"), new BlankStatement() } : [], .. Steps(pass, pieces)], returnsLoss);

    private static List<Statement> Returning(List<Statement> statements, bool returnsLoss) => !returnsLoss
        ? statements
        : [new LetStatement(LocalType.Double, "loss", Scalar(0)), new BlankStatement(), .. statements, new BlankStatement(), new ReturnStatement(Name("loss"))];

    /// <summary>The calls of each operation under a comment with its layer; equal blocks as a loop.</summary>
    private static List<Statement> Steps(PassBuilder pass, IEnumerable<Piece> pieces)
    {
        var statements = new List<Statement>();
        var layer = "";
        foreach (var piece in pieces)
        {
            if (piece.Repetition is not { } repetition)
            {
                Step(pass, piece.Operations[0], statements, ref layer, null);
                continue;
            }

            if (statements.Count > 0) statements.Add(new BlankStatement());
            statements.Add(new CommentStatement($"{piece.Operations[0].Layer} … {piece.LastLayer}: {Number(repetition.Count)} equal blocks, under the names of the first"));
            statements.Add(pass.InScope(() =>
            {
                var body = new List<Statement>();
                var inner = "";
                foreach (var operation in piece.Operations) Step(pass, operation, body, ref inner, repetition);
                return new LoopStatement("repeat", 0, repetition.Count, 1, body);
            }));
            layer = "";
        }

        return statements;
    }

    private static void Step(PassBuilder pass, Operation operation, List<Statement> statements, ref string layer, Repetition? repetition)
    {
        var heading = operation.Layer.Length == 0 ? operation is LossOperation ? "loss" : layer : operation.Layer;
        if (heading != layer && heading.Length > 0)
        {
            if (statements.Count > 0) statements.Add(new BlankStatement());
            statements.Add(new CommentStatement(heading));
            layer = heading;
        }

        var calls = OperationSchedules.Of(pass, operation).ToList();
        statements.AddRange(pass.TakeDeclarations().Select(d => pass.Declare(d, repetition?.Steps[(d.Base, d.Fixed, d.PerRow)])));
        statements.AddRange(calls);
    }
}
