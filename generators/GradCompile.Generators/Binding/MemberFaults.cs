using System;
using System.Linq;
using System.Threading;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Generators.Binding;

/// <summary>Members of the user's that would not compile together with the generated ones: nothing is generated then.</summary>
internal static class MemberFaults
{
    public static Fault? Find(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        Constructor(type, cancellation) ?? Required(type) ?? ClassName(type) ?? Shadow(type, compilation) ?? OwnMember(type) ?? InheritedMember(type, compilation);

    private static Fault? Constructor(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var constructor in type.InstanceConstructors.Where(candidate => !candidate.IsImplicitlyDeclared && GeneratedText.IsUsers(candidate)))
        {
            var syntax = constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            if (syntax is TypeDeclarationSyntax)
                return Unsuitable($"'{type.Name}' has a primary constructor, which the generated constructor cannot call: remove its parameter list.");
            if (syntax is not ConstructorDeclarationSyntax declaration) continue;
            if (declaration.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true)
                return Unsuitable($"A constructor of '{type.Name}' leaves the network without weights: let it call the generated one with ': this(seed)'.");
            if (constructor.Parameters.Length == 1 && constructor.Parameters[0].Type.SpecialType == SpecialType.System_UInt64)
                return Clash($"'{type.Name}' declares a constructor '{type.Name}(ulong)', which the compiler adds: remove it, or give it other parameters.");
        }

        return null;
    }

    private static Fault? Required(INamedTypeSymbol type)
    {
        for (var current = type; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            if (current.GetMembers().FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) is { } member)
                return Unsuitable($"'{member.Name}' is required, but the generated 'Load' makes a '{type.Name}' without setting it: remove 'required'.");
        }

        return null;
    }

    private static Fault? ClassName(INamedTypeSymbol type) =>
        SurfaceMembers.Others.Contains(type.Name) || SurfaceMembers.Methods.Any(method => method.Name == type.Name)
            ? Clash($"A network cannot be named '{type.Name}', as the compiler adds a member of that name to it: rename the class.")
            : null;

    // Generated code says 'global::System' and 'global::GradCompile', which a class of that name would take for itself.
    private static Fault? Shadow(INamedTypeSymbol type, Compilation compilation)
    {
        var shadow = compilation.Assembly.GlobalNamespace.GetTypeMembers().FirstOrDefault(candidate => candidate.Name is "System" or AttributeNames.Namespace);
        if (shadow is null) return null;
        return Clash($"The project has a class '{shadow.Name}' outside any namespace, which hides the namespace that the generated half of '{type.Name}' refers to: rename that class.");
    }

    private static Fault? OwnMember(INamedTypeSymbol type)
    {
        var member = type.GetMembers().FirstOrDefault(candidate => GeneratedText.IsUsers(candidate) && IsTaken(candidate));
        return member is null ? null : Clash($"'{type.Name}' declares '{Display(member)}', which the compiler adds: rename or remove it.");
    }

    private static Fault? InheritedMember(INamedTypeSymbol type, Compilation compilation)
    {
        for (var current = type.BaseType; current is { SpecialType: not SpecialType.System_Object }; current = current.BaseType)
        {
            var member = current.GetMembers().FirstOrDefault(candidate => IsTaken(candidate) && compilation.IsSymbolAccessibleWithin(candidate, type));
            if (member is not null)
                return Clash($"'{type.Name}' inherits '{Display(member)}' from '{current.Name}', which the compiler adds as well: rename it there, or remove the base class.");
        }

        return null;
    }

    // Methods of one name live side by side when their parameters differ; accessors are judged by their property.
    private static bool IsTaken(ISymbol member)
    {
        if (member is IMethodSymbol { MethodKind: not MethodKind.Ordinary }) return false;
        if (SurfaceMembers.Others.Contains(member.Name)) return true;
        if (member is not IMethodSymbol { Arity: 0 } method) return member is not IMethodSymbol && SurfaceMembers.Methods.Any(taken => taken.Name == member.Name);
        return SurfaceMembers.Methods.Any(taken => taken.Name == method.Name && taken.Parameters == Parameters(method));
    }

    // C# tells 'in' and 'ref' apart, readers hardly: such a twin counts as taken, too.
    private static string Parameters(IMethodSymbol method) =>
        string.Join(", ", method.Parameters.Select(parameter => BlockBinding.Key(parameter.Type)));

    private static string Display(ISymbol member) => member is IMethodSymbol method ? $"{method.Name}({Parameters(method)})" : member.Name;

    private static Fault Unsuitable(string message) => new(FaultIds.UnsuitableType, message, Origin.Class);

    private static Fault Clash(string message) => new(FaultIds.BadName, message, Origin.Class);
}
