using System;
using System.Collections.Generic;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A convolution with samples in the lanes: every number of the textbook's loops is a vector of samples, weights are broadcast, and
/// some outputs × some neighbouring pixels stay in registers. The sum runs as with channels in the lanes, so the bits are the same.
/// </summary>
/// <param name="Name">The routine's name.</param>
/// <param name="Formula">Its mathematics.</param>
/// <param name="Geometry">Which pixels are read for which.</param>
/// <param name="Read">A channel of the image read.</param>
/// <param name="Write">A channel of the image written.</param>
/// <param name="Depth">Channels read.</param>
/// <param name="Outputs">Channels written.</param>
/// <param name="Taps">Taps of the whole kernel.</param>
/// <param name="DepthStride">Floats from the weight of one channel read to that of the next.</param>
/// <param name="OutputStride">Floats from the weight of one channel written to that of the next; the kernel is turned round where it is not 1.</param>
/// <param name="HasBias">Whether sums start at a bias.</param>
/// <param name="Epilogue">What is done to each sum before it is stored.</param>
internal sealed record SampleConvolution(
    string Name, string Formula, ConvolutionGeometry Geometry, ImageView Read, ImageView Write, int Depth, int Outputs, int Taps, int DepthStride, int OutputStride,
    bool HasBias, Func<Expression, Expression>? Epilogue)
{
    /// <summary>Multiply-adds up to which the loops over channels and columns are written out.</summary>
    private const int MostUnrolled = 260;

    private bool IsTurned => OutputStride != 1;

    /// <summary>Floats from the weights of one tap to those of the next.</summary>
    private int TapStride => (IsTurned ? -1 : 1) * (IsTurned ? Outputs * OutputStride : Depth * DepthStride);

    public Routine ToRoutine(RoutineBook book, Target target)
    {
        var (outputs, pixels) = Tiling.Best(target.Accumulators, Outputs, Geometry.Width);
        var lane = target.Lanes < Blocks.Lanes ? (Plans.Index)"lane" : 0;
        var tile = Tile(book, outputs, pixels);
        var first = (IsTurned ? -(Taps - 1) : 0) + Geometry.TapStart;
        var arguments = new List<Argument>
        {
            new Place("x", (((Plans.Index)"row" * Geometry.ReadRow) + ((Plans.Index)"column" * Geometry.ReadColumn) + Geometry.ReadStart) * Blocks.Lanes + lane),
            new Place("w", ((Plans.Index)"o" * OutputStride) + (first * TapStride)),
        };
        if (HasBias) arguments.Add(new Place("b", "o"));
        arguments.Add(new Place(
            "y", (((Plans.Index)"o" * (Write.Height * Write.Width)) + ((Plans.Index)"row" * Geometry.WriteRow) + ((Plans.Index)"column" * Geometry.WriteColumn) + Geometry.WriteStart) * Blocks.Lanes + lane));

        List<Statement> body = [new CallStatement(tile, arguments)];
        body = [Over("column", Geometry.Width, pixels, body)];
        body = [new LoopStatement("row", 0, Geometry.Height, 1, body)];
        body = [Over("o", Outputs, outputs, body)];
        if (target.Lanes < Blocks.Lanes) body = [new LoopStatement("lane", 0, Blocks.Lanes, target.Lanes, body)];
        body.Add(new AdvanceStatement("x", Depth * Read.Size));
        body.Add(new AdvanceStatement("y", Outputs * Write.Size));
        return new Routine(
            Name, [Formula], [Ref("x"), Ref("w"), .. HasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y"), Int("rows")], false, false,
            [new LoopStatement("block", 0, "rows", Blocks.Lanes, body)]);
    }

    /// <summary>A loop in steps of a tile; the last is moved back where they do not come out even, and computes some elements twice, alike.</summary>
    private static Statement Over(string variable, int extent, int step, List<Statement> body) => extent == step
        ? new ScopeStatement([new LetIndexStatement(variable, 0), .. body])
        : extent % step == 0
            ? new LoopStatement(variable, 0, extent, step, body)
            : new LoopStatement(variable + "Next", 0, extent, step, [new LetIndexStatement(variable, $"Math.Min({variable}Next, {Number(extent - step)})"), .. body]);

    private string Tile(RoutineBook book, int outputs, int pixels) => book.Get($"{Name}/{outputs}x{pixels}", $"{Name}Tile{outputs}x{pixels}", unique =>
    {
        var body = new List<Statement>();
        for (var o = 0; o < outputs; o++)
        {
            for (var p = 0; p < pixels; p++) body.Add(new LetStatement(LocalType.Vector, Sum(o, p), HasBias ? Splat(new Place("b", o)) : 0));
        }

        body.Add(new BlankStatement());
        body.AddRange(Terms(outputs, pixels));
        body.Add(new BlankStatement());
        for (var o = 0; o < outputs; o++)
        {
            for (var p = 0; p < pixels; p++)
            {
                var at = ((o * Write.Height * Write.Width) + (p * Geometry.WriteColumn)) * Blocks.Lanes;
                body.Add(new StoreStatement(new Place("y", at), Epilogue is null ? Expressions.Name(Sum(o, p)) : Epilogue(Expressions.Name(Sum(o, p)))));
            }
        }

        return new Routine(
            unique, [$"A tile of {outputs} outputs × {pixels} pixels in registers, samples in the lanes."],
            [Ref("x"), Ref("w"), .. HasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y")], false, false, body);
    });

    /// <summary>Loops over the kernel's taps and the channels read, the inner ones written out where they are short.</summary>
    private List<Statement> Terms(int outputs, int pixels)
    {
        var step = outputs * pixels;
        var unrollsDepth = Depth * step <= MostUnrolled;
        var unrollsColumns = unrollsDepth && Depth * Geometry.Columns * step <= MostUnrolled;
        var inner = new List<Statement>();
        for (var v = 0; v < (unrollsColumns ? Geometry.Columns : 1); v++)
        {
            for (var c = 0; c < (unrollsDepth ? Depth : 1); c++) inner.AddRange(Step(outputs, pixels, v, c));
        }

        if (!unrollsDepth)
        {
            inner.Add(new AdvanceStatement("x", Read.Size));
            inner.Add(new AdvanceStatement("w", DepthStride));
            inner = [new LoopStatement("c", 0, Depth, 1, inner)];
        }

        var (readAt, weightAt) = unrollsDepth ? (0, 0) : (Depth * Read.Size, Depth * DepthStride);
        if (!unrollsColumns)
        {
            var (toRead, toWeight) = (Blocks.Lanes - readAt, (Geometry.TapColumn * TapStride) - weightAt);
            if (Geometry.Columns > 1 || Geometry.Rows > 1)
            {
                inner.Add(new AdvanceStatement("x", toRead));
                inner.Add(new AdvanceStatement("w", toWeight));
            }

            if (Geometry.Columns > 1) inner = [new LoopStatement("v", 0, Geometry.Columns, 1, inner)];
            (readAt, weightAt) = (Geometry.Columns * Blocks.Lanes, Geometry.Columns * Geometry.TapColumn * TapStride);
        }

        if (Geometry.Rows == 1) return inner;
        inner.Add(new AdvanceStatement("x", (Geometry.ReadWidth * Blocks.Lanes) - readAt));
        inner.Add(new AdvanceStatement("w", (Geometry.TapRow * TapStride) - weightAt));
        return [new LoopStatement("u", 0, Geometry.Rows, 1, inner)];
    }

    private IEnumerable<Statement> Step(int outputs, int pixels, int column, int channel)
    {
        var suffix = $"{column}_{channel}";
        for (var p = 0; p < pixels; p++)
        {
            yield return new LetStatement(
                LocalType.Vector, $"x{suffix}_{p}", Load(new Place("x", (((p * Geometry.ReadColumn) + column) * Blocks.Lanes) + (channel * Read.Size))));
        }

        for (var o = 0; o < outputs; o++)
        {
            yield return new LetStatement(
                LocalType.Vector, $"w{suffix}_{o}", Splat(new Place("w", (o * OutputStride) + (column * Geometry.TapColumn * TapStride) + (channel * DepthStride))));
            for (var p = 0; p < pixels; p++) yield return new SetStatement(Sum(o, p), Fma(Expressions.Name($"x{suffix}_{p}"), Expressions.Name($"w{suffix}_{o}"), Expressions.Name(Sum(o, p))));
        }
    }

    private static string Sum(int output, int pixel) => $"y{output}_{pixel}";
}
