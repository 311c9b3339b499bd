namespace GradCompile.Runtime.Tests.Mathematics;

/// <summary>In double precision, to some 1e-14 relative: what single-precision results are measured against.</summary>
internal static class Reference
{
    /// <summary>Kahan's way around the cancellation.</summary>
    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        if (u == 1) return x;
        return u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>Kahan's way around the cancellation.</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u == 0 ? Math.Log(u) : Math.Log(u) * x / (u - 1);
    }

    public static double Softplus(double x) => x > 0 ? x + Log1p(Math.Exp(-x)) : Log1p(Math.Exp(x));

    /// <summary>2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, a series without cancellation.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) > 6) return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++) sum += term *= 2 * x * x / ((2 * n) + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    public static double SiluDerivative(double x)
    {
        if (double.IsInfinity(x)) return x > 0 ? 1 : 0;
        var s = 1 / (1 + Math.Exp(-x));
        return s + (x * s / (1 + Math.Exp(x)));
    }

    public static double MishDerivative(double x)
    {
        if (Math.Abs(x) > 300) return x > 0 ? 1 : 0;
        var softplus = Softplus(x);
        return Math.Tanh(softplus) + (x / (Math.Cosh(softplus) * Math.Cosh(softplus)) / (1 + Math.Exp(-x)));
    }

    public static double GeluDerivative(double x) => Math.Abs(x) > 50 ? x > 0 ? 1 : 0 : (0.5 * (1 + Erf(x / Math.Sqrt(2)))) + (x * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI));
}
