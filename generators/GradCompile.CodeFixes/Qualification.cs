using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.CodeFixes;

/// <summary>Writes names as the user writes them: qualified, with the suffix <c>Attribute</c>, or short; and so that they mean the same.</summary>
internal sealed class Qualification(AttributeSyntax attribute, SemanticModel model)
{
    private const string Space = "GradCompile";
    private const string Suffix = "Attribute";

    /// <summary>An attribute, given in short: <c>Activation(Activation.ReLU)</c>.</summary>
    public string OfAttribute(string text)
    {
        var open = text.IndexOf('(');
        return open < 0 ? OfName(text) : OfName(text.Substring(0, open)) + OfArguments(text.Substring(open));
    }

    /// <summary>An expression with the enums' short names: <c>Init.HeNormal</c>.</summary>
    public string OfExpression(string text)
    {
        var arguments = OfArguments("(" + text + ")");
        return arguments.Substring(1, arguments.Length - 2);
    }

    /// <summary>An attribute's name, given in short: <c>BatchNorm</c>.</summary>
    public string OfName(string name)
    {
        var written = attribute.Name.ToString();
        var simple = Simple(attribute.Name);
        var hasSuffix = simple.EndsWith(Suffix, StringComparison.Ordinal) && simple.Length > Suffix.Length;
        var full = hasSuffix ? name + Suffix : name;
        var type = model.GetTypeInfo(attribute).Type?.Name;
        var isAlias = type is not null && simple != type && simple + Suffix != type;
        var before = written.LastIndexOf(simple, StringComparison.Ordinal);
        if (!isAlias && before > 0) return written.Substring(0, before) + full;
        return IsInSight(name + Suffix) ? full : Outer() + full;
    }

    private string OfArguments(string text)
    {
        var list = SyntaxFactory.ParseAttributeArgumentList(text);
        var names = list?.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(access => access.Expression).OfType<IdentifierNameSyntax>();
        foreach (var name in names?.OrderByDescending(name => name.SpanStart).ToList() ?? [])
        {
            var simple = name.Identifier.ValueText;
            if (model.Compilation.GetTypeByMetadataName(Space + "." + simple) is not null && !IsInSight(simple)) text = text.Insert(name.SpanStart, Outer());
        }

        return text;
    }

    private static string Simple(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => Simple(qualified.Right),
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => name.ToString(),
    };

    /// <summary>Whether the simple name means our type here, and no other.</summary>
    private bool IsInSight(string name)
    {
        var found = model.LookupNamespacesAndTypes(attribute.SpanStart, name: name);
        return found.Length == 1 && found[0] is INamedTypeSymbol { Arity: 0 } type && IsOurs(type.ContainingNamespace);
    }

    private string Outer()
    {
        var found = model.LookupNamespacesAndTypes(attribute.SpanStart, name: Space);
        return found.Length == 1 && found[0] is INamespaceSymbol space && IsOurs(space) ? Space + "." : "global::" + Space + ".";
    }

    private static bool IsOurs(INamespaceSymbol? space) => space is { Name: Space, ContainingNamespace.IsGlobalNamespace: true };
}
