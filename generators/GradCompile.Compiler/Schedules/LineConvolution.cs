using System;
using System.Collections.Generic;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A convolution with neighbouring pixels in the lanes, for a single image with few channels: each tap is a load of a line, moved on
/// by the tap's column, and weights are broadcast. What a vector reads beyond the image lies within the block behind it. The sum runs as with channels in the lanes, so the bits are the same.
/// </summary>
/// <param name="Name">The routine's name.</param>
/// <param name="Formula">Its mathematics.</param>
/// <param name="Size">Height and width of the kernel, whose stride is one.</param>
/// <param name="Read">The image read, with its border.</param>
/// <param name="Write">The image written.</param>
/// <param name="HasBias">Whether sums start at a bias.</param>
/// <param name="Epilogue">What is done to each sum before it is stored.</param>
internal sealed record LineConvolution(
    string Name, string Formula, int Size, LineView Read, LineView Write, bool HasBias, Func<Expression, Expression>? Epilogue)
{
    /// <summary>Multiply-adds up to which the loops over channels and columns are written out.</summary>
    private const int MostUnrolled = 260;

    /// <summary>Floats from the weights of one channel read to those of the next.</summary>
    private int DepthStride => Blocks.RoundUp(Write.Channels);

    public Routine ToRoutine(RoutineBook book, Target target)
    {
        var (outputs, lines, vectors) = Shape(target);
        var tile = Tile(book, target, outputs, lines, vectors);
        var arguments = new List<Argument>
        {
            new Place("x", ((Plans.Index)"line" * Read.Line) + ((Plans.Index)"vector" * target.Lanes)),
            new Place("w", "o"),
        };
        if (HasBias) arguments.Add(new Place("b", "o"));
        arguments.Add(new Place("y", ((Plans.Index)"o" * Write.Plane) + ((Plans.Index)"line" * Write.Line) + ((Plans.Index)"vector" * target.Lanes)));
        List<Statement> body = [new CallStatement(tile, arguments)];
        body = [Over("vector", Write.Line / target.Lanes, vectors, body)];
        body = [Over("line", Write.Height, lines, body)];
        body = [Over("o", Write.Channels, outputs, body), new AdvanceStatement("x", Read.Image), new AdvanceStatement("y", Write.Image)];
        return new Routine(
            Name, [Formula], [Ref("x"), Ref("w"), .. HasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y"), Int("rows")], false, false,
            [new LoopStatement("image", 0, "rows", 1, body)]);
    }

    /// <summary>Outputs, lines and vectors of a tile: the least time over the whole image, for what a tile's sums, loads and broadcasts cost.</summary>
    private (int Outputs, int Lines, int Vectors) Shape(Target target)
    {
        var (best, least) = ((1, 1, 1), double.MaxValue);
        var width = Write.Line / target.Lanes;
        for (var v = 1; v <= Math.Min(width, 4); v++)
        {
            for (var l = 1; l <= Math.Min(Write.Height, 8 / v); l++)
            {
                for (var o = 1; o <= Math.Min(Write.Channels, target.Accumulators / (l * v)); o++)
                {
                    var tiles = (double)Up(Write.Channels, o) * Up(Write.Height, l) * Up(width, v);
                    var time = tiles * (Math.Max(8, o * l * v) + (0.25 * (o + (l * v))) + 1);
                    if (time < least) (best, least) = ((o, l, v), time);
                }
            }
        }

        return best;

        static int Up(int extent, int step) => (extent + step - 1) / step;
    }

    /// <summary>A loop in steps of a tile; the last is moved back where they do not come out even, and computes some elements twice, alike.</summary>
    private static Statement Over(string variable, int extent, int step, List<Statement> body) => extent == step
        ? new ScopeStatement([new LetIndexStatement(variable, 0), .. body])
        : extent % step == 0
            ? new LoopStatement(variable, 0, extent, step, body)
            : new LoopStatement(variable + "Next", 0, extent, step, [new LetIndexStatement(variable, $"Math.Min({variable}Next, {Number(extent - step)})"), .. body]);

    private string Tile(RoutineBook book, Target target, int outputs, int lines, int vectors) => book.Get(
        $"{Name}/{outputs}x{lines}x{vectors}", $"{Name}Tile{outputs}x{lines}x{vectors * target.Lanes}", unique =>
        {
            var parts = new List<(string Suffix, int Read, int Write)>();
            for (var l = 0; l < lines; l++)
            {
                for (var v = 0; v < vectors; v++) parts.Add(($"{l}_{v}", (l * Read.Line) + (v * target.Lanes), (l * Write.Line) + (v * target.Lanes)));
            }

            var body = new List<Statement>();
            for (var o = 0; o < outputs; o++)
            {
                foreach (var part in parts) body.Add(new LetStatement(LocalType.Vector, $"y{o}_{part.Suffix}", HasBias ? Splat(new Place("b", o)) : 0));
            }

            body.Add(new BlankStatement());
            body.AddRange(Terms(outputs, parts));
            body.Add(new BlankStatement());
            for (var o = 0; o < outputs; o++)
            {
                foreach (var part in parts)
                {
                    var sum = Expressions.Name($"y{o}_{part.Suffix}");
                    body.Add(new StoreStatement(new Place("y", (o * Write.Plane) + part.Write), Epilogue is null ? sum : Epilogue(sum)));
                }
            }

            return new Routine(
                unique, [$"A tile of {outputs} outputs × {lines} lines × {vectors * target.Lanes} neighbouring pixels in registers."],
                [Ref("x"), Ref("w"), .. HasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y")], false, false, body);
        });

    /// <summary>Loops over the kernel's taps and the channels read, the inner ones written out where they are short.</summary>
    private List<Statement> Terms(int outputs, List<(string Suffix, int Read, int Write)> parts)
    {
        var step = outputs * parts.Count;
        var unrollsDepth = Read.Channels * step <= MostUnrolled;
        var unrollsColumns = unrollsDepth && Read.Channels * Size * step <= MostUnrolled;
        var inner = new List<Statement>();
        for (var v = 0; v < (unrollsColumns ? Size : 1); v++)
        {
            for (var c = 0; c < (unrollsDepth ? Read.Channels : 1); c++) inner.AddRange(Step(outputs, parts, v, c));
        }

        if (!unrollsDepth)
        {
            inner = [new LoopStatement("c", 0, Read.Channels, 1, [.. inner, new AdvanceStatement("x", Read.Plane), new AdvanceStatement("w", DepthStride)]),
                new AdvanceStatement("x", -Read.Channels * Read.Plane)];
        }

        if (!unrollsColumns)
        {
            inner.Add(new AdvanceStatement("x", 1));
            if (unrollsDepth) inner.Add(new AdvanceStatement("w", Read.Channels * DepthStride));
            inner = [new LoopStatement("v", 0, Size, 1, inner)];
        }

        inner.Add(new AdvanceStatement("x", Read.Line - (unrollsColumns ? 0 : Size)));
        if (unrollsColumns) inner.Add(new AdvanceStatement("w", Size * Read.Channels * DepthStride));
        return [new LoopStatement("u", 0, Size, 1, inner)];
    }

    private IEnumerable<Statement> Step(int outputs, List<(string Suffix, int Read, int Write)> parts, int column, int channel)
    {
        var suffix = $"{column}_{channel}";
        foreach (var part in parts) yield return new LetStatement(LocalType.Vector, $"x{suffix}_{part.Suffix}", Load(new Place("x", part.Read + column + (channel * Read.Plane))));
        for (var o = 0; o < outputs; o++)
        {
            yield return new LetStatement(LocalType.Vector, $"w{suffix}_{o}", Splat(new Place("w", (((column * Read.Channels) + channel) * DepthStride) + o)));
            foreach (var part in parts)
            {
                var sum = $"y{o}_{part.Suffix}";
                yield return new SetStatement(sum, Fma(Expressions.Name($"x{suffix}_{part.Suffix}"), Expressions.Name($"w{suffix}_{o}"), Expressions.Name(sum)));
            }
        }
    }
}
