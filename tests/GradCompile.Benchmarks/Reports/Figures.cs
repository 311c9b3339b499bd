using System.Globalization;

namespace GradCompile.Benchmarks.Reports;

/// <summary>Numbers as the tables show them: three digits that mean something, and a unit.</summary>
internal static class Figures
{
    /// <summary>A time in ns, µs, ms or s.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-6 => $"{Three(seconds * 1e9)} ns",
        < 1e-3 => $"{Three(seconds * 1e6)} µs",
        < 1 => $"{Three(seconds * 1e3)} ms",
        _ => $"{Three(seconds)} s",
    };

    /// <summary>Operations a second in units of 10⁹.</summary>
    public static string Giga(double perSecond) => Three(perSecond / 1e9);

    /// <summary>A ratio with two decimals.</summary>
    public static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A whole number, thousands apart.</summary>
    public static string Count(double count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Three(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
