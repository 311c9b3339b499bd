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
        var parts = graph.Operations.Select((operation, index) => (operation, index)).GroupBy(o => o.index / PartOperations, o => o.operation).ToList();
        book.Get("pass", name, unique =>
        {
            if (parts.Count <= 1) return new Routine(unique, [summary], parameters, returnsLoss, true, Body(pass, graph.Operations, returnsLoss));
            var calls = parts.Select((part, index) => (Statement)new CallStatement(
                book.Get($"pass part {Number(index)}", $"{name}Part{Number(index + 1)}", partName =>
                {
                    pass.ForgetNames();
                    var (first, last) = (part.First().Layer, part.Last().Layer);
                    return new Routine(partName, [$"{name}, part {Number(index + 1)}: {first} … {last}."], parameters, returnsLoss, false, Body(pass, part, returnsLoss));
                }),
                [.. parameters.Select(Pass)],
                returnsLoss ? "loss" : null)).ToList();
            return new Routine(unique, [summary], parameters, returnsLoss, true, Returning(calls, returnsLoss));
        });
    }

    private static Argument Pass(RoutineParameter parameter) =>
        parameter.Type is ParameterType.Reference or ParameterType.LabelReference ? new Place(parameter.Name, 0) : (Plans.Index)parameter.Name;

    private static List<Statement> Body(PassBuilder pass, IEnumerable<Operation> operations, bool returnsLoss) => Returning(
        [.. pass.HasCapacity ? new Statement[] { new LetIndexStatement("capacity", "(rows + 15) & -16"), new BlankStatement() } : [], .. Steps(pass, operations)], returnsLoss);

    private static List<Statement> Returning(List<Statement> statements, bool returnsLoss) => !returnsLoss
        ? statements
        : [new LetStatement(LocalType.Double, "loss", Scalar(0)), new BlankStatement(), .. statements, new BlankStatement(), new ReturnStatement(Name("loss"))];

    /// <summary>The calls of each operation under a comment with its layer.</summary>
    private static List<Statement> Steps(PassBuilder pass, IEnumerable<Operation> operations)
    {
        var statements = new List<Statement>();
        var layer = "";
        foreach (var operation in operations)
        {
            var heading = operation.Layer.Length == 0 ? operation is LossOperation ? "loss" : layer : operation.Layer;
            if (heading != layer && heading.Length > 0)
            {
                if (statements.Count > 0) statements.Add(new BlankStatement());
                statements.Add(new CommentStatement(heading));
                layer = heading;
            }

            var calls = OperationSchedules.Of(pass, operation).ToList();
            statements.AddRange(pass.TakeDeclarations());
            statements.AddRange(calls);
        }

        return statements;
    }
}
