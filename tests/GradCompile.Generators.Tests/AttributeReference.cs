using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GradCompile.Generators.Tests;

/// <summary>The table of all attributes, with the defaults that an instance of each has and the summary that its documentation gives.</summary>
internal static partial class AttributeReference
{
    /// <summary>What a size is given as, to see which defaults follow it.</summary>
    private const int Size = 7;

    /// <summary>Defaults that the compiler decides, by what else is declared.</summary>
    private static readonly Dictionary<string, string> Decided = new()
    {
        ["Name"] = "kind and index, as `dense1`", ["Alpha"] = "LeakyReLU 0.01, ELU 1", ["InitScale"] = "by the initialiser",
        ["L1"] = "the network's", ["L2"] = "the network's",
    };

    public static string Table()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(NetworkAttribute).Assembly.Location, ".xml"));
        var summaries = documentation.Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary"));
        var table = new StringBuilder("\n| attribute | what it declares | named arguments and their defaults |\n|---|---|---|\n");
        foreach (var type in Ordered()) table.Append($"| {Signature(type)} | {Words(summaries[$"T:{type.FullName}"]!)} | {string.Join(", ", Named(type))} |\n");
        return table.Append('\n').ToString();
    }

    private static IEnumerable<Type> Ordered()
    {
        var all = typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Attribute))).ToList();
        Type[] tops =
        [
            typeof(NetworkAttribute), typeof(BlockAttribute), typeof(LayerAttribute), typeof(LossAttribute),
            typeof(OptimizerAttribute), typeof(PenaltyAttribute), typeof(ClipAttribute),
        ];
        Assert.Equal(tops.ToHashSet(), all.Where(type => type.BaseType == typeof(Attribute)).ToHashSet());
        return tops.SelectMany(top => all.Where(type => type.IsAssignableTo(top))
            .OrderBy(type => (type != top, !type.IsAbstract, !type.IsAssignableTo(typeof(WeightedLayerAttribute)), type.MetadataToken)));
    }

    /// <summary>As it is written: <c>Dense(units, activation = Identity)</c>.</summary>
    private static string Signature(Type type)
    {
        var name = type.Name.Replace("Attribute", "", StringComparison.Ordinal).Replace("`1", "<TBlock>", StringComparison.Ordinal);
        if (type.IsAbstract) return $"*any {Regex.Replace(name, "(?<=[a-z])(?=[A-Z])", " ").ToLowerInvariant()}*";
        var parameters = type.GetConstructors().Single().GetParameters();
        var written = parameters.Select(p => p.IsDefined(typeof(ParamArrayAttribute)) ? $"{p.Name}…"
            : p.HasDefaultValue ? $"{p.Name} = {Enum.ToObject(p.ParameterType, p.DefaultValue!)}" : p.Name);
        return parameters.Length == 0 ? $"`{name}`" : $"`{name}({string.Join(", ", written)})`";
    }

    /// <summary>Each argument that is written by name, once: those of all layers stand in the row of all layers.</summary>
    private static IEnumerable<string> Named(Type type)
    {
        var instance = Activator.CreateInstance(Instance(type), [.. Instance(type).GetConstructors().Single().GetParameters().Select(Sample)]);
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.SetMethod is not null)
            .OrderBy(p => p.MetadataToken)
            .Select(p => $"`{p.Name}` ({Decided.GetValueOrDefault(p.Name) ?? Text(Instance(type).GetProperty(p.Name)!.GetValue(instance)!)})");
    }

    /// <summary>A type of which there are instances: an abstract kind's defaults are those of its attributes.</summary>
    private static Type Instance(Type type) => !type.IsAbstract
        ? type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(object)) : type
        : type.Assembly.GetExportedTypes().First(t => t.IsAssignableTo(type) && t is { IsAbstract: false, IsGenericTypeDefinition: false });

    private static object? Sample(ParameterInfo parameter) => parameter switch
    {
        { HasDefaultValue: true } => Enum.ToObject(parameter.ParameterType, parameter.DefaultValue!),
        _ when parameter.ParameterType == typeof(int[]) => new[] { Size },
        _ when parameter.ParameterType == typeof(int) => Size,
        _ when parameter.ParameterType == typeof(double) => 0.5,
        _ => Activator.CreateInstance(parameter.ParameterType),
    };

    private static string Text(object value) => value switch
    {
        Size => "the size",
        bool flag => flag ? "true" : "false",
        double number => number.ToString(number is > 0 and < 1e-4 ? "0.###e-0" : "0.####", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The summary in one line, with the names that it refers to. A bar has no backslash: MSBuild, which packs the README, makes it a slash.</summary>
    private static string Words(XElement summary)
    {
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1].Replace("Attribute", "").Replace("`1", "")}`",
            XElement element => $"`{element.Value}`",
            _ => ((XText)node).Value,
        }));
        return Spaces().Replace(text, " ").Trim().Replace("|", "&#124;", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
