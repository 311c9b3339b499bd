using System;
using System.Globalization;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Numbers in messages: two digits, and powers of ten beyond the range of a double too. There is a text for every number, also for one that is none.</summary>
internal static class Figures
{
    private const string Unknown = "an unknown number";
    private const double LargestExponent = 1e6;
    private const double LargestPlainPercent = 1e4;

    /// <summary>10^<paramref name="log"/> in two digits: <c>0.037</c>, <c>2.4e-9</c>.</summary>
    public static string Power(double log)
    {
        if (double.IsNaN(log)) return Unknown;
        if (log < -LargestExponent) return "0";
        if (log > LargestExponent) return "more than any number";
        var exponent = (int)Math.Floor(log);
        var mantissa = Math.Round(Math.Pow(10, log - exponent), 1);
        if (mantissa >= 10) (mantissa, exponent) = (1, exponent + 1);
        return exponent is < -3 or > 4
            ? mantissa.ToString("0.#", CultureInfo.InvariantCulture) + "e" + exponent.ToString(CultureInfo.InvariantCulture)
            : ((decimal)mantissa * Scale(exponent)).ToString("0.######", CultureInfo.InvariantCulture);
    }

    public static string Of(double value) => value < 0 ? "-" + Power(Math.Log10(-value)) : Power(Math.Log10(value));

    public static string Percent(double share) => double.IsNaN(share) || Math.Abs(share) > LargestPlainPercent / 100
        ? Of(100 * share) + " %"
        : (100 * share).ToString(share > 0.995 && share < 1 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";

    public static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Count(int n, string one, string many) => n == 1 ? "1 " + one : n.ToString(CultureInfo.InvariantCulture) + " " + many;

    /// <summary>A number to write into a declaration: one digit, so that nobody takes a forecast for more than it is.</summary>
    public static double Rounded(double value)
    {
        if (!(value > 0) || double.IsPositiveInfinity(value)) return value;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        var rounded = unit > 0 ? Math.Round(value / unit) * unit : value;
        return double.IsInfinity(rounded) ? value : double.Parse(rounded.ToString("G1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A number as C#, as people write it: <c>5e-5</c>.</summary>
    public static string Literal(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value)) return Of(value);
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E');
        return exponent < 0 ? text : text.Substring(0, exponent) + "e" + int.Parse(text.Substring(exponent + 1), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }

    private static decimal Scale(int exponent)
    {
        var scale = 1m;
        for (; exponent > 0; exponent--) scale *= 10;
        for (; exponent < 0; exponent++) scale /= 10;
        return scale;
    }
}
