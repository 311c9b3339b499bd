using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Benchmarks.Generation;

/// <summary>The benchmark's networks as source text, each in a file of its own with the blocks it may need, as a user would write it.</summary>
internal static class NetworkSources
{
    private const string Folder = "Networks/";

    /// <summary>Name and text of each network, in the order of the files.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        .. typeof(NetworkSources).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).SelectMany(Read),
    ];

    /// <summary>The network of that name.</summary>
    public static string Of(string name) => All.Single(source => source.Name == name).Text;

    private static IEnumerable<(string Name, string Text)> Read(string resource)
    {
        using var reader = new StreamReader(typeof(NetworkSources).Assembly.GetManifestResourceStream(resource)!);
        var classes = CSharpSyntaxTree.ParseText(reader.ReadToEnd()).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().ToList();
        var blocks = string.Concat(classes.Where(declaration => !IsNetwork(declaration)).Select(Text));
        return classes.Where(IsNetwork).Select(declaration => (
            declaration.Identifier.Text,
            $"using GradCompile;\n\nnamespace Users;\n\n{Text(declaration)}\n{blocks}")).ToList();
    }

    private static bool IsNetwork(ClassDeclarationSyntax declaration) =>
        declaration.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network");

    private static string Text(ClassDeclarationSyntax declaration) => declaration.WithLeadingTrivia().ToFullString();
}
