using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Batch norm with channels in the lanes: every statement works on neighbouring channels, row after row, or pixel after pixel.</summary>
internal static class BatchNormSchedules
{
    /// <summary>Vectors that go through the rows together: four numbers of each stay in registers.</summary>
    private const int Vectors = 4;

    /// <summary>
    /// Rows whose numbers are added up by themselves before they join the sum: 60,000 equal numbers added one by one would be off by
    /// 4 in 10,000, and their variance by the square of that.
    /// </summary>
    private const int PieceRows = 256;

    /// <summary>What the sum over a piece is called, in front of the name of the whole sum.</summary>
    private const string OfPiece = "piece_";

    public static Statement Evaluation(PassBuilder pass, BatchNormOperation operation)
    {
        if (operation.Output.Arrangement == Arrangement.Samples) return SampleNormSchedules.Evaluation(pass, operation);
        var (rows, stride) = pass.Pixels(operation.Output);
        var name = pass.Write($"batch norm evaluation {stride}", RoutineBook.MethodStem(operation.Layer), unique => OverRows(
            unique, "y = γ·(x − μ)/√(σ² + ε) + β by channel, with the running μ and σ²", ["x", "scale", "shift", "mean", "variance", "y"],
            [ByChannel(pass.Target, stride, false,
                [
                    Let("factor", Load("scale", "i") / Sqrt(Load("variance", "i") + BatchNormOperation.Epsilon)),
                    Let("offset", Load("shift", "i") - (Load("mean", "i") * Name("factor"))),
                ],
                [Store("y", stride, Fma(LoadRow("x", stride), Name("factor"), Name("offset")))])]));
        Place[] places =
        [
            pass.Place(operation.Input), pass.Place(operation.Scale), pass.Place(operation.Shift), pass.Place(operation.RunningMean), pass.Place(operation.RunningVariance),
            pass.Place(operation.Output),
        ];
        return operation.Output.Arrangement == Arrangement.Pixels
            ? PixelRange.Call(name, pass, operation.Output, places, i => i is > 0 and < 5)
            : new CallStatement(name, [.. places.Select(place => (Argument)place), rows]);
    }

    public static Statement Training(PassBuilder pass, BatchNormOperation operation)
    {
        if (operation.Output.Arrangement == Arrangement.Samples) return SampleNormSchedules.Training(pass, operation);
        var (rows, stride) = pass.Pixels(operation.Output);
        var name = pass.Write($"batch norm training {stride}", RoutineBook.MethodStem(operation.Layer), unique => OverRows(
            unique, "y = γ·(x − μ)/√(σ² + ε) + β by channel, with μ and σ² of the batch, which are kept", ["x", "scale", "shift", "mean", "inverse", "batchMean", "batchVariance", "y"],
            [ByChannel(pass.Target, stride, true,
                [Let("sum", 0)], [Add("sum", sum => sum + LoadRow("x", stride))],
                [Let("mu", Name("sum") / Broadcast("rows")), Let("squares", 0)],
                [Let("centred", LoadRow("x", stride) - Name("mu")), Add("squares", squares => Fma(Name("centred"), Name("centred"), squares))],
                [
                    Let("deviation", InverseDeviation(Name("squares") / Broadcast("rows"))),
                    Store("mean", Name("mu")),
                    Store("inverse", Name("deviation")),
                    new CommentStatement("For the running statistics: the mean and the unbiased variance."),
                    Store("batchMean", Name("mu")),
                    Store("batchVariance", Name("squares") / Broadcast("(rows - 1)")),
                    Let("factor", Load("scale", "i") * Name("deviation")),
                    Let("offset", Load("shift", "i") - (Name("mu") * Name("factor"))),
                ],
                [Store("y", stride, Fma(LoadRow("x", stride), Name("factor"), Name("offset")))])], Int("from"), Int("to")));
        return Cut(stride, name, [
            pass.Place(operation.Input), pass.Place(operation.Scale), pass.Place(operation.Shift), pass.Place(operation.Mean!), pass.Place(operation.InverseDeviation!),
            pass.BatchStatistic(operation.RunningMean), pass.BatchStatistic(operation.RunningVariance), pass.Place(operation.Output), rows]);

        static Expression InverseDeviation(Expression variance) => (Expression)1 / Sqrt(variance + BatchNormOperation.Epsilon);
    }

    public static Statement Gradient(PassBuilder pass, BatchNormGradientOperation operation)
    {
        if (operation.InputGradient.Arrangement == Arrangement.Samples) return SampleNormSchedules.Gradient(pass, operation);
        var (rows, stride) = pass.Pixels(operation.InputGradient);
        var name = pass.Write($"batch norm gradient {stride}", RoutineBook.MethodStem(operation.Layer) + "Gradient", unique => OverRows(
            unique, "dγ = Σ dy·x̂, dβ = Σ dy, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂))", ["x", "dy", "scale", "mean", "inverse", "dScale", "dShift", "dx"],
            [ByChannel(pass.Target, stride, true,
                [Let("mu", Load("mean", "i")), Let("deviation", Load("inverse", "i")), Let("sum", 0), Let("product", 0)],
                [
                    Let("slope", LoadRow("dy", stride)),
                    Add("sum", sum => sum + Name("slope")),
                    Add("product", product => Fma((LoadRow("x", stride) - Name("mu")) * Name("deviation"), Name("slope"), product)),
                ],
                [
                    Store("dScale", Name("product")),
                    Store("dShift", Name("sum")),
                    Let("factor", Load("scale", "i") * Name("deviation")),
                    Let("meanSlope", Name("sum") / Broadcast("rows")),
                    Let("meanProduct", Name("product") / Broadcast("rows")),
                ],
                [
                    Let("normal", (LoadRow("x", stride) - Name("mu")) * Name("deviation")),
                    Store("dx", stride, Name("factor") * (LoadRow("dy", stride) - Name("meanSlope") - (Name("normal") * Name("meanProduct")))),
                ])], Int("from"), Int("to")));
        return Cut(stride, name, [
            pass.Place(operation.Input), pass.Place(operation.OutputGradient), pass.Place(operation.Scale), pass.Place(operation.Mean), pass.Place(operation.InverseDeviation),
            pass.Gradient(operation.Scale), pass.Gradient(operation.Shift), pass.Place(operation.InputGradient), rows]);
    }

    /// <summary>A call that is cut by channels: blocks of sixteen.</summary>
    private static CallStatement Cut(int channels, string routine, IReadOnlyList<Argument> arguments) =>
        new(routine, [.. arguments, (Index)"from", (Index)"to"], Split: new Split(channels / Blocks.Lanes));

    /// <summary>
    /// Loops over channels whose body alternates between statements and loops over the rows: some vectors at a time, since the
    /// channels of a row are neighbours in memory and the next row's are far.
    /// </summary>
    /// <param name="isCut">Whether the loop is over some blocks of channels, instead of over all.</param>
    private static ScopeStatement ByChannel(Target target, int stride, bool isCut, params Statement[][] parts) => new(
    [
        new LetIndexStatement("i", isCut ? (Index)"from" * Blocks.Lanes : 0),
        .. new[] { Vectors, 1 }.Where(vectors => vectors * target.Lanes <= stride).Select(vectors =>
            new WhileRowsStatement("i", isCut ? (Index)"to" * Blocks.Lanes : stride, vectors * target.Lanes, [.. Body(target, vectors, parts)])),
    ]);

    private static IEnumerable<Statement> Body(Target target, int vectors, Statement[][] parts)
    {
        var sums = parts.SelectMany(p => p).OfType<SetStatement>().Select(s => Let(s.Name, 0));
        var neighbours = new NeighbouringVectors(parts.SelectMany(p => p).Concat(sums), target.Lanes);
        List<Statement> Copies(IEnumerable<Statement> statements) => [.. statements.SelectMany(s => neighbours.Copy(s, vectors))];
        for (var part = 0; part < parts.Length; part++)
        {
            if (part % 2 == 0) foreach (var statement in Copies(parts[part])) yield return statement;
            else if (parts[part].OfType<SetStatement>().ToList() is { Count: > 0 } added) yield return ByPieces(Copies(parts[part]), added, Copies);
            else yield return new LoopStatement("row", 0, "rows", 1, Copies(parts[part]));
        }
    }

    /// <summary>A loop over the rows that adds something up: piece after piece.</summary>
    private static LoopStatement ByPieces(List<Statement> row, List<SetStatement> added, System.Func<IEnumerable<Statement>, List<Statement>> copies) => new(
        "piece", 0, "rows", PieceRows,
        [
            new LetIndexStatement("end", $"Math.Min(piece + {Number(PieceRows)}, rows)"),
            .. copies(added.Select(s => Let(s.Name, 0))),
            new LoopStatement("row", "piece", "end", 1, row),
            .. copies(added.Select(s => s.Name.Substring(OfPiece.Length)).Select(sum => Set(sum, Name(sum) + Name(OfPiece + sum)))),
        ]);

    private static LetStatement Let(string name, Expression value) => new(LocalType.Vector, name, value);

    private static SetStatement Set(string name, Expression value) => new(name, value);

    /// <summary>Within a loop over the rows: adds to a sum that was let be 0 before it.</summary>
    private static SetStatement Add(string sum, System.Func<Expression, Expression> join) => new(OfPiece + sum, join(Name(OfPiece + sum)));

    private static StoreStatement Store(string reference, Expression value) => new(new Place(reference, "i"), value);

    private static StoreStatement Store(string reference, int stride, Expression value) => new(new Place(reference, ((Index)"row" * stride) + "i"), value);

    private static Expression Load(string reference, Index offset) => Expressions.Load(new Place(reference, offset));

    private static Expression LoadRow(string reference, int stride) => Expressions.Load(new Place(reference, ((Index)"row" * stride) + "i"));
}
