using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Memory;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// dW of a convolution with channels in the lanes: for each tap a product of all pixels, a few channels read × one panel of outputs in
/// registers. Pixels are taken some image rows at a time, so that they stay in the cache while all tiles pass over them.
/// </summary>
internal static class PixelWeightGradient
{
    /// <summary>Pixels that are worked on at a time.</summary>
    private const int ChunkPixels = 512;

    public static IEnumerable<CallStatement> Calls(PassBuilder pass, ConvolutionWeightGradientOperation operation)
    {
        var (x, dy) = (pass.View(operation.Input), pass.View(operation.OutputGradient));
        var (outputs, depth, size) = (operation.Weight.Shape[0], operation.Weight.Shape[1], operation.Window.Size);
        var geometry = ConvolutionGeometry.Forward(x, dy, operation.Window);
        var name = pass.Write($"pixel weight gradient {outputs} {depth} {x.Pixel} {dy.Pixel} {geometry}", RoutineBook.MethodStem(operation.Layer) + "WeightGradient", unique =>
            new Routine(
                unique,
                [$"{operation.Layer}: dW[u, v, c, o] = Σ x[i + u, j + v, c]·dy[i, j, o] over all pixels,  {size}×{size}×{depth} × {outputs}"],
                [Ref("x"), Ref("dy"), Ref("dw"), Int("rows"), Int("from"), Int("to")], false, false,
                [
                    PixelShape.Let(geometry, x, dy, depth, isCut: false),
                    new LetIndexStatement("lines", (Index)"rows" * dy.Height),
                    new LoopStatement("line", 0, "lines", System.Math.Max(1, ChunkPixels / dy.Width),
                    [
                        new LetIndexStatement("end", $"Math.Min(line + {Number(System.Math.Max(1, ChunkPixels / dy.Width))}, lines)"),
                        .. Chunk(pass, geometry, x, depth, outputs, size),
                    ]),
                ]));
        yield return new CallStatement(name, [pass.Place(operation.Input), pass.Place(operation.OutputGradient), pass.Gradient(operation.Weight), (Index)"rows", (Index)"from", (Index)"to"], Split: new Split(size * size * Parts(depth)));
    }

    /// <summary>The channels of a tap are dealt out in parts of so many.</summary>
    private const int PartChannels = 24;

    private static int Parts(int depth) => (depth + PartChannels - 1) / PartChannels;

    /// <summary>The tap of a unit, and its channels: <c>first</c> … <c>last</c>.</summary>
    private static IEnumerable<Statement> Unit(int depth) => Parts(depth) == 1
        ? [new LetIndexStatement("tap", "unit"), new LetIndexStatement("first", 0), new LetIndexStatement("last", depth)]
        :
        [
            new LetIndexStatement("tap", $"unit / {Number(Parts(depth))}"), new LetIndexStatement("first", $"unit % {Number(Parts(depth))} * {Number(PartChannels)}"),
            new LetIndexStatement("last", $"Math.Min(first + {Number(PartChannels)}, {Number(depth)})"),
        ];

    private static List<Statement> Chunk(PassBuilder pass, ConvolutionGeometry geometry, ImageView x, int depth, int outputs, int size)
    {
        var statements = new List<Statement>();
        var panels = Panels.Of(outputs);
        var whole = panels.Count(p => p.Width == Panels.Width);
        if (whole > 0)
        {
            var body = Units(Panels.Width, whole > 1 ? "column" : 0);
            statements.AddRange(whole > 1 ? [new LoopStatement("column", 0, whole * Panels.Width, Panels.Width, body)] : body);
        }

        if (panels[panels.Count - 1] is var last && last.Width < Panels.Width) statements.AddRange(Units(last.Width, last.Start));
        return statements;

        List<Statement> Units(int width, Index column)
        {
            Place Weights(Index channel) => new("dw", (column * (size * size * depth)) + (((Index)"tap" * depth) + channel) * width);
            var channels = pass.Target.OverStrips(width, (vectors, start) =>
            [
                new LetIndexStatement("c", "first"),
                .. (depth < PartChannels ? pass.Target.TileHeights(vectors, depth) : pass.Target.TileHeights(vectors)).Select(height => new WhileRowsStatement("c", "last", height, [new CallStatement(Tile(pass, height, vectors, width),
                    [new Place("x", (Index)"at" + "c"), new Place("dy", column + start), Weights("c").At(start), PixelShape.Argument, (Index)"line", (Index)"end"])])),
            ]).ToList();
            return
            [
                new LoopStatement("unit", "from", "to", 1,
                [
                    .. Unit(depth),
                    new LetIndexStatement("at", $"(tap / {Number(size)} * {Number(geometry.ReadWidth)} + tap % {Number(size)}) * {Number(x.Pixel)}"),
                    new IfStatement("line == 0", [new CallStatement("Images.Clear", [Weights("first"), (Index)$"(last - first) * {Number(width)}"])], []),
                    .. channels,
                ]),
            ];
        }
    }

    private static string Tile(PassBuilder pass, int channels, int vectors, int width) =>
        pass.Write($"pixel gradient tile {channels} {vectors} {width}", $"Channels{channels}x{vectors * pass.Target.Lanes}Of{width}", unique =>
        {
            var lanes = pass.Target.Lanes;
            var body = new List<Statement>();
            for (var c = 0; c < channels; c++)
            {
                for (var v = 0; v < vectors; v++) body.Add(new LetStatement(LocalType.Vector, Sum(c, v), Load(new Place("dw", (c * width) + (v * lanes)))));
            }

            var step = new List<Statement>();
            for (var v = 0; v < vectors; v++) step.Add(new LetStatement(LocalType.Vector, $"d{v}", Load(new Place("d", v * lanes))));
            for (var c = 0; c < channels; c++)
            {
                step.Add(new LetStatement(LocalType.Vector, $"x{c}", Splat(new Place("at", c))));
                for (var v = 0; v < vectors; v++) step.Add(new SetStatement(Sum(c, v), Fma(Name($"x{c}"), Name($"d{v}"), Name(Sum(c, v)))));
            }

            step.Add(new AdvanceStatement("at", "readStep"));
            step.Add(new AdvanceStatement("d", "slopeStep"));
            body.Add(new BlankStatement());
            body.Add(new LetIndexStatement("width", "shape.Width"));
            body.Add(new LetIndexStatement("readStep", "shape.ReadPixel"));
            body.Add(new LetIndexStatement("slopeStep", "shape.WritePixel"));
            body.Add(new LoopStatement("line", "from", "end", 1,
            [
                new ReferenceStatement("at", new Place("x", "shape.ReadRow(line)")),
                new ReferenceStatement("d", new Place("dy", "line * width * slopeStep")),
                new LoopStatement("p", 0, "width", 1, step),
            ]));
            for (var c = 0; c < channels; c++)
            {
                for (var v = 0; v < vectors; v++) body.Add(new StoreStatement(new Place("dw", (c * width) + (v * lanes)), Name(Sum(c, v))));
            }

            return new Routine(
                unique, [$"A tile of {channels} channels × {vectors * lanes} outputs in registers: dw[c, o] += Σ x[c]·dy[o] over some rows of pixels."],
                [Ref("x"), Ref("dy"), Ref("dw"), PixelShape.Parameter, Int("from"), Int("end")], false, false, body);
        });

    private static string Sum(int channel, int vector) => $"w{channel}_{vector}";
}
