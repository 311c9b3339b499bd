using System.Linq;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Binding;

/// <summary>
/// Tells the user's text from ours. The generator never sees what it generates, but the analyzers do, and both must come
/// to the same verdict.
/// </summary>
internal static class GeneratedText
{
    // The compiler and the editors put generated files into a folder named after the generator.
    private static readonly string Folder = typeof(NetworkGenerator).FullName;

    public static bool IsOurs(SyntaxTree? tree) => tree is not null && tree.FilePath.Contains(Folder);

    /// <summary>Whether any part of the symbol is the user's: written in source by hand, or in metadata.</summary>
    public static bool IsUsers(ISymbol symbol) => symbol.Locations.Any(location => !IsOurs(location.SourceTree));
}
