using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.CodeFixes;

/// <summary>The edits of one attribute, and what they make of it.</summary>
internal sealed class AttributeEditor(AttributeSyntax attribute, SemanticModel model)
{
    private readonly Qualification _names = new(attribute, model);
    private readonly List<(EditKind Kind, string Name, string Text)> _edits = [];
    private readonly List<AttributeEditor> _followers = [];

    public AttributeSyntax Attribute => attribute;

    public bool IsRemoved => _edits.Any(edit => edit.Kind == EditKind.Remove);

    /// <summary>Adds an edit. Of two that settle the same thing, as of a block that two networks share, the first counts.</summary>
    public void Add(EditKind kind, string name, string text)
    {
        if (!_edits.Any(edit => edit.Kind == kind && edit.Name == name && (kind != EditKind.InsertAfter || edit.Text == text))) _edits.Add((kind, name, text));
    }

    /// <summary>Lets another attribute, which is removed where it stands, follow this one.</summary>
    public void Follow(AttributeEditor moved)
    {
        if (!_followers.Contains(moved)) _followers.Add(moved);
    }

    /// <summary>The attribute as it will read.</summary>
    public string Text()
    {
        if (_edits.Where(edit => edit.Kind == EditKind.Replace).Select(edit => edit.Text).FirstOrDefault() is { } replacement) return _names.OfAttribute(replacement);
        var name = _edits.Where(edit => edit.Kind == EditKind.Rename).Select(edit => edit.Text).FirstOrDefault();
        var arguments = new ArgumentEditor(attribute, model);
        foreach (var edit in _edits)
        {
            switch (edit.Kind)
            {
                case EditKind.SetArgument:
                    arguments.Set(edit.Name, _names.OfExpression(edit.Text));
                    break;
                case EditKind.SetPositional:
                    arguments.Set(int.Parse(edit.Name, CultureInfo.InvariantCulture), _names.OfExpression(edit.Text));
                    break;
                case EditKind.SetAllPositional:
                    arguments.SetAll(edit.Text);
                    break;
                case EditKind.RemoveArgument:
                    arguments.Remove(edit.Name);
                    break;
            }
        }

        return (name is null ? attribute.Name.ToString() : _names.OfName(name)) + arguments.Text();
    }

    /// <summary>The attributes that follow it, without brackets.</summary>
    public IReadOnlyList<string> Inserted() =>
        _edits.Where(edit => edit.Kind == EditKind.InsertAfter).Select(edit => _names.OfAttribute(edit.Text)).Concat(_followers.Select(moved => moved.Text())).ToList();
}
