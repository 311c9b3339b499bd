using System;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// How a square varies over the pixels of an image, as a product of its rows' and its columns' share, each 1 on average. Windows that
/// reach into zero padding make borders darker, layer by layer.
/// </summary>
internal sealed class ImageProfile
{
    private readonly double[] _rows;
    private readonly double[] _columns;

    private ImageProfile(double[] rows, double[] columns) => (_rows, _columns) = (rows, columns);

    /// <summary>The same everywhere.</summary>
    public static ImageProfile Flat(Shape image) => new(Ones(image.Dimensions[1]), Ones(image.Dimensions[2]));

    /// <summary>The sums over windows, and their mean: the pixels of a window as they count.</summary>
    public (ImageProfile Sums, double Mean) Under(Window window)
    {
        var (rows, columns) = (Sums(_rows, window), Sums(_columns, window));
        return (new ImageProfile(rows, columns).Normalized(), rows.Average() * columns.Average());
    }

    /// <summary>What comes back to the pixels of <paramref name="image"/> from the windows over them.</summary>
    public ImageProfile Back(Shape image, Window window) =>
        new ImageProfile(Spread(_rows, image.Dimensions[1], window), Spread(_columns, image.Dimensions[2], window)).Normalized();

    /// <summary>The mean product with another.</summary>
    public double With(ImageProfile other) => Product(_rows, other._rows) * Product(_columns, other._columns);

    /// <summary>The mean of a power.</summary>
    public double Mean(double power) => Mean(_rows, power) * Mean(_columns, power);

    /// <summary>Pixel by pixel to a power.</summary>
    public ImageProfile Power(double power) =>
        power == 1 ? this : new ImageProfile(Array.ConvertAll(_rows, x => Math.Pow(x, power)), Array.ConvertAll(_columns, x => Math.Pow(x, power))).Normalized();

    /// <summary>The profile of a sum of squares of which this one has a share.</summary>
    public ImageProfile Mixed(double share, ImageProfile other) =>
        share >= 1 || ReferenceEquals(this, other) ? this : share <= 0 ? other : new(Mixed(_rows, share, other._rows), Mixed(_columns, share, other._columns));

    /// <summary>
    /// What all samples share varies over the pixels where windows reach into padding, for want of some taps' terms: the sum over the taps of
    /// (inside − how often inside)², and its mean.
    /// </summary>
    public static (ImageProfile Variation, double Mean) Missing(Shape from, Shape to, Window window)
    {
        var (rows, columns) = (Often(from.Dimensions[1], to.Dimensions[1], window), Often(from.Dimensions[2], to.Dimensions[2], window));
        var mean = (rows.Sum() * columns.Sum()) - (rows.Sum(f => f * f) * columns.Sum(f => f * f));
        if (mean <= 1e-12) return (Flat(to), 0);
        return (new ImageProfile(Variation(rows, columns, from.Dimensions[1], to.Dimensions[1], window), Variation(columns, rows, from.Dimensions[2], to.Dimensions[2], window)).Normalized(), mean);
    }

    /// <summary>Along one side, averaged over the other, whose taps are inside as often as <paramref name="across"/> says.</summary>
    private static double[] Variation(double[] along, double[] across, int from, int to, Window window)
    {
        var (first, second) = (across.Sum(), across.Sum(f => f * f));
        var result = new double[to];
        for (var i = 0; i < to; i++)
        {
            for (var u = 0; u < window.Size; u++)
            {
                var inside = IsInside(i, u, from, window) ? 1 : 0;
                result[i] += (inside * (first - (2 * along[u] * second))) + (along[u] * along[u] * second);
            }
        }

        return result;
    }

    private static double[] Often(int from, int to, Window window)
    {
        var often = new double[window.Size];
        for (var u = 0; u < window.Size; u++)
        {
            for (var i = 0; i < to; i++) often[u] += IsInside(i, u, from, window) ? 1.0 / to : 0;
        }

        return often;
    }

    private static double[] Sums(double[] side, Window window)
    {
        var sums = new double[window.Outputs(side.Length)];
        for (var i = 0; i < sums.Length; i++)
        {
            for (var u = 0; u < window.Size; u++)
            {
                if (IsInside(i, u, side.Length, window)) sums[i] += side[(i * window.Stride) + u - window.Padding];
            }
        }

        return sums;
    }

    private static double[] Spread(double[] side, int length, Window window)
    {
        var spread = new double[length];
        for (var i = 0; i < side.Length; i++)
        {
            for (var u = 0; u < window.Size; u++)
            {
                if (IsInside(i, u, length, window)) spread[(i * window.Stride) + u - window.Padding] += side[i];
            }
        }

        return spread;
    }

    private static bool IsInside(int output, int tap, int side, Window window)
    {
        var at = (output * window.Stride) + tap - window.Padding;
        return at >= 0 && at < side;
    }

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        for (var i = 0; i < count; i++) ones[i] = 1;
        return ones;
    }

    private static double[] Mixed(double[] side, double share, double[] other)
    {
        var mixed = new double[side.Length];
        for (var i = 0; i < mixed.Length; i++) mixed[i] = (share * side[i]) + ((1 - share) * other[i]);
        return mixed;
    }

    private static double Product(double[] side, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < side.Length; i++) sum += side[i] * other[i];
        return sum / side.Length;
    }

    private static double Mean(double[] side, double power) => side.Average(x => Math.Pow(x, power));

    private ImageProfile Normalized() => new(Normalized(_rows), Normalized(_columns));

    private static double[] Normalized(double[] side)
    {
        var mean = side.Average();
        return mean > 0 ? Array.ConvertAll(side, x => x / mean) : Ones(side.Length);
    }
}
