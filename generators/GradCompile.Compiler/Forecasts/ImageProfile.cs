using System;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// How a square varies over the pixels of an image, as a product of its rows' and its columns' share, each 1 on average. Windows that
/// reach into zero padding make borders darker, layer by layer. Both sides of a square image are one array.
/// </summary>
internal sealed class ImageProfile
{
    private readonly double[] _rows;
    private readonly double[] _columns;

    private ImageProfile(double[] rows, double[] columns) => (_rows, _columns) = (rows, columns);

    private bool IsSquare => ReferenceEquals(_rows, _columns);

    /// <summary>The same everywhere.</summary>
    public static ImageProfile Flat(Shape image)
    {
        var rows = Ones(image.Dimensions[1]);
        return new(rows, image.Dimensions[2] == rows.Length ? rows : Ones(image.Dimensions[2]));
    }

    /// <summary>The sums over windows, and their mean: the pixels of a window as they count.</summary>
    public (ImageProfile Sums, double Mean) Under(Window window)
    {
        if (window is { Size: 1, Stride: 1, Padding: 0 }) return (this, 1);
        var rows = Sums(_rows, window);
        var columns = IsSquare ? rows : Sums(_columns, window);
        var mean = Normalize(rows);
        return (new ImageProfile(rows, columns), IsSquare ? mean * mean : mean * Normalize(columns));
    }

    /// <summary>What comes back to the pixels of <paramref name="image"/> from the windows over them.</summary>
    public ImageProfile Back(Shape image, Window window)
    {
        if (window is { Size: 1, Stride: 1, Padding: 0 }) return this;
        var rows = Spread(_rows, image.Dimensions[1], window);
        Normalize(rows);
        if (IsSquare && image.Dimensions[1] == image.Dimensions[2]) return new(rows, rows);
        var columns = Spread(_columns, image.Dimensions[2], window);
        Normalize(columns);
        return new(rows, columns);
    }

    /// <summary>The mean product with another.</summary>
    public double With(ImageProfile other)
    {
        var rows = Product(_rows, other._rows);
        return rows * (IsSquare && other.IsSquare ? rows : Product(_columns, other._columns));
    }

    /// <summary>The mean of a power.</summary>
    public double Mean(double power)
    {
        var rows = Mean(_rows, power);
        return rows * (IsSquare ? rows : Mean(_columns, power));
    }

    /// <summary>Pixel by pixel to a power.</summary>
    public ImageProfile Power(double power)
    {
        if (Math.Abs(power - 1) < 1e-9) return this;
        var rows = Powers(_rows, power);
        return new(rows, IsSquare ? rows : Powers(_columns, power));
    }

    /// <summary>The profile of a sum of squares of which this one has a share.</summary>
    public ImageProfile Mixed(double share, ImageProfile other)
    {
        if (share >= 1 || ReferenceEquals(this, other)) return this;
        if (share <= 0) return other;
        var rows = Mixed(_rows, share, other._rows);
        return new(rows, IsSquare && other.IsSquare ? rows : Mixed(_columns, share, other._columns));
    }

    /// <summary>
    /// What all samples share varies over the pixels where windows reach into padding, for want of some taps' terms: the sum over the taps of
    /// (inside − how often inside)², and its mean. Null and 0 where no window does.
    /// </summary>
    public static (ImageProfile? Variation, double Mean) Missing(Shape from, Shape to, Window window)
    {
        if (window.Padding == 0) return (null, 0);
        var (rows, columns) = (Often(from.Dimensions[1], to.Dimensions[1], window), Often(from.Dimensions[2], to.Dimensions[2], window));
        var mean = (Sum(rows) * Sum(columns)) - (Product(rows, rows) * Product(columns, columns) * window.Size * window.Size);
        if (mean <= 1e-12) return (null, 0);
        var down = Variation(rows, columns, from.Dimensions[1], to.Dimensions[1], window);
        var across = Variation(columns, rows, from.Dimensions[2], to.Dimensions[2], window);
        Normalize(down);
        Normalize(across);
        return (new ImageProfile(down, from.Dimensions[1] == from.Dimensions[2] ? down : across), mean);
    }

    /// <summary>Along one side, averaged over the other, whose taps are inside as often as <paramref name="across"/> says.</summary>
    private static double[] Variation(double[] along, double[] across, int from, int to, Window window)
    {
        var (first, second) = (Sum(across), Product(across, across) * across.Length);
        var result = new double[to];
        for (var i = 0; i < to; i++)
        {
            for (var u = 0; u < window.Size; u++)
            {
                if (IsInside(i, u, from, window)) result[i] += first - (2 * along[u] * second);
                result[i] += along[u] * along[u] * second;
            }
        }

        return result;
    }

    /// <summary>How often each tap along a side is inside the image.</summary>
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
            var first = (i * window.Stride) - window.Padding;
            var end = Math.Min(side.Length, first + window.Size);
            for (var at = Math.Max(0, first); at < end; at++) sums[i] += side[at];
        }

        return sums;
    }

    private static double[] Spread(double[] side, int length, Window window)
    {
        var spread = new double[length];
        for (var i = 0; i < side.Length; i++)
        {
            var first = (i * window.Stride) - window.Padding;
            var end = Math.Min(length, first + window.Size);
            for (var at = Math.Max(0, first); at < end; at++) spread[at] += side[i];
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

    private static double[] Powers(double[] side, double power)
    {
        var powers = new double[side.Length];
        for (var i = 0; i < side.Length; i++) powers[i] = Math.Pow(side[i], power);
        Normalize(powers);
        return powers;
    }

    private static double Product(double[] side, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < side.Length; i++) sum += side[i] * other[i];
        return sum / side.Length;
    }

    private static double Mean(double[] side, double power)
    {
        var sum = 0.0;
        var isRoot = Math.Abs(power - 0.5) < 1e-9;
        foreach (var x in side) sum += isRoot ? Math.Sqrt(x) : Math.Pow(x, power);
        return sum / side.Length;
    }

    private static double Sum(double[] side)
    {
        var sum = 0.0;
        foreach (var x in side) sum += x;
        return sum;
    }

    /// <summary>Divides by the mean and returns it; a side of zeros becomes flat.</summary>
    private static double Normalize(double[] side)
    {
        var mean = Sum(side) / side.Length;
        for (var i = 0; i < side.Length; i++) side[i] = mean > 0 ? side[i] / mean : 1;
        return mean;
    }
}
