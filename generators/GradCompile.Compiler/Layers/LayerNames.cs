using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Layers;

/// <summary>The names within one scope: the network, or one residual sum. Names restart in each sum.</summary>
/// <param name="prefix">Empty, or the sum's name with a dot: <c>residual1.</c>.</param>
internal sealed class LayerNames(string prefix)
{
    /// <summary>.NET takes names of up to 1,023 bytes; methods and locals say a little more than the layer's.</summary>
    private const int MostLetters = 900;

    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _taken = [];

    public string Prefix { get; } = prefix;

    /// <summary>The layer's full name: its own, or its kind and its 1-based index among its kind.</summary>
    public string Next(string kind, string? own, Origin origin)
    {
        _counts.TryGetValue(kind, out var count);
        _counts[kind] = ++count;
        var name = own ?? kind + count.ToString(CultureInfo.InvariantCulture);
        if (own is not null && !IsName(own))
        {
            throw new FaultException(FaultIds.BadName, origin, $"The layer's name is \"{own}\"; a name is made of ASCII letters (a to z, A to Z), digits and underscores and does not begin with a digit.");
        }

        if (!_taken.Add(name))
        {
            throw new FaultException(FaultIds.BadName, origin, $"Two layers have the name \"{name}\"; give one of them another Name.");
        }

        if (Prefix.Length + name.Length > MostLetters)
        {
            throw new FaultException(
                FaultIds.BadName, origin,
                $"The layer's full name, with those of the residual sums around it, has {Numbers.Text(Prefix.Length + name.Length)} letters, but a method that is named after it has at most {Numbers.Text(MostLetters)}; give the sums shorter names, or nest fewer.");
        }

        return Prefix + name;
    }

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 128 && !char.IsDigit(text[0]) && text.All(c => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'));
}
