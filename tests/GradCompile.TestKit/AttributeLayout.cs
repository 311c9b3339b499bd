using System.Text;
using System.Text.RegularExpressions;

namespace GradCompile.TestKit;

/// <summary>
/// Attributes as users may set them: in one list or several, on one line or several, with comments between them. The same seed gives the same text; the
/// comments are numbered, so that a lost one is seen.
/// </summary>
public sealed partial class AttributeLayout(int seed)
{
    private static readonly string[] Separators =
    [
        ", ", ",", ",\n ", ",\n    ", ", /* # */ ", " /* # */, ", ", // #\n    ", ",\n // #\n ",
        "] [", "][", "]\t [", "]\n[", "]\n  [", "] /* # */ [", "]/* # */[", "] // #\n[", "]\n// #\n[", "]\n/* # */ [", "] [/* # */ ", " /* # */] [", "\n]\n[\n ",
    ];

    private readonly Random _random = new(seed);
    private int _comments;

    /// <summary>The attributes in brackets.</summary>
    public string Of(IEnumerable<string> attributes)
    {
        // A few ways, so that neighbours are often set alike.
        var ways = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Separators[_random.Next(Separators.Length)]).ToList();
        var text = new StringBuilder();
        foreach (var attribute in attributes)
        {
            var separator = text.Length == 0 ? "[" : ways[_random.Next(ways.Count)];
            text.Append(separator.Replace("#", $"c{_comments}", StringComparison.Ordinal)).Append(attribute);
            if (separator.Contains('#', StringComparison.Ordinal)) _comments++;
        }

        return text.Append(']').Append(_random.Next(4) switch { 0 => " ", 1 => $" // c{_comments++}\n", _ => "\n" }).ToString();
    }

    /// <summary>What was in order in a text and is not in its changed one; null where all is.</summary>
    public static string? Disorder(string before, string after)
    {
        var lost = Comment().Matches(before).Select(match => match.Value).FirstOrDefault(comment => Regex.Count(after, $@"{comment}\b") != 1);
        if (lost is not null) return $"the comment {lost} is lost or doubled";
        if (after.Split('\n').Count(line => line.Trim().Length == 0) > before.Split('\n').Count(line => line.Trim().Length == 0)) return "an empty line is left";
        return after.Split('\n').Any(line => line.EndsWith(' ') || line.EndsWith('\t')) ? "blanks are left at a line's end" : null;
    }

    [GeneratedRegex(@"\bc\d+\b")]
    private static partial Regex Comment();
}
