namespace GradCompile.Runtime.Tests.Mathematics;

/// <summary>Errors in units in the last place of the exact result, down to the smallest denormal.</summary>
internal static class Ulps
{
    public static double Of(float actual, double exact)
    {
        if (double.IsNaN(exact)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (float.IsNaN(actual)) return double.PositiveInfinity;
        var rounded = (float)exact;
        if (float.IsInfinity(rounded)) return actual == rounded ? 0 : float.IsFinite(actual) && Math.Sign(actual) == Math.Sign(rounded) ? Distance(actual, exact) : double.PositiveInfinity;
        return float.IsInfinity(actual) ? Distance(Math.Sign(actual) * 3.4028236692093846e38, exact) : Distance(actual, exact);
    }

    private static double Distance(double actual, double exact)
    {
        if (double.IsInfinity(exact)) return double.PositiveInfinity;
        var exponent = exact == 0 ? -126 : Math.Clamp(Math.ILogB(exact), -126, 127);
        return Math.Abs(actual - exact) / Math.ScaleB(1, exponent - 23);
    }
}
