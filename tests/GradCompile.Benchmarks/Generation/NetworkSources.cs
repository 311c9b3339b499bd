using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Benchmarks.Generation;

/// <summary>The benchmark's own networks as source text, each in a file of its own, as a user would write it.</summary>
internal static class NetworkSources
{
    private const string Resource = "Networks.cs";

    /// <summary>Name and text of each network, in the order of the file.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } = Read();

    private static List<(string Name, string Text)> Read()
    {
        using var stream = typeof(NetworkSources).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the benchmark.");
        using var reader = new StreamReader(stream);
        var root = CSharpSyntaxTree.ParseText(reader.ReadToEnd()).GetRoot();
        return [.. root.DescendantNodes().OfType<ClassDeclarationSyntax>().Select(declaration => (
            declaration.Identifier.Text,
            $"using GradCompile;\n\nnamespace Users;\n\n{declaration.WithLeadingTrivia().ToFullString()}"))];
    }
}
