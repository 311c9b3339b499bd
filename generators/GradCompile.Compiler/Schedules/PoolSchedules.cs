using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Plans.Expressions;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Poolings: the textbook's loops with a vector for each number, whatever its lanes hold.</summary>
internal static class PoolSchedules
{
    public static Statement Max(PassBuilder pass, MaxPoolOperation operation) => Forward(
        pass, "MaxPool", "y[i, j] = max over the window of x", operation.Input, operation.Output, operation.Window,
        x => x, (sum, x) => Vector("Max", sum, x), result => result);

    public static Statement Average(PassBuilder pass, AveragePoolOperation operation) => Forward(
        pass, "AveragePool", "y[i, j] = mean over the window of x", operation.Input, operation.Output, operation.Window,
        x => x, (sum, x) => sum + x, result => result * (1.0 / (operation.Window.Size * operation.Window.Size)));

    /// <summary>The gradient of each window goes to the first of its pixels that equals its maximum; what is left of it is zero from then on.</summary>
    public static Statement MaxGradient(PassBuilder pass, MaxPoolGradientOperation operation)
    {
        var isCover = IsCover(pass.View(operation.InputGradient), pass.View(operation.OutputGradient), operation.Window);
        return Backward(
            pass, "MaxPoolGradient", "dx receives dy at the first pixel of each window that is its maximum",
            operation.InputGradient, operation.OutputGradient, operation.Window, [operation.Input], [operation.Result],
            dx =>
            [
                new LetStatement(LocalType.Vector, "slope", Load(new Place("dy", "i"))),
                new LetStatement(LocalType.Vector, "largest", Load(new Place("y", "i"))),
            ],
            (offset, dx) =>
            {
                var isLargest = Vector("Equals", Load(new Place("x", offset)), Name("largest"));
                var part = Select(isLargest, Name("slope"), 0);
                return
                [
                    new StoreStatement(new Place("dx", offset), isCover ? part : Load(new Place("dx", offset)) + part),
                    new SetStatement("slope", Select(isLargest, 0, Name("slope"))),
                ];
            });
    }

    public static Statement AverageGradient(PassBuilder pass, AveragePoolGradientOperation operation)
    {
        var isCover = IsCover(pass.View(operation.InputGradient), pass.View(operation.OutputGradient), operation.Window);
        return Backward(
            pass, "AveragePoolGradient", "dx receives dy / size² at every pixel of each window",
            operation.InputGradient, operation.OutputGradient, operation.Window, [], [],
            dx => [new LetStatement(LocalType.Vector, "slope", Load(new Place("dy", "i")) * (1.0 / (operation.Window.Size * operation.Window.Size)))],
            (offset, dx) => [new StoreStatement(new Place("dx", offset), isCover ? Name("slope") : Load(new Place("dx", offset)) + Name("slope"))]);
    }

    public static Statement GlobalAverage(PassBuilder pass, GlobalAveragePoolOperation operation)
    {
        var view = pass.View(operation.Input);
        var positions = view.Height * view.Width;
        var name = pass.Write($"global average pool {view.Height} {view.Width} {view.Pixel}", "GlobalAveragePool", unique => new Routine(
            unique, ["y = mean of x over all pixels"], [Ref("x"), Ref("y"), Int("images")], false, false,
            [new LoopStatement("image", 0, "images", 1,
            [
                new LoopStatement("i", 0, view.Pixel, pass.Target.Lanes,
                [
                    new LetStatement(LocalType.Vector, "sum", 0),
                    new LoopStatement("p", 0, positions, 1, [new SetStatement("sum", Name("sum") + Load(new Place("x", ((Index)"p" * view.Pixel) + "i")))]),
                    new StoreStatement(new Place("y", "i"), Name("sum") / positions),
                ]),
                new AdvanceStatement("x", view.Size),
                new AdvanceStatement("y", view.Pixel),
            ])]));
        return new CallStatement(name, [pass.Place(operation.Input), pass.Place(operation.Output), view.Images]);
    }

    public static Statement GlobalAverageGradient(PassBuilder pass, GlobalAveragePoolGradientOperation operation)
    {
        var view = pass.View(operation.InputGradient);
        var positions = view.Height * view.Width;
        var name = pass.Write($"global average pool gradient {view.Height} {view.Width} {view.Pixel}", "GlobalAveragePoolGradient", unique => new Routine(
            unique, ["dx = dy / pixels, at every pixel"], [Ref("dy"), Ref("dx"), Int("images")], false, false,
            [new LoopStatement("image", 0, "images", 1,
            [
                new LoopStatement("i", 0, view.Pixel, pass.Target.Lanes,
                [
                    new LetStatement(LocalType.Vector, "slope", Load(new Place("dy", "i")) / positions),
                    new LoopStatement("p", 0, positions, 1, [new StoreStatement(new Place("dx", ((Index)"p" * view.Pixel) + "i"), Name("slope"))]),
                ]),
                new AdvanceStatement("dx", view.Size),
                new AdvanceStatement("dy", view.Pixel),
            ])]));
        return new CallStatement(name, [pass.Place(operation.OutputGradient), pass.Place(operation.InputGradient), view.Images]);
    }

    /// <summary>Whether every pixel lies in exactly one window.</summary>
    private static bool IsCover(ImageView from, ImageView to, Window window) =>
        window.Size == window.Stride && from.Height == to.Height * window.Stride && from.Width == to.Width * window.Stride;

    private static CallStatement Forward(
        PassBuilder pass, string stem, string formula, Value input, Value output, Window window,
        System.Func<Expression, Expression> first, System.Func<Expression, Expression, Expression> next, System.Func<Expression, Expression> last)
    {
        if (input.Arrangement == Arrangement.Lines) return LinePoolSchedules.Forward(pass, stem, formula, input, output, next, last);
        var (from, to) = (pass.View(input), pass.View(output));
        var isCut = output.Arrangement == Arrangement.Pixels;
        var name = pass.Write($"{stem} {window} {from.Height} {from.Width} {from.Pixel} {isCut}", $"{stem}{window.Size}x{window.Size}", unique =>
        {
            var body = new List<Statement>();
            if (window.Size <= 4)
            {
                Expression result = first(Load(new Place("x", "i")));
                for (var place = 1; place < window.Size * window.Size; place++)
                {
                    result = next(result, Load(new Place("x", (Index)"i" + Pixel(from, place / window.Size, place % window.Size))));
                }

                body.Add(new StoreStatement(new Place("y", "i"), last(result)));
            }
            else
            {
                body.Add(new LetStatement(LocalType.Vector, "result", first(Load(new Place("x", "i")))));
                body.Add(new LoopStatement("place", 1, window.Size * window.Size, 1,
                [
                    new LetIndexStatement("at", (Index)$"place / {Number(window.Size)} * {Number(from.Width * from.Pixel)}" + $"place % {Number(window.Size)} * {Number(from.Pixel)}"),
                    new SetStatement("result", next(Name("result"), Load(new Place("x", (Index)"i" + "at")))),
                ]));
                body.Add(new StoreStatement(new Place("y", "i"), last(Name("result"))));
            }

            return new Routine(
                unique, [formula], [Ref("image"), Ref(isCut ? "results" : "y"), .. Range(isCut)], false, false, OverWindows(pass.Target, from, to, window, body, ["x"], ["y"], isCut));
        });
        return Call(name, [pass.Place(input), pass.Place(output)], from.Images, to, isCut);
    }

    /// <summary>With channels in the lanes, threads share the rows of windows; with samples in the lanes, they have samples to share.</summary>
    private static CallStatement Call(string routine, IReadOnlyList<Argument> places, Index images, ImageView windows, bool isCut) => isCut
        ? new CallStatement(routine, [.. places, (Index)"from", (Index)"to"], Split: new Split((Index)"pass.Rows" * windows.Height))
        : new CallStatement(routine, [.. places, images]);

    private static RoutineParameter[] Range(bool isCut) => isCut ? [Int("from"), Int("to")] : [Int("images")];

    private static CallStatement Backward(
        PassBuilder pass, string stem, string formula, Value inputGradient, Value outputGradient, Window window, IReadOnlyList<Value> pixels, IReadOnlyList<Value> windows,
        System.Func<string, IReadOnlyList<Statement>> before, System.Func<Index, string, IReadOnlyList<Statement>> each)
    {
        var (from, to) = (pass.View(inputGradient), pass.View(outputGradient));
        var isCover = IsCover(from, to, window);
        var isCut = isCover && outputGradient.Arrangement == Arrangement.Pixels;
        var name = pass.Write($"{stem} {window} {from.Height} {from.Width} {from.Pixel} {isCut}", $"{stem}{window.Size}x{window.Size}", unique =>
        {
            var body = new List<Statement>(before("dx"));
            if (window.Size <= 4)
            {
                for (var place = 0; place < window.Size * window.Size; place++) body.AddRange(each((Index)"i" + Pixel(from, place / window.Size, place % window.Size), "dx"));
            }
            else
            {
                body.Add(new LoopStatement("place", 0, window.Size * window.Size, 1,
                [
                    new LetIndexStatement("at", (Index)$"place / {Number(window.Size)} * {Number(from.Width * from.Pixel)}" + $"place % {Number(window.Size)} * {Number(from.Pixel)}"),
                    .. each((Index)"i" + "at", "dx"),
                ]));
            }

            var moving = pixels.Count == 0 ? new[] { "dx" } : ["dx", "x"];
            var fixedOnes = windows.Count == 0 ? new[] { "dy" } : ["dy", "y"];
            var parameters = new List<RoutineParameter> { Ref("imageGradient") };
            if (pixels.Count > 0) parameters.Add(Ref("image"));
            parameters.Add(Ref(isCut ? "resultsGradient" : "dy"));
            if (windows.Count > 0) parameters.Add(Ref(isCut ? "results" : "y"));
            parameters.AddRange(Range(isCut));
            var statements = OverWindows(pass.Target, from, to, window, body, moving, fixedOnes, isCut);
            if (!isCover) statements.Insert(0, new CallStatement("Images.Clear", [new Place("imageGradient", 0), (Index)"images" * from.Size]));
            return new Routine(unique, [formula], parameters, false, false, statements);
        });
        var arguments = new List<Argument> { pass.Place(inputGradient) };
        foreach (var value in pixels) arguments.Add(pass.Place(value));
        arguments.Add(pass.Place(outputGradient));
        foreach (var value in windows) arguments.Add(pass.Place(value));
        return Call(name, arguments, from.Images, to, isCut);
    }

    private static int Pixel(ImageView view, int row, int column) => ((row * view.Width) + column) * view.Pixel;

    /// <summary>A loop over images, windows and vectors of a pixel.</summary>
    /// <param name="moving">References to the window's first pixel, which follow the windows over the image.</param>
    /// <param name="steady">References to what there is once for each window.</param>
    /// <param name="isCut">Whether the loop is over some rows of windows, counted over images, instead of over some images.</param>
    private static List<Statement> OverWindows(
        Target target, ImageView from, ImageView to, Window window, List<Statement> body, IReadOnlyList<string> moving, IReadOnlyList<string> steady, bool isCut)
    {
        var columns = new List<Statement> { new LoopStatement("i", 0, from.Pixel, target.Lanes, body) };
        foreach (var reference in moving) columns.Add(new AdvanceStatement(reference, window.Stride * from.Pixel));
        foreach (var reference in steady) columns.Add(new AdvanceStatement(reference, to.Pixel));
        var (row, image) = isCut ? ($"line % {Number(to.Height)}", (Index)$"line / {Number(to.Height)}" * from.Size) : ("row", 0);
        var rows = new List<Statement>();
        foreach (var reference in moving) rows.Add(new ReferenceStatement(reference, new Place(Whole(reference), image + ((Index)row * (window.Stride * from.Width * from.Pixel)))));
        if (isCut) rows.AddRange(steady.Select(reference => new ReferenceStatement(reference, new Place(Whole(reference), (Index)"line" * (to.Width * to.Pixel)))));
        rows.Add(new LoopStatement("column", 0, to.Width, 1, columns));
        if (isCut) return [new LoopStatement("line", "from", "to", 1, rows)];
        var images = new List<Statement> { new LoopStatement("row", 0, to.Height, 1, rows) };
        foreach (var reference in moving) images.Add(new AdvanceStatement(Whole(reference), from.Size));
        return [new LoopStatement("n", 0, "images", 1, images)];

        static string Whole(string reference) => reference switch
        {
            "x" => "image",
            "dx" => "imageGradient",
            "y" => "results",
            _ => "resultsGradient",
        };
    }
}
