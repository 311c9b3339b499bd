using System.Collections.Concurrent;
using System.Collections.Immutable;
using GradCompile.Generators;
using GradCompile.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.TestKit;

/// <summary>
/// A user's project, compiled in this process the way the build does it: the generator first, then the analyzers on the
/// user's text and the generated text together.
/// </summary>
public sealed class UserProject
{
    private readonly CSharpCompilation _input;
    private readonly CSharpGeneratorDriver _driver;

    private UserProject(CSharpCompilation input, CSharpGeneratorDriver driver)
    {
        _input = input;
        _driver = (CSharpGeneratorDriver)driver.RunGeneratorsAndUpdateCompilation(input, out var output, out var diagnostics);
        Output = (CSharpCompilation)output;
        GeneratorDiagnostics = diagnostics;
    }

    /// <summary>The user's text and the generated text.</summary>
    public CSharpCompilation Output { get; }

    /// <summary>What the driver says of the generator: a crash is <c>CS8785</c>.</summary>
    public ImmutableArray<Diagnostic> GeneratorDiagnostics { get; }

    /// <summary>The generator's run, with its tracked steps.</summary>
    public GeneratorRunResult Run => _driver.GetRunResult().Results.Single();

    /// <summary>The generated files in the order of their names.</summary>
    public ImmutableArray<GeneratedSourceResult> Generated =>
        Run.GeneratedSources.OrderBy(source => source.HintName, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>Compiles one file or several; the first is <c>User0.cs</c>.</summary>
    public static UserProject Compile(params string[] sources) => Compile(References.ParseOptions, sources);

    public static UserProject Compile(CSharpParseOptions options, params string[] sources) =>
        Compile(options, BuildProperties.None, sources.Select((source, i) => ($"User{i}.cs", source)).ToArray());

    /// <summary>Compiles files of these names in a project with these MSBuild properties.</summary>
    public static UserProject Compile(CSharpParseOptions options, BuildProperties properties, params (string Name, string Source)[] files)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: options,
            optionsProvider: properties,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new UserProject(References.EmptyCompilation.AddSyntaxTrees(files.Select(file => Parse(file.Source, file.Name, options))), driver);
    }

    /// <summary>The same project with other MSBuild properties, with the same driver.</summary>
    public UserProject With(BuildProperties properties) => new(_input, (CSharpGeneratorDriver)_driver.WithUpdatedAnalyzerConfigOptions(properties));

    /// <summary>Compiles again after an edit, with the same driver, so that its cache shows what an edit costs.</summary>
    public UserProject Edit(int file, string source)
    {
        var old = _input.SyntaxTrees[file];
        return new UserProject(_input.ReplaceSyntaxTree(old, Parse(source, old.FilePath, (CSharpParseOptions)old.Options)), _driver);
    }

    /// <summary>Compiles against another assembly as well, such as a library with blocks.</summary>
    public UserProject WithReference(MetadataReference reference) => new(_input.AddReferences(reference), _driver);

    /// <summary>All errors of the C# compiler, its warnings being errors.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics() => Output.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden && !diagnostic.IsSuppressed)
        .ToImmutableArray();

    /// <summary>What our analyzers report.</summary>
    public ImmutableArray<Diagnostic> AnalyzerDiagnostics(params DiagnosticAnalyzer[] analyzers)
    {
        if (analyzers.Length == 0) analyzers = [new DeclarationAnalyzer(), new NetworkAnalyzer()];
        return Output.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
    }

    /// <summary>
    /// What our analyzers report in one file, as an editor asks for it while its user types: much faster than the whole
    /// project, as no generated text is bound.
    /// </summary>
    public ImmutableArray<Diagnostic> AnalyzerDiagnosticsIn(int file, params DiagnosticAnalyzer[] analyzers)
    {
        if (analyzers.Length == 0) analyzers = [new DeclarationAnalyzer(), new NetworkAnalyzer()];
        var failures = new ConcurrentBag<Diagnostic>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (_, _, diagnostic) => failures.Add(diagnostic), concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var model = Output.GetSemanticModel(_input.SyntaxTrees[file]);
        var found = new CompilationWithAnalyzers(Output, [.. analyzers], options)
            .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return found.AddRange(failures);
    }

    /// <summary>Whether a diagnostic points into generated text.</summary>
    public bool IsInGeneratedText(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && !_input.ContainsSyntaxTree(tree);

    /// <summary>Emits the assembly and loads it; dispose to unload.</summary>
    public LoadedAssembly Load()
    {
        using var image = new MemoryStream();
        var result = Output.Emit(image);
        if (!result.Success) throw new InvalidOperationException("The project does not compile:\n" + string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return new LoadedAssembly(image);
    }

    /// <summary>Emits the assembly as a reference for another project.</summary>
    public MetadataReference ToReference()
    {
        using var image = new MemoryStream();
        var result = Output.WithAssemblyName("Library").Emit(image);
        if (!result.Success) throw new InvalidOperationException("The library does not compile:\n" + string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static SyntaxTree Parse(string source, string name, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), options, name);
}
