using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>
/// The arguments of one attribute, read without trust: whatever is half-typed comes out as the default that is asked for,
/// and <see cref="IsComplete"/> says that C# itself has reported the attribute.
/// </summary>
internal readonly struct AttributeArguments(AttributeData attribute, Origin origin)
{
    public Origin Origin => origin;

    /// <summary>Whether C# understood the attribute and each of its arguments.</summary>
    public static bool IsComplete(AttributeData attribute) =>
        attribute.AttributeClass is { TypeKind: not TypeKind.Error }
        && attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.All(IsRead)
        && attribute.NamedArguments.All(argument => IsRead(argument.Value))
        && attribute.AttributeClass.TypeArguments.All(argument => argument.TypeKind != TypeKind.Error);

    public bool Has(string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    public int Int(int position, int otherwise = 0) => ToInt(Positional(position)) ?? otherwise;

    public int Int(string name, int otherwise) => OptionalInt(name) ?? otherwise;

    public int? OptionalInt(string name) => ToInt(Named(name));

    public double Double(int position, double otherwise = 0) => ToDouble(Positional(position)) ?? otherwise;

    public double Double(string name, double otherwise) => OptionalDouble(name) ?? otherwise;

    public double? OptionalDouble(string name) => ToDouble(Named(name));

    public bool Bool(string name, bool otherwise) => Named(name) is bool value ? value : otherwise;

    public string? Text(string name) => Named(name) as string;

    /// <summary>An array argument, as of <c>params</c>; empty for null.</summary>
    public IEnumerable<int> Ints(int position)
    {
        if (attribute.ConstructorArguments.Length <= position) return [];
        var argument = attribute.ConstructorArguments[position];
        if (argument.Kind != TypedConstantKind.Array || argument.IsNull) return [];
        return argument.Values.Select(item => ToInt(Value(item)) ?? 0);
    }

    private static bool IsRead(TypedConstant argument) =>
        argument.Kind != TypedConstantKind.Error
        && (argument.Kind != TypedConstantKind.Array || argument.IsNull || argument.Values.All(IsRead));

    private object? Positional(int position) =>
        position < attribute.ConstructorArguments.Length ? Value(attribute.ConstructorArguments[position]) : null;

    private object? Named(string name)
    {
        object? value = null;
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name) value = Value(argument.Value);
        }

        return value;
    }

    // TypedConstant.Value throws for an array.
    private static object? Value(TypedConstant argument) =>
        argument.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum ? argument.Value : null;

    private static int? ToInt(object? value) => value switch
    {
        int number => number,
        sbyte or byte or short or ushort or char => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static double? ToDouble(object? value) => value switch
    {
        double number => number,
        float number => number,
        int or long or uint or ulong => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
