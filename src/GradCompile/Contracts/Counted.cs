using System.Globalization;

namespace GradCompile;

/// <summary>Numbers in messages: with their noun in the right form, and the same in every culture.</summary>
internal static class Counted
{
    /// <summary><c>1 number</c>, <c>2 numbers</c>.</summary>
    public static string Of(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary><c>There is 1 label</c>, <c>There are 2 labels</c>.</summary>
    public static string There(long count, string noun) => $"There {(count == 1 ? "is" : "are")} {Of(count, noun)}";

    /// <summary><c>[3, 5]</c>.</summary>
    public static string Shape(IEnumerable<int> shape) => $"[{string.Join(", ", shape.Select(d => d.ToString(CultureInfo.InvariantCulture)))}]";
}
