using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Batch norm with samples in the lanes: channel after channel. Lanes of the last block that hold no sample count for nothing.</summary>
internal static class SampleNormSchedules
{
    public static Statement Evaluation(PassBuilder pass, BatchNormOperation operation)
    {
        var view = pass.View(operation.Output);
        var channels = operation.Output.Shape.Channels;
        var name = pass.Write($"sample norm evaluation {channels} {view.Height} {view.Width}", RoutineBook.MethodStem(operation.Layer), unique => new Routine(
            unique, ["y = γ·(x − μ)/√(σ² + ε) + β by channel, with the running μ and σ²"],
            [Ref("x"), Ref("scale"), Ref("shift"), Ref("mean"), Ref("variance"), Ref("y"), Int("rows")], false, false,
            [new LoopStatement("block", 0, "rows", Blocks.Lanes,
            [
                new LoopStatement("c", 0, channels, 1,
                [
                    new LetStatement(LocalType.Vector, "factor", Splat(new Place("scale", "c")) / Sqrt(Splat(new Place("variance", "c")) + BatchNormOperation.Epsilon)),
                    new LetStatement(LocalType.Vector, "offset", Splat(new Place("shift", "c")) - (Splat(new Place("mean", "c")) * Name("factor"))),
                    new LoopStatement("i", 0, view.Size, pass.Target.Lanes, [new StoreStatement(new Place("y", "i"), Fma(Load(new Place("x", "i")), Name("factor"), Name("offset")))]),
                    new AdvanceStatement("x", view.Size),
                    new AdvanceStatement("y", view.Size),
                ]),
            ])]));
        return new CallStatement(name, [
            pass.Place(operation.Input), pass.Place(operation.Scale), pass.Place(operation.Shift), pass.Place(operation.RunningMean), pass.Place(operation.RunningVariance),
            pass.Place(operation.Output), (Index)"rows"]);
    }

    public static Statement Training(PassBuilder pass, BatchNormOperation operation)
    {
        var view = pass.View(operation.Output);
        var channels = operation.Output.Shape.Channels;
        var target = pass.Target;
        var name = pass.Write($"sample norm training {channels} {view.Height} {view.Width}", RoutineBook.MethodStem(operation.Layer), unique => new Routine(
            unique, ["y = γ·(x − μ)/√(σ² + ε) + β by channel, with μ and σ² of the batch, which are kept"],
            [Ref("x"), Ref("scale"), Ref("shift"), Ref("mean"), Ref("inverse"), Ref("batchMean"), Ref("batchVariance"), Ref("y"), Int("rows"), Int("from"), Int("to")], false, false,
            [
                new LetStatement(LocalType.Float, "count", Name($"(float)rows * {Number(view.Height * view.Width)}")),
                new LoopStatement("c", "from", "to", 1,
                [
                    .. Reduce(target, view, channels, ["sum"], (sums, offset) => [new SetStatement(sums[0], Name(sums[0]) + Load(new Place("x", offset)))]),
                    new LetStatement(LocalType.Float, "mu", OverLanes(target, "Sum", "sum") / Name("count")),
                    new LetStatement(LocalType.Vector, "centre", Broadcast("mu")),
                    .. Reduce(target, view, channels, ["squares"], (sums, offset) =>
                    [
                        new LetStatement(LocalType.Vector, "z" + sums[0], Load(new Place("x", offset)) - Name("centre")),
                        new SetStatement(sums[0], Fma(Name("z" + sums[0]), Name("z" + sums[0]), Name(sums[0]))),
                    ]),
                    new LetStatement(LocalType.Float, "total", OverLanes(target, "Sum", "squares")),
                    new LetStatement(LocalType.Float, "deviation", Scalar(1) / Call("MathF", "Sqrt", (Name("total") / Name("count")) + Scalar(BatchNormOperation.Epsilon))),
                    new StoreElementStatement(new Place("mean", "c"), Name("mu")),
                    new StoreElementStatement(new Place("inverse", "c"), Name("deviation")),
                    new CommentStatement("For the running statistics: the mean and the unbiased variance."),
                    new StoreElementStatement(new Place("batchMean", "c"), Name("mu")),
                    new StoreElementStatement(new Place("batchVariance", "c"), Name("total") / Name("(count - 1f)")),
                    new LetStatement(LocalType.Float, "scaled", Element(new Place("scale", "c")) * Name("deviation")),
                    new LetStatement(LocalType.Vector, "factor", Broadcast("scaled")),
                    new LetStatement(LocalType.Vector, "offset", Broadcast(Element(new Place("shift", "c")) - (Name("mu") * Name("scaled")))),
                    Apply(target, view, channels, offset => [new StoreStatement(new Place("y", offset), Fma(Load(new Place("x", offset)), Name("factor"), Name("offset")))]),
                ]),
            ]));
        return new CallStatement(name, [
            pass.Place(operation.Input), pass.Place(operation.Scale), pass.Place(operation.Shift), pass.Place(operation.Mean!), pass.Place(operation.InverseDeviation!),
            pass.BatchStatistic(operation.RunningMean), pass.BatchStatistic(operation.RunningVariance), pass.Place(operation.Output), (Index)"rows", (Index)"from", (Index)"to"], Split: new Split(channels));
    }

    public static Statement Gradient(PassBuilder pass, BatchNormGradientOperation operation)
    {
        var view = pass.View(operation.InputGradient);
        var channels = operation.InputGradient.Shape.Channels;
        var target = pass.Target;
        var name = pass.Write($"sample norm gradient {channels} {view.Height} {view.Width}", RoutineBook.MethodStem(operation.Layer) + "Gradient", unique => new Routine(
            unique, ["dγ = Σ dy·x̂, dβ = Σ dy, dx = γ/σ·(dy − mean dy − x̂·mean(dy·x̂))"],
            [Ref("x"), Ref("dy"), Ref("scale"), Ref("mean"), Ref("inverse"), Ref("dScale"), Ref("dShift"), Ref("dx"), Int("rows"), Int("from"), Int("to")], false, false,
            [
                new LetStatement(LocalType.Float, "count", Name($"(float)rows * {Number(view.Height * view.Width)}")),
                new LoopStatement("c", "from", "to", 1,
                [
                    new LetStatement(LocalType.Vector, "centre", Splat(new Place("mean", "c"))),
                    new LetStatement(LocalType.Vector, "deviation", Splat(new Place("inverse", "c"))),
                    .. Reduce(target, view, channels, ["sum", "product"], (sums, offset) =>
                    [
                        new LetStatement(LocalType.Vector, "d" + sums[0], Load(new Place("dy", offset))),
                        new SetStatement(sums[0], Name(sums[0]) + Name("d" + sums[0])),
                        new SetStatement(sums[1], Fma((Load(new Place("x", offset)) - Name("centre")) * Name("deviation"), Name("d" + sums[0]), Name(sums[1]))),
                    ]),
                    new LetStatement(LocalType.Float, "slopes", OverLanes(target, "Sum", "sum")),
                    new LetStatement(LocalType.Float, "products", OverLanes(target, "Sum", "product")),
                    new StoreElementStatement(new Place("dScale", "c"), Name("products")),
                    new StoreElementStatement(new Place("dShift", "c"), Name("slopes")),
                    new LetStatement(LocalType.Vector, "factor", Splat(new Place("scale", "c")) * Name("deviation")),
                    new LetStatement(LocalType.Vector, "meanSlope", Broadcast(Name("slopes") / Name("count"))),
                    new LetStatement(LocalType.Vector, "meanProduct", Broadcast(Name("products") / Name("count"))),
                    Apply(target, view, channels, offset =>
                    [
                        new StoreStatement(new Place("dx", offset), Name("factor") * (Load(new Place("dy", offset)) - Name("meanSlope")
                            - ((Load(new Place("x", offset)) - Name("centre")) * Name("deviation") * Name("meanProduct")))),
                    ], zeroes: "dx"),
                ]),
            ]));
        return new CallStatement(name, [
            pass.Place(operation.Input), pass.Place(operation.OutputGradient), pass.Place(operation.Scale), pass.Place(operation.Mean), pass.Place(operation.InverseDeviation),
            pass.Gradient(operation.Scale), pass.Gradient(operation.Shift), pass.Place(operation.InputGradient), (Index)"rows", (Index)"from", (Index)"to"], Split: new Split(channels));
    }

    /// <summary>Sums by lane over a channel's pixels, block after block; a block's sums are added up by themselves, and only lanes with a sample count.</summary>
    private static IEnumerable<Statement> Reduce(
        Target target, ImageView view, int channels, IReadOnlyList<string> names, System.Func<IReadOnlyList<string>, Index, IEnumerable<Statement>> add)
    {
        foreach (var name in names)
        {
            foreach (var part in BlockNames(target, name)) yield return new LetStatement(LocalType.Vector, part, 0);
        }

        var body = new List<Statement> { new LetIndexStatement("start", ((Index)"block" * (channels * view.Height * view.Width)) + ((Index)"c" * view.Size)) };
        var inner = new List<Statement>();
        for (var v = 0; v < target.VectorsPerBlock; v++)
        {
            var ofBlock = names.Select(name => "block_" + name + (target.VectorsPerBlock == 1 ? "" : Number(v))).ToList();
            body.AddRange(ofBlock.Select(name => new LetStatement(LocalType.Vector, name, 0)));
            inner.AddRange(add(ofBlock, (Index)"i" + (v * target.Lanes)));
        }

        body.Add(new LoopStatement("i", "start", (Index)"start" + view.Size, Blocks.Lanes, inner));
        for (var v = 0; v < target.VectorsPerBlock; v++)
        {
            var mask = new WidthCallExpression("PartialLanes", "First", v == 0 ? "rows - block" : $"rows - block - {Number(v * target.Lanes)}");
            foreach (var name in names)
            {
                var part = BlockName(target, name, v);
                var ofBlock = "block_" + name + (target.VectorsPerBlock == 1 ? "" : Number(v));
                body.Add(new SetStatement(part, Name(part) + Select(mask, Name(ofBlock), 0)));
            }
        }

        yield return new LoopStatement("block", 0, "rows", Blocks.Lanes, body);
    }

    /// <param name="zeroes">A value whose lanes without a sample must be zero.</param>
    private static LoopStatement Apply(Target target, ImageView view, int channels, System.Func<Index, IEnumerable<StoreStatement>> store, string? zeroes = null)
    {
        var inner = new List<Statement>();
        for (var v = 0; v < target.VectorsPerBlock; v++)
        {
            var mask = $"mask{(target.VectorsPerBlock == 1 ? "" : Number(v))}";
            foreach (var statement in store((Index)"i" + (v * target.Lanes))) inner.Add(zeroes is null ? statement : statement with { Value = Select(Name(mask), statement.Value, 0) });
        }

        var body = new List<Statement> { new LetIndexStatement("start", ((Index)"block" * (channels * view.Height * view.Width)) + ((Index)"c" * view.Size)) };
        for (var v = 0; v < target.VectorsPerBlock && zeroes is not null; v++)
        {
            body.Add(new LetStatement(
                LocalType.Vector, $"mask{(target.VectorsPerBlock == 1 ? "" : Number(v))}",
                new WidthCallExpression("PartialLanes", "First", v == 0 ? "rows - block" : $"rows - block - {Number(v * target.Lanes)}")));
        }

        body.Add(new LoopStatement("i", "start", (Index)"start" + view.Size, Blocks.Lanes, inner));
        return new LoopStatement("block", 0, "rows", Blocks.Lanes, body);
    }
}
