using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>Operations that only move data: calls of the runtime.</summary>
internal static class ArrangementSchedules
{
    public static Statement Arrange(PassBuilder pass, ArrangeOperation operation)
    {
        var (from, to) = (operation.Input, operation.Output);
        var (channels, positions) = (from.Shape.Channels, (int)from.Shape.Positions);
        var (source, destination) = (pass.Place(from), pass.Place(to));
        return (from.Arrangement, to.Arrangement) switch
        {
            (Arrangement.Rows, Arrangement.Lines) => ToLines(pass, from, to, 0, 0, 0),
            (Arrangement.Lines, Arrangement.Rows) => FromLines("Images.LinesToRows", (Index)pass.Stride(to)),
            (Arrangement.Lines, Arrangement.Pixels) => FromLines("Images.LinesToPixels", (Index)pass.View(to).Pixel),
            (Arrangement.Rows, Arrangement.Samples) => new CallStatement(
                "Images.RowsToSamples", [source, (Index)pass.Stride(from), destination, (Index)(channels * positions), (Index)"rows"]),
            (Arrangement.Samples, Arrangement.Rows) => new CallStatement(
                "Images.SamplesToRows", [source, (Index)(channels * positions), destination, (Index)pass.Stride(to), (Index)"rows"]),
            (Arrangement.Rows, Arrangement.Pixels) => new CallStatement(
                "Images.RowsToPixels", [source, (Index)pass.Stride(from), destination, (Index)channels, (Index)positions, (Index)pass.View(to).Pixel, (Index)"rows"]),
            _ => new CallStatement(
                "Images.PixelsToRows", [source, (Index)pass.View(from).Pixel, destination, (Index)channels, (Index)positions, (Index)pass.Stride(to), (Index)"rows"]),
        };

        CallStatement FromLines(string routine, Argument last)
        {
            var view = LineView.Of(from);
            return new CallStatement(
                routine, [source, (Index)view.Image, (Index)view.Channels, (Index)view.Height, (Index)view.Width, (Index)view.Line, destination, last, (Index)"rows"]);
        }
    }

    public static Statement Pad(PassBuilder pass, PadImageOperation operation)
    {
        if (operation.Output.Arrangement == Arrangement.Lines) return ToLines(pass, operation.Input, operation.Output, operation.Before, operation.After, operation.Fill);
        var view = pass.View(operation.Input);
        var isCut = operation.Output.Arrangement == Arrangement.Pixels;
        var lines = operation.Before + view.Height + operation.After;
        return new CallStatement("Images.Pad",
        [
            pass.Place(operation.Input), (Index)(isCut ? "from" : "0"), isCut ? "to" : view.Images * lines, (Index)view.Height, (Index)view.Width, (Index)view.Pixel, (Index)operation.Before, (Index)operation.After,
            Fill(operation.Fill), pass.Place(operation.Output),
        ], Split: isCut ? new Split((Index)"pass.Rows" * lines, 4) : null);
    }

    private static Index Fill(double number) => double.IsNegativeInfinity(number) ? "float.NegativeInfinity" : "0f";

    /// <summary>Lines within a border, from lines or from rows, which are lines without padding.</summary>
    private static CallStatement ToLines(PassBuilder pass, Value from, Value to, int before, int after, double fill)
    {
        var (source, destination) = (LineView.Of(from), LineView.Of(to));
        var isRows = from.Arrangement == Arrangement.Rows;
        return new CallStatement("Images.ToLines",
        [
            pass.Place(from), (Index)pass.Stride(from), (Index)source.Channels, (Index)source.Height, (Index)source.Width, (Index)(isRows ? source.Width : source.Line),
            (Index)before, (Index)after, Fill(fill), pass.Place(to), (Index)destination.Image, (Index)destination.Line, (Index)"rows",
        ]);
    }

    public static Statement Crop(PassBuilder pass, CropImageOperation operation)
    {
        var (from, to) = (pass.View(operation.Input), pass.View(operation.Output));
        return new CallStatement("Images.Crop",
        [
            pass.Place(operation.Input), from.Images, (Index)from.Height, (Index)from.Width, (Index)from.Pixel, (Index)operation.Before, pass.Place(operation.Output),
            (Index)to.Height, (Index)to.Width,
        ]);
    }
}
