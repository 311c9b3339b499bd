using System.Linq;
using System.Threading;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Generators.Binding;

/// <summary>Why a type cannot carry the generated half: nothing is generated then.</summary>
internal static class TypeFaults
{
    public static Fault? Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Unsuitable(type, cancellation) ?? OldLanguage(type) ?? UnsuitableBase(type, compilation);

    private static Fault? Unsuitable(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var name = type.Name;
        if (type.TypeKind == TypeKind.Interface) return Error($"'{name}' is an interface, but a network must be a class: write 'public partial class {name}'.");
        if (type.IsRecord) return Error($"'{name}' is a record, but a network must be a plain class, as it is not a value: write 'public partial class {name}'.");
        if (type.TypeKind == TypeKind.Struct) return Error($"'{name}' is a struct, but a network must be a class, as it owns its weights: write 'public partial class {name}'.");
        if (type.ContainingType is { } outer) return Error($"'{name}' is nested in '{outer.Name}', but a network must be a class of its own: move it out into the namespace.");
        if (type.IsFileLocal) return Error($"'{name}' is local to its file, where the generated half cannot reach it: remove 'file'.");
        if (type.IsGenericType) return Error($"'{name}' is generic, but a network has no type parameters: remove them.");
        if (type.IsStatic) return Error($"'{name}' is static, but a network is made with 'new {name}(seed)': remove 'static'.");
        if (type.IsAbstract) return Error($"'{name}' is abstract, but a network is made with 'new {name}(seed)': remove 'abstract'.");
        return IsPartial(type, cancellation)
            ? null
            : Error($"'{name}' is not partial, but the compiler adds its members to it: write 'partial class {name}'.") with { Fixes = MakePartial(type) };
    }

    private static EquatableArray<Fix> MakePartial(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        for (var i = 0; i < attributes.Length; i++)
        {
            if (AttributeNames.Of(attributes[i]) == AttributeNames.Network) return new(new Fix("Make the class partial", new EquatableArray<Edit>(Edit.MakePartial(new Origin("", i)))));
        }

        return EquatableArray<Fix>.Empty;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Where(reference => !GeneratedText.IsOurs(reference.SyntaxTree))
        .All(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static Fault? OldLanguage(INamedTypeSymbol type)
    {
        var options = type.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.Options).OfType<CSharpParseOptions>().FirstOrDefault();
        if (options is null || options.LanguageVersion >= LanguageVersion.CSharp12) return null;
        return Error($"The project compiles as C# {options.LanguageVersion.ToDisplayString()}, but the generated half of '{type.Name}' needs C# 12 or later: raise <LangVersion>.");
    }

    private static Fault? UnsuitableBase(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.BaseType is not { SpecialType: not SpecialType.System_Object, TypeKind: TypeKind.Class } parent) return null;
        if (parent.GetAttributes().Any(attribute => AttributeNames.Of(attribute) == AttributeNames.Network))
            return Error($"'{type.Name}' derives from the network '{parent.Name}', but a network stands for itself: remove the base class.");

        var callable = parent.InstanceConstructors
            .Where(constructor => GeneratedText.IsUsers(constructor) || constructor.IsImplicitlyDeclared)
            .Where(constructor => compilation.IsSymbolAccessibleWithin(constructor, type))
            .Where(constructor => constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams))
            .ToList();
        if (callable.Count == 1 || callable.Any(constructor => constructor.Parameters.IsEmpty)) return null;
        return Error($"'{type.Name}' derives from '{parent.Name}', which has no constructor without parameters that the generated constructor could call: add one, or remove the base class.");
    }

    private static Fault Error(string message) => new(FaultIds.UnsuitableType, message, Origin.Class);
}
