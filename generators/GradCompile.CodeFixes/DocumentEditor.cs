using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.CodeFixes;

/// <summary>Gathers the edits of the attributes of one file and applies them as changes of its text, so that all else stays as it is.</summary>
internal sealed class DocumentEditor(SyntaxNode root, SourceText text, SemanticModel model)
{
    private readonly Dictionary<AttributeSyntax, AttributeEditor> _attributes = [];
    private readonly HashSet<TypeDeclarationSyntax> _partial = [];

    /// <summary>The attribute that has exactly this span, or null.</summary>
    public AttributeSyntax? Find(TextSpan span)
    {
        if (!root.FullSpan.Contains(span)) return null;
        var attribute = root.FindNode(span).FirstAncestorOrSelf<AttributeSyntax>();
        return attribute?.Span == span ? attribute : null;
    }

    public void Add(AttributeSyntax attribute, EditKind kind, string name, string value)
    {
        if (kind != EditKind.MakePartial) Of(attribute).Add(kind, name, value);
        else if (attribute.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type) _partial.Add(type);
    }

    /// <summary>Moves an attribute, which may stand in another file, to the place behind one of this file.</summary>
    public void Move(DocumentEditor from, AttributeSyntax attribute, AttributeSyntax behind)
    {
        var moved = from.Of(attribute);
        moved.Add(EditKind.Remove, "", "");
        Of(behind).Follow(moved);
    }

    public SourceText Apply()
    {
        var changes = _attributes.Values
            .GroupBy(editor => (AttributeListSyntax)editor.Attribute.Parent!)
            .SelectMany(group => ListEditor.Changes(group.Key, text, group.ToDictionary(editor => editor.Attribute)));

        var modifiers = _partial.Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "));
        return text.WithChanges(Deletions.Tidy(text, changes).Concat(modifiers));
    }

    private AttributeEditor Of(AttributeSyntax attribute)
    {
        if (!_attributes.TryGetValue(attribute, out var editor)) _attributes.Add(attribute, editor = new AttributeEditor(attribute, model));
        return editor;
    }
}
