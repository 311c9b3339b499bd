using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.TestKit;

/// <summary>A diagnostic that a test expects: its id and the text it underlines.</summary>
public sealed record Expected(string Id, TextSpan Span);

/// <summary>Source with expected diagnostics marked: <c>{|GRAD0004:[Sgd(-1)]|}</c>. Marks may nest.</summary>
public sealed record Markup(string Source, IReadOnlyList<Expected> Expectations)
{
    public static Markup Parse(string marked)
    {
        var source = new StringBuilder(marked.Length);
        var open = new Stack<(string Id, int Start)>();
        var expectations = new List<Expected>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (At(marked, i, "{|") && marked.IndexOf(':', i) is > 0 and var colon)
            {
                open.Push((marked[(i + 2)..colon], source.Length));
                i = colon;
            }
            else if (At(marked, i, "|}"))
            {
                if (open.Count == 0) throw new FormatException("The markup closes a mark '|}' that it never opened.");
                var (id, start) = open.Pop();
                expectations.Add(new Expected(id, TextSpan.FromBounds(start, source.Length)));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }
        }

        if (open.Count > 0) throw new FormatException($"The markup never closes the mark '{{|{open.Peek().Id}:'.");
        return new Markup(source.ToString(), expectations.OrderBy(expected => expected.Span.Start).ThenBy(expected => expected.Id, StringComparer.Ordinal).ToList());
    }

    /// <summary>Compares diagnostics with the expected ones; null if they agree, else both lists to read.</summary>
    public string? Compare(IEnumerable<Diagnostic> diagnostics)
    {
        var actual = diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ToList();
        var found = actual.Select(diagnostic => new Expected(diagnostic.Id, diagnostic.Location.SourceSpan));
        if (found.SequenceEqual(Expectations)) return null;
        var wanted = string.Join("\n", Expectations.Select(expected => $"  {expected.Id} at «{Source.Substring(expected.Span.Start, expected.Span.Length)}»"));
        var got = string.Join("\n", actual.Select(diagnostic => $"  {diagnostic.Id} at «{Underlined(diagnostic)}»: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
        return $"Expected:\n{wanted}\nbut found:\n{got}";
    }

    private static string Underlined(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "(no location)";

    private static bool At(string text, int index, string part) => string.CompareOrdinal(text, index, part, 0, part.Length) == 0;
}
