using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A convolution with channels in the lanes: a matrix product whose rows are pixels. A tile holds some pixels × one panel of outputs
/// in registers; the sum runs over the kernel's rows, its columns and the channels read, in this order at every width. Tiles take
/// the shape as an argument, so that all convolutions of a network share them.
/// </summary>
/// <param name="Name">The routine's name.</param>
/// <param name="Formula">Its mathematics.</param>
/// <param name="Geometry">Which pixels are read for which.</param>
/// <param name="Read">The image read.</param>
/// <param name="Write">The image written.</param>
/// <param name="Depth">Channels read.</param>
/// <param name="Outputs">Channels written.</param>
/// <param name="Taps">Taps of the whole kernel.</param>
/// <param name="HasBias">Whether sums start at a bias.</param>
/// <param name="EpilogueKey">A name for the epilogue: tiles with the same are shared.</param>
/// <param name="Epilogue">What is done to each sum before it is stored.</param>
internal sealed record PixelConvolution(
    string Name, string Formula, ConvolutionGeometry Geometry, ImageView Read, ImageView Write, int Depth, int Outputs, int Taps, bool HasBias,
    string EpilogueKey, Func<Expression, Expression>? Epilogue)
{
    /// <summary>Terms of a sum whose panel of weights stays in the second-level cache while all pixels pass by.</summary>
    private const int MostTerms = 1280;

    /// <summary>Whether the kernel is taken row by row, with the sums put down in between.</summary>
    public static bool IsCut(int rows, int columns, int depth) => rows > 1 && rows * columns * depth > MostTerms;

    private bool IsCutHere => IsCut(Geometry.Rows, Geometry.Columns, Depth);

    public Routine ToRoutine(RoutineBook book, Target target)
    {
        var panels = Panels.Of(Outputs);
        var whole = panels.Count(p => p.Width == Panels.Width);
        var body = new List<Statement> { PixelShape.Let(Geometry, Read, Write, Depth, IsCutHere) };
        var parameters = new List<RoutineParameter> { Ref("x"), Ref("w") };
        if (HasBias) parameters.Add(Ref("b"));
        parameters.Add(Ref("y"));
        if (IsCutByPanels(Outputs))
        {
            parameters.Add(Int("rows"));
            body.Add(new LetIndexStatement("pixels", (Plans.Index)"rows" * (Geometry.Height * Geometry.Width)));
            var end = whole == panels.Count ? (Plans.Index)"to" * Panels.Width : $"Math.Min(to, {Number(whole)}) * {Number(Panels.Width)}";
            body.Add(new LoopStatement("column", (Plans.Index)"from" * Panels.Width, end, Panels.Width, Panel(book, target, Panels.Width, "column")));
            if (whole < panels.Count) body.Add(new IfStatement($"to == {Number(panels.Count)}", Panel(book, target, panels[whole].Width, panels[whole].Start), []));
        }
        else
        {
            if (whole > 1) body.Add(new LoopStatement("column", 0, whole * Panels.Width, Panels.Width, Panel(book, target, Panels.Width, "column")));
            else if (whole == 1) body.AddRange(Panel(book, target, Panels.Width, 0));
            if (whole < panels.Count) body.AddRange(Panel(book, target, panels[whole].Width, panels[whole].Start));
        }

        parameters.AddRange([Int("from"), Int("to")]);
        return new Routine(Name, [Formula], parameters, false, false, body);
    }

    /// <summary>Panels from which on threads share the outputs, so that each reads its own weights; they share the pixels of fewer.</summary>
    private const int ManyPanels = 8;

    private static bool IsCutByPanels(int outputs) => Panels.Of(outputs).Count >= ManyPanels;

    /// <summary>A call of the routine: its places, and what part of the work is meant.</summary>
    public static CallStatement Call(string routine, IReadOnlyList<Argument> places, ConvolutionGeometry geometry, int outputs) => IsCutByPanels(outputs)
        ? new CallStatement(routine, [.. places, (Plans.Index)"rows", (Plans.Index)"from", (Plans.Index)"to"], Split: new Split(Panels.Of(outputs).Count))
        : new CallStatement(routine, [.. places, (Plans.Index)"from", (Plans.Index)"to"], Split: PixelRange.Over(geometry.Height * geometry.Width));

    private List<Statement> Panel(RoutineBook book, Target target, int width, Plans.Index column)
    {
        var statements = new List<Statement>();
        var weights = column * (Taps * Depth);
        for (var part = 0; part < (IsCutHere ? 2 : 1); part++)
        {
            var isFirst = part == 0;
            var strips = target.OverStrips(width, (vectors, start) =>
            [
                new LetIndexStatement("pixel", IsCutByPanels(Outputs) ? 0 : "from"),
                .. target.TileHeights(vectors).Select(height => new WhileRowsStatement(
                    "pixel", IsCutByPanels(Outputs) ? "pixels" : "to", height, [Call(Tile(book, target, height, vectors, width, isFirst), column + start, weights + start, width, isFirst ? 0 : 1)])),
            ]).ToList();
            statements.AddRange(isFirst ? strips : [new LoopStatement("u", 1, Geometry.Rows, 1, strips)]);
        }

        return statements;
    }

    private CallStatement Call(string tile, Plans.Index column, Plans.Index weights, int width, int part)
    {
        var u = part == 0 ? (Plans.Index)0 : "u";
        var arguments = new List<Argument>
        {
            new Place("x", (Plans.Index)(Geometry.ReadStart * Read.Pixel) + (u * (Geometry.ReadWidth * Read.Pixel))),
            new Place("w", weights + (Geometry.TapStart * Depth * width) + (u * (Geometry.TapRow * Depth * width))),
        };
        if (HasBias && part == 0) arguments.Add(new Place("b", column));
        arguments.Add(new Place("y", (Plans.Index)(Geometry.WriteStart * Write.Pixel) + column));
        arguments.Add(PixelShape.Argument);
        arguments.Add((Plans.Index)"pixel");
        return new CallStatement(tile, arguments);
    }

    /// <param name="isFirst">Whether sums start at the bias; else at what is there already.</param>
    private string Tile(RoutineBook book, Target target, int pixels, int vectors, int width, bool isFirst)
    {
        var hasBias = HasBias && isFirst;
        var epilogue = IsCutHere ? null : Epilogue;
        var kind = $"{(hasBias ? "Bias" : isFirst ? "" : "More")}{(epilogue is null ? "" : EpilogueKey)}";
        return book.Get($"pixel tile {pixels} {vectors} {width} {kind}", $"Pixels{pixels}x{vectors * target.Lanes}Of{width}{kind}", unique =>
        {
            var body = new List<Statement>();
            for (var p = 0; p < pixels; p++)
            {
                var pixel = p == 0 ? "pixel" : $"pixel + {Number(p)}";
                body.Add(new ReferenceStatement($"x{p}", new Place("x", $"shape.Read({pixel})")));
                body.Add(new ReferenceStatement($"at{p}", new Place("y", $"shape.Write({pixel})")));
                for (var v = 0; v < vectors; v++)
                {
                    body.Add(new LetStatement(
                        LocalType.Vector, Sum(p, v), !isFirst ? Load(new Place($"at{p}", v * target.Lanes)) : hasBias ? Load(new Place("b", v * target.Lanes)) : 0));
                }
            }

            body.Add(new BlankStatement());
            body.AddRange(Terms(target, pixels, vectors, width));
            for (var p = 0; p < pixels; p++)
            {
                for (var v = 0; v < vectors; v++)
                {
                    body.Add(new StoreStatement(new Place($"at{p}", v * target.Lanes), epilogue is null ? Expressions.Name(Sum(p, v)) : epilogue(Expressions.Name(Sum(p, v)))));
                }
            }

            return new Routine(
                unique, [$"A tile of {pixels} pixels × {vectors * target.Lanes} outputs in registers: y[p, o] {(isFirst ? "=" : "+=")} {(hasBias ? "b[o] + " : "")}Σₖ x[p, k]·w[k, o], k over taps and channels."],
                [Ref("x"), Ref("w"), .. hasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y"), PixelShape.Parameter, Int("pixel")], false, false, body);
        });
    }

    /// <summary>Loops over the kernel's taps and the channels read, around one step of the tile.</summary>
    private static List<Statement> Terms(Target target, int pixels, int vectors, int width)
    {
        var step = new List<Statement>();
        for (var v = 0; v < vectors; v++) step.Add(new LetStatement(LocalType.Vector, $"w{v}", Load(new Place("w", v * target.Lanes))));
        for (var p = 0; p < pixels; p++)
        {
            step.Add(new LetStatement(LocalType.Vector, $"s{p}", Splat(new Place($"x{p}", "k"))));
            for (var v = 0; v < vectors; v++) step.Add(new SetStatement(Sum(p, v), Fma(Expressions.Name($"s{p}"), Expressions.Name($"w{v}"), Expressions.Name(Sum(p, v)))));
        }

        step.Add(new AdvanceStatement("w", width));
        return
        [
            new LoopStatement("u", 0, "shape.Rows", 1,
            [
                new LoopStatement("v", 0, "shape.Columns", 1,
                [
                    new LetIndexStatement("from", "u * shape.RowStep + v * shape.ColumnStep"),
                    new LetIndexStatement("end", "from + shape.Depth"),
                    new LoopStatement("k", "from", "end", 1, step),
                    new AdvanceStatement("w", $"shape.ColumnGap * {Number(width)}"),
                ]),
                new AdvanceStatement("w", $"shape.RowGap * {Number(width)}"),
            ]),
        ];
    }

    private static string Sum(int pixel, int vector) => $"y{pixel}_{vector}";
}
