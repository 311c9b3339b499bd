using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.CodeFixes;

/// <summary>
/// Tidies what several attribute lists have removed, which may stand on one line: deletions that meet become one, a line of which
/// nothing is left goes as a whole, and no blanks are left at a line's end.
/// </summary>
internal static class Deletions
{
    /// <summary>The same changes in the order of the text, none overlapping another.</summary>
    public static IEnumerable<TextChange> Tidy(SourceText text, IEnumerable<TextChange> changes)
    {
        var all = changes.Where(change => change.Span.Length > 0 || change.NewText!.Length > 0).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length).ToList();
        var written = all.Where(change => change.NewText!.Length > 0).ToList();
        var deleted = Merged(all.Where(change => change.NewText!.Length == 0)).Select(span => new TextChange(Widened(text, span, written), ""));

        // What is inserted where something else is removed comes first.
        return written.Concat(deleted).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length);
    }

    private static IEnumerable<TextSpan> Merged(IEnumerable<TextChange> deletions)
    {
        TextSpan? open = null;
        foreach (var span in deletions.Select(deletion => deletion.Span))
        {
            if (open is { } before && span.Start <= before.End)
            {
                open = TextSpan.FromBounds(before.Start, System.Math.Max(before.End, span.End));
                continue;
            }

            if (open is { } closed) yield return closed;
            open = span;
        }

        if (open is { } last) yield return last;
    }

    private static TextSpan Widened(SourceText text, TextSpan span, IReadOnlyList<TextChange> written)
    {
        var first = text.Lines.GetLineFromPosition(span.Start);
        var last = text.Lines.GetLineFromPosition(span.End);
        if (!Blanks.Fill(text, span.End, last.End)) return span;
        if (Blanks.Fill(text, first.Start, span.Start))
        {
            // A line that is inserted before this one begins where this one does.
            var isLeft = written.Any(change => change.Span.Start > first.Start && change.Span.Start <= last.End);
            return isLeft ? span : TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
        }

        return TextSpan.FromBounds(Blanks.Start(text, span.Start), last.End);
    }
}
