using System;
using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Forecasts;

/// <summary>To base 10 and back, without infinities on the way back.</summary>
internal static class Logarithms
{
    private const double Ln10 = 2.302585092994045684;

    /// <summary>log₁₀ of value·exp(logScale); −∞ for 0 and what rounding left below it.</summary>
    public static double Log10(double value, double logScale) => value > 0 ? (Math.Log(value) + logScale) / Ln10 : double.NegativeInfinity;

    /// <summary>10^x, at most 1e300, and 0 below 1e-300.</summary>
    public static double PowerOfTen(double x) => x < -300 ? 0 : Math.Pow(10, Math.Min(x, 300));

    /// <summary>log₁₀ Σ 10^x, without overflow; what is no number is left out.</summary>
    public static double Sum(IEnumerable<double> logarithms)
    {
        var all = logarithms.Where(x => !double.IsNegativeInfinity(x) && !double.IsNaN(x)).ToList();
        if (all.Count == 0) return double.NegativeInfinity;
        var largest = all.Max();
        return largest + Math.Log10(all.Sum(x => Math.Pow(10, x - largest)));
    }

    /// <summary>log₁₀ √Σ 10^(2x).</summary>
    public static double Norm(IEnumerable<double> logarithms) => 0.5 * Sum(logarithms.Select(x => 2 * x));
}
