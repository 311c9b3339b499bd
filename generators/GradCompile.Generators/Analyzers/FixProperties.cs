using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;

namespace GradCompile.Generators.Analyzers;

/// <summary>
/// Fixes as the properties of a diagnostic, which is all that a code fix reads: property <c>fix0</c> holds the title, then
/// a line for each edit: kind, index of the attribute among the diagnostic's additional locations, name, text (of <c>MoveAfter</c> the index of the other
/// attribute); separated by tabs.
/// </summary>
internal static class FixProperties
{
    /// <summary>The attributes that the fixes touch, each once, in the order of the additional locations.</summary>
    public static IReadOnlyList<Origin> Targets(EquatableArray<Fix> fixes) =>
        fixes.SelectMany(fix => fix.Edits).SelectMany(edit => edit.Other is { } other ? new[] { edit.Target, other } : [edit.Target]).Distinct().ToList();

    public static ImmutableDictionary<string, string?> Write(EquatableArray<Fix> fixes)
    {
        var targets = Targets(fixes).ToList();
        return fixes
            .Select((fix, index) => new KeyValuePair<string, string?>("fix" + index.ToString(CultureInfo.InvariantCulture), string.Join("\n", new[] { fix.Title }.Concat(fix.Edits.Select(Line)))))
            .ToImmutableDictionary();

        string Line(Edit edit) => string.Join("\t", edit.Kind.ToString(), Index(edit.Target), edit.Name, edit.Other is { } other ? Index(other) : edit.Text);

        string Index(Origin target) => targets.IndexOf(target).ToString(CultureInfo.InvariantCulture);
    }
}
