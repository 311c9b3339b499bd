using System.Reflection;
using System.Text;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>
/// What users and generated code compile against: a change of it is seen, and read, before it is shipped. <c>GradCompile.CompilerServices</c> is the
/// interface of emitted code, which an assembly keeps as long as it lives.
/// </summary>
public class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("GradCompile")]
    [InlineData("GradCompile.CompilerServices")]
    public void IsWhatItWas(string space)
    {
        var text = new StringBuilder();
        foreach (var type in typeof(NetworkInfo).Assembly.GetExportedTypes().Where(type => type.Namespace == space).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var bases = type.IsEnum ? [] : new[] { type.BaseType }.Concat(type.GetInterfaces()).Where(one => one is not null && one.IsVisible && one != typeof(object) && one != typeof(ValueType)).Select(one => Name(one!)).Order(StringComparer.Ordinal).ToArray();
            text.Append($"{Kind(type)} {Name(type)}{(bases.Length == 0 ? "" : " : " + string.Join(", ", bases))}\n");
            foreach (var member in type.GetMembers(Declared).Select(Text).OfType<string>().Order(StringComparer.Ordinal)) text.Append($"    {member}\n");
            text.Append('\n');
        }

        Snapshot.Verify(text.ToString(), space, "txt");
    }

    private static string? Text(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsSeen(constructor) => $"new({Parameters(constructor)})",
        MethodInfo { IsSpecialName: false } method when IsSeen(method) && !method.Name.Contains('<') => $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Generics(method)}({Parameters(method)})",
        PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsSeen) =>
            $"{(property.GetAccessors(true)[0].IsStatic ? "static " : "")}{Name(property.PropertyType)} {property.Name} {{ {(property.GetMethod is { } get && IsSeen(get) ? "get; " : "")}{(property.SetMethod is { } set && IsSeen(set) ? "set; " : "")}}}",
        FieldInfo { IsSpecialName: false } field when field.IsPublic || field.IsFamily => $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {Convert.ToString(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}" : "")}",
        EventInfo one => $"event {Name(one.EventHandlerType!)} {one.Name}",
        _ => null,
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Kind(Type type) => type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsSealed ? "sealed class" : type.IsAbstract ? "abstract class" : "class";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(one => $"{Name(one.ParameterType)} {one.Name}{(one.HasDefaultValue ? $" = {one.RawDefaultValue ?? "null"}" : "")}"));

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (type.IsPointer) return Name(type.GetElementType()!) + "*";
        var name = type.Name.Split('`')[0];
        if (type.IsNested && !type.IsGenericParameter) name = $"{Name(type.DeclaringType!)}.{name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
