using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// A convolution with channels in the lanes: a matrix product whose rows are pixels. A tile holds some pixels × one panel of outputs
/// in registers; the sum runs over the kernel's rows, its columns and the channels read, in this order at every width.
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
/// <param name="Epilogue">What is done to each sum before it is stored.</param>
internal sealed record PixelConvolution(
    string Name, string Formula, ConvolutionGeometry Geometry, ImageView Read, ImageView Write, int Depth, int Outputs, int Taps, bool HasBias, Func<Expression, Expression>? Epilogue)
{
    /// <summary>Terms of a sum whose panel of weights stays in the second-level cache while all pixels pass by.</summary>
    private const int MostTerms = 1280;

    /// <summary>Whether the kernel is taken row by row, with the sums put down in between.</summary>
    public static bool IsCut(int rows, int columns, int depth) => rows > 1 && rows * columns * depth > MostTerms;

    private bool IsCutHere => IsCut(Geometry.Rows, Geometry.Columns, Depth);

    private bool IsEven => Geometry.IsEven(Read.Height * Read.Width, Write.Height * Write.Width);

    private int PixelsOfImage => Geometry.Height * Geometry.Width;

    /// <summary>Where the steps are even: pixels from what one written pixel reads to what the next reads.</summary>
    private int ReadStep => PixelsOfImage == 1 ? Read.Height * Read.Width : Geometry.ReadColumn;

    private int WriteStep => PixelsOfImage == 1 ? Write.Height * Write.Width : Geometry.WriteColumn;

    public Routine ToRoutine(RoutineBook book, Target target)
    {
        var panels = Panels.Of(Outputs);
        var whole = panels.Count(p => p.Width == Panels.Width);
        var body = new List<Statement> { new LetIndexStatement("pixels", (Plans.Index)"rows" * PixelsOfImage) };
        if (whole > 1) body.Add(new LoopStatement("column", 0, whole * Panels.Width, Panels.Width, Panel(book, target, Panels.Width, "column")));
        else if (whole == 1) body.AddRange(panels.Count > 1 ? [new ScopeStatement(Panel(book, target, Panels.Width, 0))] : Panel(book, target, Panels.Width, 0));
        if (panels[panels.Count - 1] is var last && last.Width < Panels.Width)
        {
            body.AddRange(panels.Count > 1 ? [new ScopeStatement(Panel(book, target, last.Width, last.Start))] : Panel(book, target, last.Width, last.Start));
        }

        return new Routine(Name, [Formula], [Ref("x"), Ref("w"), .. HasBias ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y"), Int("rows")], false, false, body);
    }

    private List<Statement> Panel(RoutineBook book, Target target, int width, Plans.Index column)
    {
        var statements = new List<Statement>();
        var weights = column * (Taps * Depth);
        var parts = IsCutHere ? 2 : 1;
        for (var part = 0; part < parts; part++)
        {
            var strips = new List<Statement>();
            foreach (var (start, vectors) in target.Strips(width))
            {
                var loops = new List<Statement> { new LetIndexStatement("pixel", 0) };
                foreach (var height in target.TileHeights(vectors))
                {
                    var tile = Tile(book, target, height, vectors, width, part == 0);
                    loops.Add(new WhileRowsStatement("pixel", "pixels", height, [Call(tile, column + start, weights + start, width, part)]));
                }

                strips.AddRange(target.Strips(width).Count > 1 || parts > 1 ? [new ScopeStatement(loops)] : loops);
            }

            statements.AddRange(part == 0 ? strips : [new LoopStatement("u", 1, Geometry.Rows, 1, strips)]);
        }

        return statements;
    }

    private CallStatement Call(string tile, Plans.Index column, Plans.Index weights, int width, int part)
    {
        var u = part == 0 ? (Plans.Index)0 : "u";
        var read = ((IsEven ? (Plans.Index)"pixel" * (ReadStep * Read.Pixel) : 0) + (Geometry.ReadStart * Read.Pixel)) + (u * (Geometry.ReadWidth * Read.Pixel));
        var write = (IsEven ? (Plans.Index)"pixel" * (WriteStep * Write.Pixel) : 0) + (Geometry.WriteStart * Write.Pixel) + column;
        var arguments = new List<Argument>
        {
            new Place("x", read),
            new Place("w", weights + (Geometry.TapStart * Depth * width) + (u * (Geometry.TapRow * Depth * width))),
        };
        if (HasBias && part == 0) arguments.Add(new Place("b", column));
        arguments.Add(new Place("y", write));
        if (!IsEven) arguments.Add((Plans.Index)"pixel");
        return new CallStatement(tile, arguments);
    }

    /// <param name="isFirst">Whether sums start at the bias; else at what is there already.</param>
    private string Tile(RoutineBook book, Target target, int pixels, int vectors, int width, bool isFirst) =>
        book.Get($"{Name}/{pixels}x{vectors}x{width}{isFirst}", $"{Name}Tile{pixels}x{vectors * target.Lanes}{(isFirst ? "" : "More")}", unique =>
        {
            var body = new List<Statement>();
            for (var p = 0; p < pixels; p++)
            {
                body.Add(new ReferenceStatement($"x{p}", Place("x", p, ReadStep, Geometry.ReadRow, Geometry.ReadColumn, Read)));
                body.Add(new ReferenceStatement($"at{p}", Place("y", p, WriteStep, Geometry.WriteRow, Geometry.WriteColumn, Write)));
                for (var v = 0; v < vectors; v++)
                {
                    body.Add(new LetStatement(
                        LocalType.Vector, Sum(p, v), !isFirst ? Load(new Place($"at{p}", v * target.Lanes)) : HasBias ? Load(new Place("b", v * target.Lanes)) : 0));
                }
            }

            body.Add(new BlankStatement());
            body.AddRange(Terms(target, pixels, vectors, width));
            for (var p = 0; p < pixels; p++)
            {
                for (var v = 0; v < vectors; v++)
                {
                    body.Add(new StoreStatement(new Place($"at{p}", v * target.Lanes), Epilogue is null || IsCutHere ? Expressions.Name(Sum(p, v)) : Epilogue(Expressions.Name(Sum(p, v)))));
                }
            }

            return new Routine(
                unique, [$"A tile of {pixels} pixels × {vectors * target.Lanes} outputs in registers."],
                [Ref("x"), Ref("w"), .. HasBias && isFirst ? [Ref("b")] : Array.Empty<RoutineParameter>(), Ref("y"), .. IsEven ? Array.Empty<RoutineParameter>() : [Int("pixel")]],
                false, false, body);
        });

    private Place Place(string reference, int pixel, int step, int row, int column, ImageView view)
    {
        if (IsEven) return new Place(reference, pixel * step * view.Pixel);
        var number = pixel == 0 ? "pixel" : $"pixel + {Number(pixel)}";
        return new Place(reference, $"Images.Offset({number}, {Number(Geometry.Height)}, {Number(Geometry.Width)}, {Number(view.Size)}, {Number(row * view.Pixel)}, {Number(column * view.Pixel)})");
    }

    /// <summary>Loops over the kernel's taps and the channels read, around one step of the tile.</summary>
    private List<Statement> Terms(Target target, int pixels, int vectors, int width)
    {
        var step = new List<Statement>();
        for (var v = 0; v < vectors; v++) step.Add(new LetStatement(LocalType.Vector, $"w{v}", Load(new Place("w", v * target.Lanes))));
        for (var p = 0; p < pixels; p++)
        {
            step.Add(new LetStatement(LocalType.Vector, $"s{p}", Splat(new Place($"x{p}", "k"))));
            for (var v = 0; v < vectors; v++) step.Add(new SetStatement(Sum(p, v), Fma(Expressions.Name($"s{p}"), Expressions.Name($"w{v}"), Expressions.Name(Sum(p, v)))));
        }

        step.Add(new AdvanceStatement("w", width));
        var (rows, columns) = (IsCutHere ? 1 : Geometry.Rows, Geometry.Columns);
        if (rows == 1 && columns == 1) return [new LoopStatement("k", 0, Depth, 1, step)];
        var from = (rows == 1 ? 0 : (Plans.Index)"u" * (Geometry.ReadWidth * Read.Pixel)) + (columns == 1 ? 0 : (Plans.Index)"v" * Read.Pixel);
        List<Statement> loops = [new LetIndexStatement("from", from), new LoopStatement("k", "from", (Plans.Index)"from" + Depth, 1, step)];
        if (columns > 1)
        {
            if (Geometry.TapColumn > 1) loops.Add(new AdvanceStatement("w", (Geometry.TapColumn - 1) * Depth * width));
            loops = [new LoopStatement("v", 0, columns, 1, loops)];
        }

        if (rows == 1) return loops;
        var gap = Geometry.TapRow - (columns > 1 ? columns * Geometry.TapColumn : 1);
        if (gap != 0) loops.Add(new AdvanceStatement("w", gap * Depth * width));
        return [new LoopStatement("u", 0, rows, 1, loops)];
    }

    private static string Sum(int pixel, int vector) => $"y{pixel}_{vector}";
}
