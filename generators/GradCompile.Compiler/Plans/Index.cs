using System.Collections.Generic;
using System.Globalization;

namespace GradCompile.Compiler.Plans;

/// <summary>An integer expression of a plan: a constant, a name, or sums and products of them, simplified as they are made.</summary>
public sealed record Index
{
    private readonly bool _isSum;

    private Index(string text, long? constant, bool isSum)
    {
        Text = text;
        Constant = constant;
        _isSum = isSum;
    }

    /// <summary>As C#.</summary>
    public string Text { get; }

    /// <summary>The value, where it is known.</summary>
    public long? Constant { get; }

    public static implicit operator Index(int value) => new(value.ToString(CultureInfo.InvariantCulture), value, false);

    public static implicit operator Index(string name) => new(name, null, false);

    public static Index operator +(Index left, Index right)
    {
        if (left.Constant == 0) return right;
        if (right.Constant == 0) return left;
        if (left.Constant is { } l && right.Constant is { } r) return (int)(l + r);
        return new($"{left.Text} + {right.Text}", null, true);
    }

    public static Index operator *(Index left, Index right)
    {
        if (left.Constant == 0 || right.Constant == 0) return 0;
        if (left.Constant == 1) return right;
        if (right.Constant == 1) return left;
        if (left.Constant is { } l && right.Constant is { } r) return (int)(l * r);
        return new($"{left.Factor} * {right.Factor}", null, false);
    }

    /// <summary>So many for each block of sixteen rows.</summary>
    public static Index Blocks(int each) => new(each == 1 ? "capacity / 16" : $"capacity / 16 * {each.ToString(CultureInfo.InvariantCulture)}", null, false);

    private string Factor => _isSum ? $"({Text})" : Text;

    public override string ToString() => Text;
}
