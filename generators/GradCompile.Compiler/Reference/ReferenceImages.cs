using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Reference;

/// <summary>Which pixels meet which, by their places in the order (C, H, W).</summary>
internal static class ReferenceImages
{
    /// <summary>Every product of a convolution: y[Output] += x[Input]·W[Weight].</summary>
    public static IEnumerable<(int Output, int Input, int Weight)> Terms(ConvolutionOperation convolution)
    {
        var (from, to, window) = (convolution.Input.Shape, convolution.Output.Shape, convolution.Window);
        for (var o = 0; o < to.Dimensions[0]; o++)
        for (var i = 0; i < to.Dimensions[1]; i++)
        for (var j = 0; j < to.Dimensions[2]; j++)
        for (var c = 0; c < from.Dimensions[0]; c++)
        for (var u = 0; u < window.Size; u++)
        for (var v = 0; v < window.Size; v++)
        {
            var (y, x) = ((i * window.Stride) + u - window.Padding, (j * window.Stride) + v - window.Padding);
            if (y < 0 || x < 0 || y >= from.Dimensions[1] || x >= from.Dimensions[2]) continue;
            yield return (At(to, o, i, j), At(from, c, y, x), (((((o * from.Dimensions[0]) + c) * window.Size) + u) * window.Size) + v);
        }
    }

    /// <summary>The pixels of each window, in the order of the outputs.</summary>
    public static IEnumerable<int[]> Windows(Shape image, Shape to, Window window) =>
        from c in Enumerable.Range(0, to.Dimensions[0])
        from i in Enumerable.Range(0, to.Dimensions[1])
        from j in Enumerable.Range(0, to.Dimensions[2])
        select (
            from u in Enumerable.Range(0, window.Size)
            from v in Enumerable.Range(0, window.Size)
            select At(image, c, (i * window.Stride) + u, (j * window.Stride) + v)).ToArray();

    /// <summary>Where each pixel goes.</summary>
    public static IEnumerable<(int From, int To)> Padded(PadImageOperation pad)
    {
        var shape = pad.Input.Shape;
        for (var c = 0; c < shape.Dimensions[0]; c++)
        for (var y = 0; y < shape.Dimensions[1]; y++)
        for (var x = 0; x < shape.Dimensions[2]; x++)
        {
            yield return (At(shape, c, y, x), At(pad.Output.Shape, c, y + pad.Before, x + pad.Before));
        }
    }

    /// <summary>A function of the channels, applied at every position.</summary>
    public static double[] ByPosition(Shape shape, double[] x, Func<double[], double[]> map)
    {
        var positions = (int)shape.Positions;
        var y = new double[x.Length];
        for (var p = 0; p < positions; p++)
        {
            var mapped = map([.. Enumerable.Range(0, shape.Channels).Select(c => x[(c * positions) + p])]);
            for (var c = 0; c < mapped.Length; c++) y[(c * positions) + p] = mapped[c];
        }

        return y;
    }

    private static int At(Shape shape, int c, int y, int x) => (((c * shape.Dimensions[1]) + y) * shape.Dimensions[2]) + x;
}
