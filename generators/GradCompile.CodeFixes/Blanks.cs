using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.CodeFixes;

/// <summary>The blanks of a text.</summary>
internal static class Blanks
{
    /// <summary>Whether there is nothing else between two places, line breaks included.</summary>
    public static bool Fill(SourceText text, int start, int end) => text.ToString(TextSpan.FromBounds(start, end)).Trim().Length == 0;

    /// <summary>Where the spaces and tabs end that begin here.</summary>
    public static int End(SourceText text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t') position++;
        return position;
    }

    /// <summary>Where the spaces and tabs begin that end here.</summary>
    public static int Start(SourceText text, int position)
    {
        while (position > 0 && text[position - 1] is ' ' or '\t') position--;
        return position;
    }

    /// <summary>Where the blanks end that begin here, line breaks included.</summary>
    public static int Next(SourceText text, int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        return position;
    }

    /// <summary>The spaces and tabs that the line of a place begins with.</summary>
    public static string Indentation(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return new string(text.ToString(TextSpan.FromBounds(line.Start, position)).TakeWhile(c => c is ' ' or '\t').ToArray());
    }
}
