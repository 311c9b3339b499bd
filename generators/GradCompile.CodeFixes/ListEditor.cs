using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.CodeFixes;

/// <summary>
/// Changes of one attribute list: <c>[A, B]</c>. Attributes in brackets of their own stay so, and lines stay lines; comments stay,
/// also those beside what is removed.
/// </summary>
internal static class ListEditor
{
    public static IEnumerable<TextChange> Changes(AttributeListSyntax list, SourceText text, IReadOnlyDictionary<AttributeSyntax, AttributeEditor> editors)
    {
        var attributes = list.Attributes;
        var kept = attributes.Where(attribute => !(editors.TryGetValue(attribute, out var editor) && editor.IsRemoved)).ToList();
        if (kept.Count == 0) yield return RemoveList(list, text);
        for (var i = 0; i < attributes.Count; i++)
        {
            if (!editors.TryGetValue(attributes[i], out var editor)) continue;
            if (!editor.IsRemoved) yield return new TextChange(attributes[i].Span, editor.Text());
            else if (kept.Count > 0) yield return Remove(list, i, text, isBehindAll: attributes.IndexOf(kept[kept.Count - 1]) < i);
            foreach (var change in Insert(list, i, text, editor.Inserted())) yield return change;
        }
    }

    private static IEnumerable<TextChange> Insert(AttributeListSyntax list, int index, SourceText text, IReadOnlyList<string> inserted)
    {
        if (inserted.Count == 0) yield break;
        if (list.Attributes.Count == 1)
        {
            var line = text.Lines.GetLineFromPosition(list.SpanStart);
            var end = list.CloseBracketToken.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
            var isAlone = IsBlank(text, line.Start, list.SpanStart) && end.IsKind(SyntaxKind.EndOfLineTrivia);
            var space = char.IsWhiteSpace(text[list.Span.End]) ? " " : "";
            yield return isAlone
                ? new TextChange(new TextSpan(end.Span.End, 0), string.Concat(inserted.Select(one => $"{Indentation(text, list.SpanStart)}[{one}]{end}")))
                : new TextChange(new TextSpan(list.Span.End, 0), string.Concat(inserted.Select(one => $"{space}[{one}]")));
            yield break;
        }

        var attribute = list.Attributes[index];
        var isLast = index == list.Attributes.Count - 1;
        var neighbour = list.Attributes.GetSeparator(isLast ? index - 1 : index);
        var newLine = neighbour.TrailingTrivia.FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        if (!newLine.IsKind(SyntaxKind.EndOfLineTrivia)) yield return new TextChange(new TextSpan(attribute.Span.End, 0), string.Concat(inserted.Select(one => ", " + one)));
        else if (isLast) yield return new TextChange(new TextSpan(attribute.Span.End, 0), string.Concat(inserted.Select(one => $",{newLine}{Indentation(text, attribute.SpanStart)}{one}")));
        else yield return new TextChange(new TextSpan(newLine.Span.End, 0), string.Concat(inserted.Select(one => $"{Indentation(text, list.Attributes[index + 1].SpanStart)}{one},{newLine}")));
    }

    /// <summary>Takes one of several attributes away, with the comma behind it, or before it when nothing is kept behind.</summary>
    private static TextChange Remove(AttributeListSyntax list, int index, SourceText text, bool isBehindAll)
    {
        var attribute = list.Attributes[index];
        if (isBehindAll)
        {
            var before = list.Attributes.GetSeparator(index - 1);
            return IsBlank(text, before.Span.End, attribute.SpanStart)
                ? new TextChange(TextSpan.FromBounds(before.SpanStart, attribute.Span.End), "")
                : new TextChange(TextSpan.FromBounds(before.SpanStart, attribute.Span.End), text.ToString(TextSpan.FromBounds(before.Span.End, attribute.SpanStart)).TrimEnd(' ', '\t'));
        }

        var comma = list.Attributes.GetSeparator(index);
        var next = list.Attributes[index + 1].SpanStart;
        return new TextChange(TextSpan.FromBounds(attribute.SpanStart, IsBlank(text, comma.Span.End, next) ? next : comma.Span.End + Spaces(text, comma.Span.End)), "");
    }

    private static TextChange RemoveList(AttributeListSyntax list, SourceText text)
    {
        var start = list.SpanStart;
        var end = list.Span.End + Spaces(text, list.Span.End);
        var line = text.Lines.GetLineFromPosition(start);
        var last = text.Lines.GetLineFromPosition(end);
        var startsLine = IsBlank(text, line.Start, start);
        if (startsLine && end == last.End) return new TextChange(TextSpan.FromBounds(line.Start, last.EndIncludingLineBreak), "");
        if (end == last.End) start -= text.ToString(TextSpan.FromBounds(line.Start, start)).Reverse().TakeWhile(c => c is ' ' or '\t').Count();
        return new TextChange(TextSpan.FromBounds(start, end), "");
    }

    private static string Indentation(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return new string(text.ToString(TextSpan.FromBounds(line.Start, position)).TakeWhile(c => c is ' ' or '\t').ToArray());
    }

    private static bool IsBlank(SourceText text, int start, int end) => text.ToString(TextSpan.FromBounds(start, end)).Trim().Length == 0;

    private static int Spaces(SourceText text, int position)
    {
        var count = 0;
        while (position + count < text.Length && text[position + count] is ' ' or '\t') count++;
        return count;
    }
}
