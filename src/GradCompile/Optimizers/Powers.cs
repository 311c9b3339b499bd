namespace GradCompile.CompilerServices;

/// <summary>Whole powers by squaring: the same bits on every platform, which the C library's pow does not promise.</summary>
internal static class Powers
{
    public static double Of(double value, ulong exponent)
    {
        var result = 1.0;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) result *= value;
            value *= value;
        }

        return result;
    }
}
