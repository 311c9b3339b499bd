using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.TestKit;

/// <summary>Applies code fixes as an editor does. The text that comes back is the one file of the project.</summary>
public static class CodeFixRunner
{
    /// <summary>The titles of the fixes that are offered at the first diagnostic.</summary>
    public static async Task<IReadOnlyList<string>> OfferedAsync(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fixes)
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        return (await ActionsAsync(document, analyzer, fixes)).Select(action => action.Title).ToList();
    }

    /// <summary>Applies the fix of this title to the first diagnostic.</summary>
    public static async Task<string> ApplyAsync(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string title)
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        var actions = await ActionsAsync(document, analyzer, fixes);
        var action = actions.FirstOrDefault(candidate => candidate.Title == title)
            ?? throw new InvalidOperationException($"No fix is titled '{title}'; there are: {string.Join(", ", actions.Select(candidate => candidate.Title))}.");
        return await TextAfterAsync(document, action);
    }

    /// <summary>Applies the fix with this key to every diagnostic of its kind in the file, through the provider's own fix-all.</summary>
    public static async Task<string> ApplyAllAsync(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string equivalenceKey)
    {
        using var workspace = new AdhocWorkspace();
        var document = AddDocument(workspace, source);
        var provider = fixes.GetFixAllProvider() ?? throw new InvalidOperationException($"{fixes.GetType().Name} offers no fix-all.");
        var context = new FixAllContext(
            document, fixes, FixAllScope.Document, equivalenceKey, fixes.FixableDiagnosticIds, new FixAllDiagnostics(analyzer), CancellationToken.None);
        var action = await provider.GetFixAsync(context) ?? throw new InvalidOperationException("The fix-all changes nothing.");
        return await TextAfterAsync(document, action);
    }

    private static Document AddDocument(AdhocWorkspace workspace, string source)
    {
        var empty = References.EmptyCompilation;
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserProject", "UserProject", LanguageNames.CSharp,
            compilationOptions: empty.Options, parseOptions: References.ParseOptions, metadataReferences: References.All));
        return workspace.AddDocument(project.Id, "User0.cs", SourceText.From(source));
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, DiagnosticAnalyzer analyzer, CodeFixProvider fixes)
    {
        var fixable = (await DiagnosticsAsync(document.Project, analyzer)).Where(diagnostic => fixes.FixableDiagnosticIds.Contains(diagnostic.Id));
        var first = fixable.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).FirstOrDefault()
            ?? throw new InvalidOperationException($"{analyzer.GetType().Name} reports nothing that {fixes.GetType().Name} fixes.");
        var actions = new List<CodeAction>();
        await fixes.RegisterCodeFixesAsync(new CodeFixContext(document, first, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        var compilation = await project.GetCompilationAsync() ?? throw new InvalidOperationException("The project has no compilation.");
        return await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
    }

    private static async Task<string> TextAfterAsync(Document document, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await solution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private sealed class FixAllDiagnostics(DiagnosticAnalyzer analyzer) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await DiagnosticsAsync(project, analyzer);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            await DiagnosticsAsync(document.Project, analyzer);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
