using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace GradCompile.CodeFixes;

/// <summary>
/// A fix as a diagnostic carries it: property <c>fix0</c> holds the title, then a line for each edit: kind, index of the attribute
/// among the additional locations, name, text; separated by tabs. Nothing else is known here of any rule.
/// </summary>
/// <param name="Title">What an editor shows.</param>
/// <param name="EquivalenceKey">The rule and the title, by which "fix all" knows it again; and whether it is offered first.</param>
/// <param name="Edits">Its edits.</param>
internal sealed record Fix(string Title, string EquivalenceKey, IReadOnlyList<Edit> Edits)
{
    /// <summary>Ends the key of what is not offered first.</summary>
    private const string Alternative = " instead";

    /// <summary>The fixes of a diagnostic, the best first; what cannot be read is no fix.</summary>
    public static IEnumerable<Fix> Of(Diagnostic diagnostic)
    {
        for (var i = 0; diagnostic.Properties.TryGetValue("fix" + i.ToString(CultureInfo.InvariantCulture), out var text) && text is not null; i++)
        {
            var lines = text.Split('\n');
            var edits = lines.Skip(1).Select(line => Edit.Read(line, diagnostic.AdditionalLocations)).ToList();
            if (edits.Count > 0 && !edits.Contains(null)) yield return new Fix(lines[0], diagnostic.Id + lines[0] + (i == 0 ? "" : Alternative), edits.OfType<Edit>().ToList());
        }
    }

    /// <summary>
    /// What "fix all" does at a diagnostic: if the fix that was chosen is what its rule offers first there, what is offered first here, so that all are
    /// fixed; else the same, where it is offered. The key may be another rule's, or none: <c>dotnet format</c> fixes one rule after the
    /// other, each time with the key of the first fix it meets, which may be any; so nothing is chosen, and the first is meant.
    /// </summary>
    public static Fix? Chosen(Diagnostic diagnostic, string? key, IEnumerable<string> rules)
    {
        var isOfAnother = key is null || !rules.Any(rule => key.StartsWith(rule, StringComparison.Ordinal));
        if (isOfAnother) return Of(diagnostic).FirstOrDefault();
        if (!key!.StartsWith(diagnostic.Id, StringComparison.Ordinal)) return null;
        return key.EndsWith(Alternative, StringComparison.Ordinal)
            ? Of(diagnostic).FirstOrDefault(fix => key == diagnostic.Id + fix.Title + Alternative)
            : Of(diagnostic).FirstOrDefault();
    }
}

/// <summary>One edit of one attribute.</summary>
/// <param name="Target">Where the attribute stands.</param>
/// <param name="Name">The argument's name, or its place.</param>
/// <param name="Text">C#: an argument's value or an attribute.</param>
/// <param name="Other">A second attribute, where there is one.</param>
internal sealed record Edit(EditKind Kind, Location Target, string Name, string Text, Location? Other)
{
    public static Edit? Read(string line, IReadOnlyList<Location> locations)
    {
        var parts = line.Split('\t');
        if (parts.Length != 4 || !Enum.TryParse(parts[0], out EditKind kind) || At(parts[1]) is not { } target) return null;
        var other = kind == EditKind.MoveAfter ? At(parts[3]) : null;
        return kind == EditKind.MoveAfter && other is null ? null : new Edit(kind, target, parts[2], parts[3], other);

        Location? At(string index) =>
            int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < locations.Count ? locations[i] : null;
    }
}

internal enum EditKind
{
    SetArgument,
    SetPositional,
    SetAllPositional,
    RemoveArgument,
    InsertAfter,
    Replace,
    Remove,
    Rename,
    MoveAfter,
    MakePartial,
}
