using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using GradCompile.Compiler;

namespace GradCompile.Generators;

/// <summary>
/// Names of generated files that Roslyn accepts: it refuses characters that C# allows in a name, and takes names that
/// differ in case alone (<c>Digits</c>, <c>digits</c>) for the same file.
/// </summary>
internal static class FileNames
{
    /// <summary>The file's own name.</summary>
    public static string Of(GeneratedFile file)
    {
        var name = new StringBuilder(file.HintName.Length);
        foreach (var letter in file.HintName)
        {
            if (letter is '.' or '_' || char.IsLetterOrDigit(letter)) name.Append(letter);
            else name.Append('-').Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }

    /// <summary>The names that more than one file asks for, but for case.</summary>
    public static EquatableArray<string> FindShared(ImmutableArray<string> names) => names
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Count() > 1)
        .Select(group => group.Key.ToUpperInvariant())
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The file's own name, or if others ask for it, too, one with a mark of the class it belongs to.</summary>
    public static string Unique(GeneratedFile file, string className, IEnumerable<string> shared)
    {
        var name = Of(file);
        return shared.Contains(name, StringComparer.OrdinalIgnoreCase) ? Mark(className) + "." + name : name;
    }

    // FNV-1a: the same on every machine, unlike string.GetHashCode.
    private static string Mark(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in text) hash = unchecked((hash ^ letter) * 1099511628211UL);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
