using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.CodeFixes;

/// <summary>
/// The arguments of an attribute. One and the same may be written as a property (<c>Activation = …</c>), by its parameter's name
/// (<c>activation: …</c>) or by its place; it is found in each form, and keeps the form that it has.
/// </summary>
internal sealed class ArgumentEditor
{
    private readonly AttributeSyntax _attribute;
    private readonly IReadOnlyList<IParameterSymbol> _parameters;
    private readonly List<Argument> _arguments = [];

    public ArgumentEditor(AttributeSyntax attribute, SemanticModel model)
    {
        _attribute = attribute;
        _parameters = model.GetSymbolInfo(attribute).Symbol is IMethodSymbol constructor ? constructor.Parameters : [];
        var written = attribute.ArgumentList?.Arguments ?? default;
        for (var i = 0; i < written.Count; i++)
        {
            var name = written[i].NameEquals?.Name.Identifier.ValueText ?? written[i].NameColon?.Name.Identifier.ValueText ?? (i < _parameters.Count ? _parameters[i].Name : "");
            var before = i == 0 ? "" : Between(written[i - 1].Span.End, written[i].SpanStart);
            _arguments.Add(new Argument(name, before, written[i].NameEquals is not null, written[i].NameColon is not null, Between(written[i].SpanStart, written[i].Expression.SpanStart), written[i].Expression.ToString()));
        }
    }

    public void Set(string name, string value)
    {
        // A property is set after the constructor, and so wins over its argument.
        var index = _arguments.FindLastIndex(argument => argument.IsNamed(name));
        if (index >= 0)
        {
            _arguments[index] = _arguments[index] with { Value = value };
            return;
        }

        var positional = _arguments.TakeWhile(argument => argument is { IsProperty: false, IsByName: false }).Count();
        var isNext = positional < _parameters.Count && _parameters[positional] is { IsParams: false } next && string.Equals(next.Name, name, StringComparison.OrdinalIgnoreCase);
        if (isNext && !_arguments.Any(argument => argument.IsByName)) _arguments.Insert(positional, new Argument(name, Separator(), IsProperty: false, IsByName: false, "", value));
        else _arguments.Add(new Argument(name, Separator(), IsProperty: true, IsByName: false, name + " = ", value));
    }

    /// <summary>Sets the argument of the constructor's parameter at <paramref name="place"/>.</summary>
    public void Set(int place, string value)
    {
        if (place < _parameters.Count) Set(Property(_parameters[place].Name), value);
        else if (place < _arguments.Count) _arguments[place] = _arguments[place] with { Value = value };
    }

    /// <summary>Puts these values in the place of everything that the constructor takes.</summary>
    public void SetAll(string values)
    {
        _arguments.RemoveAll(argument => !argument.IsProperty);
        _arguments.Insert(0, new Argument("", "", IsProperty: false, IsByName: false, "", values));
    }

    public void Remove(string name) => _arguments.RemoveAll(argument => argument.IsNamed(name));

    /// <summary>The arguments in parentheses, or nothing where there are none.</summary>
    public string Text()
    {
        if (_arguments.Count == 0) return _attribute.ArgumentList is { Arguments.Count: 0 } empty ? empty.ToString() : "";
        var text = new StringBuilder();
        for (var i = 0; i < _arguments.Count; i++)
        {
            var separator = _arguments[i].Before.Length > 0 ? _arguments[i].Before : ", ";
            text.Append(i == 0 ? "" : separator).Append(_arguments[i].Prefix).Append(_arguments[i].Value);
        }

        var list = _attribute.ArgumentList;
        if (list is null) return $"({text})";
        var written = list.Arguments;
        return written.Count == 0
            ? $"{Between(_attribute.Name.Span.End, list.OpenParenToken.Span.End)}{text})"
            : Between(_attribute.Name.Span.End, written[0].SpanStart) + text + Between(written[written.Count - 1].Span.End, list.Span.End);
    }

    // New arguments stand below each other where the old ones do.
    private string Separator()
    {
        var last = _arguments.Count > 1 ? _arguments[_arguments.Count - 1].Before : "";
        return last.StartsWith(",", StringComparison.Ordinal) && last.Substring(1).Trim().Length == 0 ? last : ", ";
    }

    private string Between(int start, int end) => _attribute.SyntaxTree.GetText().ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, end));

    private static string Property(string parameter) => char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    /// <param name="Name">Of the property or parameter.</param>
    /// <param name="Before">What stands between the argument before and this one.</param>
    /// <param name="IsProperty">Written as <c>Name = value</c>.</param>
    /// <param name="IsByName">Written as <c>name: value</c>.</param>
    /// <param name="Prefix">What stands before the value.</param>
    /// <param name="Value">The value.</param>
    private sealed record Argument(string Name, string Before, bool IsProperty, bool IsByName, string Prefix, string Value)
    {
        public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
    }
}
