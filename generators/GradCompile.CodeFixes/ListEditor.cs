using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.CodeFixes;

/// <summary>
/// Changes of one attribute list: <c>[A, B]</c>. Attributes in brackets of their own stay so, and lines stay lines; comments stay,
/// also those beside what is removed. What removing leaves of a line, <see cref="Deletions"/> tidies for all lists together.
/// </summary>
internal static class ListEditor
{
    public static IEnumerable<TextChange> Changes(AttributeListSyntax list, SourceText text, IReadOnlyDictionary<AttributeSyntax, AttributeEditor> editors)
    {
        var attributes = list.Attributes;
        var inserted = attributes.Select(attribute => editors.TryGetValue(attribute, out var editor) ? editor.Inserted() : []).ToList();

        // What follows an attribute that is removed takes its place.
        var isRemoved = attributes.Select((attribute, i) => inserted[i].Count == 0 && editors.TryGetValue(attribute, out var editor) && editor.IsRemoved).ToList();
        var lastKept = isRemoved.LastIndexOf(false);
        if (lastKept < 0)
        {
            foreach (var span in WithoutComments(list, text)) yield return new TextChange(span, "");
            yield break;
        }

        for (var i = 0; i < attributes.Count; i++)
        {
            if (!editors.TryGetValue(attributes[i], out var editor)) continue;
            if (isRemoved[i])
            {
                foreach (var change in Remove(list, i, text, isBehindAll: lastKept < i)) yield return change;
                continue;
            }

            var followers = inserted[i];
            yield return new TextChange(attributes[i].Span, editor.IsRemoved ? followers[0] : editor.Text());
            foreach (var change in Insert(list, i, text, editor.IsRemoved ? followers.Skip(1).ToList() : followers, isLast: lastKept == i)) yield return change;
        }
    }

    private static IEnumerable<TextChange> Insert(AttributeListSyntax list, int index, SourceText text, IReadOnlyList<string> inserted, bool isLast)
    {
        if (inserted.Count == 0) yield break;
        if (list.Attributes.Count == 1)
        {
            var line = text.Lines.GetLineFromPosition(list.SpanStart);
            var end = list.CloseBracketToken.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
            var isAlone = Blanks.Fill(text, line.Start, list.SpanStart) && end.IsKind(SyntaxKind.EndOfLineTrivia);
            var space = char.IsWhiteSpace(text[list.Span.End]) ? " " : "";
            yield return isAlone
                ? new TextChange(new TextSpan(end.Span.End, 0), string.Concat(inserted.Select(one => $"{Blanks.Indentation(text, list.SpanStart)}[{one}]{end}")))
                : new TextChange(new TextSpan(list.Span.End, 0), string.Concat(inserted.Select(one => $"{space}[{one}]")));
            yield break;
        }

        var attribute = list.Attributes[index];
        var neighbour = list.Attributes.GetSeparator(index == list.Attributes.Count - 1 ? index - 1 : index);
        var newLine = neighbour.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (!newLine.IsKind(SyntaxKind.EndOfLineTrivia)) yield return new TextChange(new TextSpan(attribute.Span.End, 0), string.Concat(inserted.Select(one => ", " + one)));
        else if (isLast) yield return new TextChange(new TextSpan(attribute.Span.End, 0), string.Concat(inserted.Select(one => $",{newLine}{Blanks.Indentation(text, attribute.SpanStart)}{one}")));
        else yield return new TextChange(new TextSpan(newLine.Span.End, 0), string.Concat(inserted.Select(one => $"{Blanks.Indentation(text, list.Attributes[index + 1].SpanStart)}{one},{newLine}")));
    }

    /// <summary>Takes one of several attributes away, with the comma behind it, or before it when nothing is kept behind.</summary>
    private static IEnumerable<TextChange> Remove(AttributeListSyntax list, int index, SourceText text, bool isBehindAll)
    {
        var attribute = list.Attributes[index];
        if (isBehindAll)
        {
            var before = list.Attributes.GetSeparator(index - 1);
            var comments = Blanks.Fill(text, before.Span.End, attribute.SpanStart) ? "" : text.ToString(TextSpan.FromBounds(before.Span.End, attribute.SpanStart)).TrimEnd(' ', '\t');

            // Where nothing but the line's end follows, the comment's own line ends there.
            var end = text.Lines.GetLineFromPosition(attribute.Span.End).End;
            if (Blanks.Fill(text, attribute.Span.End, end)) comments = comments.TrimEnd('\r', '\n');
            yield return new TextChange(TextSpan.FromBounds(before.SpanStart, attribute.Span.End), comments);
            yield break;
        }

        var comma = list.Attributes.GetSeparator(index);
        var next = list.Attributes[index + 1].SpanStart;
        if (Blanks.Fill(text, attribute.Span.End, comma.SpanStart))
        {
            yield return new TextChange(TextSpan.FromBounds(attribute.SpanStart, Blanks.Fill(text, comma.Span.End, next) ? next : Blanks.End(text, comma.Span.End)), "");
            yield break;
        }

        // A comment before the comma.
        yield return new TextChange(TextSpan.FromBounds(attribute.SpanStart, Blanks.End(text, attribute.Span.End)), "");
        yield return new TextChange(comma.Span, "");
    }

    /// <summary>The list with the blanks behind it, less the comments between its attributes and the blanks before those.</summary>
    private static IEnumerable<TextSpan> WithoutComments(AttributeListSyntax list, SourceText text)
    {
        var start = list.SpanStart;
        var comments = list.DescendantTrivia().Where(trivia => list.Span.Contains(trivia.Span) && !IsBlank(trivia) && !list.Attributes.Any(attribute => attribute.Span.Contains(trivia.Span)));
        foreach (var comment in comments)
        {
            if (start < comment.SpanStart) yield return TextSpan.FromBounds(start, comment.SpanStart);
            start = Blanks.Next(text, comment.Span.End);
        }

        yield return TextSpan.FromBounds(start, Blanks.End(text, list.Span.End));
    }

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);
}
