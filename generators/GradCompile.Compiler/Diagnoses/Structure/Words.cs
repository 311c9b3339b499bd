using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Diagnoses.Gradients;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>Words and numbers of messages.</summary>
internal static class Words
{
    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Two digits: <c>0.37</c>, <c>13</c>; all of a whole number up to a million.</summary>
    public static string Text(double value) => value is >= 100 and < 1e6
        ? value.ToString("0", CultureInfo.InvariantCulture)
        : value.ToString("G2", CultureInfo.InvariantCulture) is var text && (text.Contains("E") || text.Contains("n")) ? Figures.Of(value) : text;

    /// <summary>Three decimals at most: <c>0.431</c>, <c>-0.278</c>.</summary>
    public static string Decimals(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary><c>'a'</c>, <c>'a' and 'b'</c>, or <c>'a', 'b' and 7 more</c>.</summary>
    public static string Names(IReadOnlyList<Step> steps)
    {
        var names = steps.Take(steps.Count > 3 ? 2 : 3).Select(step => $"'{step.Name}'").ToList();
        if (steps.Count > 3) names.Add(Text(steps.Count - 2) + " more");
        return names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1];
    }
}
