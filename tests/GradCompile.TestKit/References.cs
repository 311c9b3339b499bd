using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.TestKit;

/// <summary>What compiled source refers to: the running framework and the GradCompile runtime, read once a process.</summary>
public static class References
{
    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: false,
        generalDiagnosticOption: ReportDiagnostic.Error,
        specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)], // the user's own types need no documentation
        nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The framework's assemblies and <c>GradCompile.dll</c>; no test library, no Roslyn.</summary>
    public static ImmutableArray<MetadataReference> All { get; } = FindAll();

    /// <summary>The oldest language that generated code must compile under, with documentation comments checked.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp12, DocumentationMode.Diagnose);

    /// <summary>No unsafe code, nullable, warnings as errors (but for undocumented members). Compilations made from this one share its references.</summary>
    public static CSharpCompilation EmptyCompilation { get; } = CSharpCompilation.Create("UserProject", [], All, Options);

    private static ImmutableArray<MetadataReference> FindAll()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return trusted
            .Where(path => Path.GetDirectoryName(path) == framework || Path.GetFileName(path) == "System.Numerics.Tensors.dll")
            .Append(typeof(NetworkAttribute).Assembly.Location)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToImmutableArray();
    }
}
