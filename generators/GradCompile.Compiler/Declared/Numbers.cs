using System;
using System.Globalization;

namespace GradCompile.Compiler.Declared;

/// <summary>Checks of the numbers in a declaration. Each throws a <see cref="FaultException"/> that names the number and its range.</summary>
internal static class Numbers
{
    /// <summary>The smallest ε: below it a float32 would be denormal or zero, and 0/0 follows.</summary>
    public const double SmallestEpsilon = 1.2e-38;

    public static void Positive(double value, string what, Origin origin) =>
        Require(IsFloat(value) && value > 0, value, what, "a finite number above 0", origin);

    public static void NotNegative(double value, string what, Origin origin) =>
        Require(IsFloat(value) && value >= 0, value, what, "a finite number of at least 0", origin);

    public static void Finite(double value, string what, Origin origin) =>
        Require(IsFloat(value), value, what, "a finite number within float's range", origin);

    public static void Epsilon(double value, string what, Origin origin) =>
        Require(IsFloat(value) && value >= SmallestEpsilon, value, what, "a finite number of at least 1.2e-38", origin);

    /// <summary>A share of at least 0 and below 1, as a momentum or a dropout rate.</summary>
    public static void BelowOne(double value, string what, Origin origin) =>
        Require(value is >= 0 and < 1 && (float)value < 1f, value, what, "at least 0 and below 1", origin);

    /// <summary>A share from 0 to 1, both included.</summary>
    public static void Share(double value, string what, Origin origin) =>
        Require(value is >= 0 and <= 1, value, what, "from 0 to 1", origin);

    public static void PositiveSize(int value, string what, Origin origin)
    {
        if (value < 1)
        {
            throw new FaultException(FaultIds.BadSize, origin, $"{what} is {Text(value)}; it must be at least 1.");
        }
    }

    public static void Defined<T>(T value, string what, Origin origin)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), value))
        {
            throw new FaultException(FaultIds.BadNumber, origin, $"{what} is {value}, which is no member of its enum; name one of its members.");
        }
    }

    public static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsFloat(double value) => !double.IsNaN(value) && Math.Abs(value) <= float.MaxValue;

    private static void Require(bool holds, double value, string what, string range, Origin origin)
    {
        if (!holds) throw new FaultException(FaultIds.BadNumber, origin, $"{what} is {Text(value)}; it must be {range}.");
    }
}
