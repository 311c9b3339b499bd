using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.Generators.Tests;

/// <summary>What the analyzers find in one file, and the texts that the offered fixes make of it. One workspace serves many files.</summary>
internal sealed class OfferedFixes : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly NetworkCodeFixProvider _provider = new();
    private readonly Project _empty;

    public OfferedFixes() => _empty = _workspace.AddProject(ProjectInfo.Create(
        ProjectId.CreateNewId(), VersionStamp.Default, "UserProject", "UserProject", LanguageNames.CSharp,
        compilationOptions: References.EmptyCompilation.Options, parseOptions: References.ParseOptions, metadataReferences: References.All));

    /// <summary>The diagnostics, each with its fixes.</summary>
    public async Task<IReadOnlyList<(Diagnostic Found, IReadOnlyList<(string Title, string Text)> Fixes)>> OfAsync(string source)
    {
        var document = _empty.AddDocument("User0.cs", SourceText.From(source));
        var compilation = (await document.Project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new DeclarationAnalyzer(), new NetworkAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        var all = new List<(Diagnostic, IReadOnlyList<(string, string)>)>();
        foreach (var diagnostic in found) all.Add((diagnostic, _provider.FixableDiagnosticIds.Contains(diagnostic.Id) ? await FixesAsync(document, diagnostic) : []));
        return all;
    }

    public void Dispose() => _workspace.Dispose();

    private async Task<IReadOnlyList<(string Title, string Text)>> FixesAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await _provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var fixes = new List<(string, string)>();
        foreach (var action in actions)
        {
            var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            fixes.Add((action.Title, (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString()));
        }

        return fixes;
    }
}
