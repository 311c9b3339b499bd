using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// dW and db of a convolution with samples in the lanes. Each lane has its own sum over all pixels and blocks, kept in memory between
/// blocks; the sixteen are added once at the end, by one fixed tree.
/// </summary>
internal static class SampleWeightGradient
{
    public static IEnumerable<CallStatement> Calls(PassBuilder pass, ConvolutionWeightGradientOperation operation)
    {
        var (x, dy) = (pass.View(operation.Input), pass.View(operation.OutputGradient));
        var (outputs, depth, size, hasBias) = (operation.Weight.Shape[0], operation.Weight.Shape[1], operation.Window.Size, operation.Bias is not null);
        var (taps, floats) = (size * size * depth, Pieces.FloatsOf(operation));
        var stem = RoutineBook.MethodStem(operation.Layer) + "WeightGradient";
        var formula = $"dW[u, v, c, o] = Σ x[i + u, j + v, c]·dy[i, j, o]{(hasBias ? " and db[o] = Σ dy[i, j, o]" : "")}";
        var name = pass.Write($"sample weight gradient {outputs} {depth} {x.Height} {x.Width} {dy.Height} {dy.Width} {operation.Window} {hasBias}", stem, unique =>
        {
            var lane = pass.Target.Lanes < Blocks.Lanes ? (Index)"lane" : 0;
            var body = Tiles(pass, unique, x, dy, operation.Window, outputs, depth, lane);
            if (pass.Target.Lanes < Blocks.Lanes) body = [new LoopStatement("lane", 0, Blocks.Lanes, pass.Target.Lanes, body)];
            if (hasBias) body.AddRange(Bias(pass.Target, dy, outputs, taps));
            body.Add(new AdvanceStatement("x", depth * x.Size));
            body.Add(new AdvanceStatement("dy", outputs * dy.Size));
            return new Routine(
                unique, [$"{operation.Layer}: {formula} over all pixels and some samples of a piece of the batch, lane by lane,  {size}×{size}×{depth} × {outputs}"],
                [Ref("x"), Ref("dy"), Ref("partials"), Int("rows"), Int("before")], false, false,
                [
                    new IfStatement("before == 0", [new CallStatement("Images.Clear", [new Place("partials", 0), (Index)floats])], []),
                    new LoopStatement("block", 0, "rows", Blocks.Lanes, body),
                ]);
        });
        var rows = $"pass.PieceRows({Number(pass.Pieces)})";
        yield return new CallStatement(
            name,
            [
                pass.Place(operation.Input), pass.Place(operation.OutputGradient), pass.Place(operation.Partials!).At((Index)$"from / {rows}" * floats), pass.Rows(operation.Input),
                (Index)$"from % {rows}",
            ]);

        var total = pass.Write($"sample weight gradient total {outputs} {taps} {hasBias}", stem + "Total", unique => new Routine(
            unique, [$"{operation.Layer}: the sums of all pieces and lanes"],
            [Ref("partials"), Ref("dw"), .. hasBias ? [Ref("db")] : System.Array.Empty<RoutineParameter>(), Int("pieces"), Int("from"), Int("to")], false, false,
            [
                new LoopStatement("k", "from", !hasBias ? "to" : $"Math.Min(to, {Number(taps)})", 1,
                [
                    .. Totals(pass.Target, outputs, floats, (Index)"k" * outputs, "dw", (Index)"k" * Blocks.RoundUp(outputs)),
                ]),
                .. hasBias ? [new IfStatement($"to > {Number(taps)}", Totals(pass.Target, outputs, floats, taps * outputs, "db", 0), [])] : System.Array.Empty<Statement>(),
            ]));
        yield return new CallStatement(
            total,
            [
                pass.Place(operation.Partials!), pass.Gradient(operation.Weight), .. hasBias ? [pass.Gradient(operation.Bias!)] : System.Array.Empty<Argument>(),
                (Index)$"pass.Pieces({Number(pass.Pieces)})", (Index)"from", (Index)"to",
            ],
            Split: new Split(hasBias ? taps + 1 : taps, 16, CanWait: true));
    }

    /// <summary>Adds the block's gradients to the sums behind those of the weights.</summary>
    private static IEnumerable<Statement> Bias(Target target, ImageView dy, int outputs, int taps)
    {
        var sums = BlockNames(target, "sum").ToList();
        List<Statement> step = [.. sums.Select((sum, v) => new SetStatement(sum, Name(sum) + Load(new Place("d", v * target.Lanes)))), new AdvanceStatement("d", Blocks.Lanes)];
        yield return new LoopStatement("o", 0, outputs, 1,
        [
            new ReferenceStatement("b", new Place("partials", ((Index)"o" + (taps * outputs)) * Blocks.Lanes)),
            new ReferenceStatement("d", new Place("dy", (Index)"o" * dy.Size)),
            .. sums.Select((sum, v) => new LetStatement(LocalType.Vector, sum, Load(new Place("b", v * target.Lanes)))),
            new LoopStatement("p", 0, dy.Height * dy.Width, 1, step),
            .. sums.Select((sum, v) => new StoreStatement(new Place("b", v * target.Lanes), Name(sum))),
        ]);
    }

    /// <summary>Totals over pieces and lanes for all outputs, and zeros in the padding behind.</summary>
    private static List<Statement> Totals(Target target, int outputs, int floats, Index first, string destination, Index at)
    {
        var statements = new List<Statement>
        {
            new LoopStatement("o", 0, outputs, 1,
            [
                .. BlockNames(target, "part").Select(part => new LetStatement(LocalType.Vector, part, 0)),
                new LoopStatement("n", 0, "pieces", 1,
                [
                    .. BlockNames(target, "part").Select((part, v) => new SetStatement(part, Name(part) + Load(new Place("partials", ((Index)"n" * floats) + ((first + "o") * Blocks.Lanes) + (v * target.Lanes))))),
                ]),
                new StoreElementStatement(new Place(destination, at + "o"), OverLanes(target, "Sum", "part")),
            ]),
        };
        var padding = Blocks.RoundUp(outputs) - outputs;
        if (padding > 0) statements.Add(new CallStatement("Images.Clear", [new Place(destination, at + outputs), (Index)padding]));
        return statements;
    }

    /// <summary>Tiles of some outputs × some columns of the kernel, or some channels where it is narrow.</summary>
    private static List<Statement> Tiles(PassBuilder pass, string routine, ImageView x, ImageView dy, Window window, int outputs, int depth, Index lane)
    {
        var size = window.Size;
        var overColumns = size >= 3 || size >= depth;
        var (high, wide) = Tiling.Best(pass.Target.Accumulators, outputs, overColumns ? size : depth);
        var (readStep, partStep) = overColumns ? (Blocks.Lanes, depth * outputs * Blocks.Lanes) : (x.Size, outputs * Blocks.Lanes);
        var tiles = new List<Statement>();
        foreach (var (o, height) in Cut("o", outputs, high))
        {
            foreach (var (t, width) in Cut("t", overColumns ? size : depth, wide))
            {
                var tile = Tile(pass, routine, x, dy, window, outputs, height, width, readStep, partStep);
                var (rest, v, c) = overColumns ? ("c", t.Index, (Index)"c") : ("v", (Index)"v", t.Index);
                var call = new CallStatement(tile,
                [
                    new Place("x", ((c * (x.Height * x.Width)) + ((Index)"u" * x.Width) + v) * Blocks.Lanes + lane),
                    new Place("dy", (o.Index * dy.Size) + lane),
                    new Place("partials", ((((((Index)"u" * size) + v) * depth) + c) * outputs + o.Index) * Blocks.Lanes + lane),
                ]);
                List<Statement> body = [call];
                body = [new LoopStatement(rest, 0, overColumns ? depth : size, 1, body)];
                body = [new LoopStatement("u", 0, size, 1, body)];
                if (t.Loop is { } loopT) body = [loopT(body)];
                tiles.Add(o.Loop is { } loopO ? loopO(body) : new ScopeStatement(body));
            }
        }

        return tiles;
    }

    /// <summary>An extent as whole steps and a rest: sums must not be added twice.</summary>
    private static IEnumerable<((Index Index, System.Func<List<Statement>, Statement>? Loop) Where, int Size)> Cut(string variable, int extent, int step)
    {
        var whole = extent / step * step;
        if (whole == step) yield return ((0, null), step);
        else yield return ((variable, body => new LoopStatement(variable, 0, whole, step, body)), step);
        if (whole < extent) yield return ((whole, null), extent - whole);
    }

    private static string Tile(PassBuilder pass, string routine, ImageView x, ImageView dy, Window window, int outputs, int height, int width, int readStep, int partStep) =>
        pass.Write($"{routine}/{height}x{width}", $"{routine}Tile{height}x{width}", unique =>
        {
            var body = new List<Statement>();
            for (var o = 0; o < height; o++)
            {
                for (var t = 0; t < width; t++) body.Add(new LetStatement(LocalType.Vector, Sum(o, t), Load(new Place("partials", (t * partStep) + (o * Blocks.Lanes)))));
            }

            var step = new List<Statement>();
            for (var t = 0; t < width; t++) step.Add(new LetStatement(LocalType.Vector, $"x{t}", Load(new Place("x", t * readStep))));
            for (var o = 0; o < height; o++)
            {
                step.Add(new LetStatement(LocalType.Vector, $"d{o}", Load(new Place("dy", o * dy.Size))));
                for (var t = 0; t < width; t++) step.Add(new SetStatement(Sum(o, t), Fma(Name($"x{t}"), Name($"d{o}"), Name(Sum(o, t)))));
            }

            step.Add(new AdvanceStatement("x", window.Stride * Blocks.Lanes));
            step.Add(new AdvanceStatement("dy", Blocks.Lanes));
            body.Add(new BlankStatement());
            body.Add(new LoopStatement("row", 0, dy.Height, 1,
            [
                new LoopStatement("column", 0, dy.Width, 1, step),
                new AdvanceStatement("x", window.Stride * (x.Width - dy.Width) * Blocks.Lanes),
            ]));
            for (var o = 0; o < height; o++)
            {
                for (var t = 0; t < width; t++) body.Add(new StoreStatement(new Place("partials", (t * partStep) + (o * Blocks.Lanes)), Name(Sum(o, t))));
            }

            return new Routine(
                unique, [$"A tile of {height} outputs × {width} taps in registers, over all pixels of a block of samples."], [Ref("x"), Ref("dy"), Ref("partials")], false, false, body);
        });

    private static string Sum(int output, int tap) => $"w{output}_{tap}";
}
