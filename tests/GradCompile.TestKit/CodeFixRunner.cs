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
        var documents = AddDocuments(workspace, [source]);
        return (await ActionsAsync(documents[0], analyzer, fixes)).Select(action => action.Title).ToList();
    }

    /// <summary>Applies the fix of this title to the first diagnostic.</summary>
    public static async Task<string> ApplyAsync(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string title) =>
        (await ApplyAsync([source], analyzer, fixes, title))[0];

    /// <summary>Applies the fix of this title to the first diagnostic of the first file that has one, and returns all files.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(IReadOnlyList<string> sources, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string title)
    {
        using var workspace = new AdhocWorkspace();
        var documents = AddDocuments(workspace, sources);
        var actions = await ActionsAsync(documents[0], analyzer, fixes);
        var action = actions.FirstOrDefault(candidate => candidate.Title == title)
            ?? throw new InvalidOperationException($"No fix is titled '{title}'; there are: {string.Join(", ", actions.Select(candidate => candidate.Title))}.");
        return await TextsAfterAsync(documents, action);
    }

    /// <summary>Applies the fix with this key to every diagnostic of its kind in the file, through the provider's own fix-all.</summary>
    public static async Task<string> ApplyAllAsync(string source, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string equivalenceKey) =>
        (await ApplyAllAsync([source], analyzer, fixes, equivalenceKey, FixAllScope.Document))[0];

    /// <summary>
    /// Applies the fix with this key to every diagnostic of its kind, as seen from the first file, and returns all files. It may be asked for some rules
    /// alone, as <c>dotnet format</c> asks for one, with the key of another's fix or none.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ApplyAllAsync(
        IReadOnlyList<string> sources, DiagnosticAnalyzer analyzer, CodeFixProvider fixes, string? equivalenceKey, FixAllScope scope, params string[] rules)
    {
        using var workspace = new AdhocWorkspace();
        var documents = AddDocuments(workspace, sources);
        var provider = fixes.GetFixAllProvider() ?? throw new InvalidOperationException($"{fixes.GetType().Name} offers no fix-all.");
        if (!provider.GetSupportedFixAllScopes().Contains(scope)) throw new InvalidOperationException($"The fix-all does not work on a {scope}.");
        var context = new FixAllContext(
            documents[0], fixes, scope, equivalenceKey, rules.Length > 0 ? rules : fixes.FixableDiagnosticIds, new FixAllDiagnostics(analyzer), CancellationToken.None);
        var action = await provider.GetFixAsync(context) ?? throw new InvalidOperationException("The fix-all changes nothing.");
        return await TextsAfterAsync(documents, action);
    }

    private static List<Document> AddDocuments(AdhocWorkspace workspace, IReadOnlyList<string> sources)
    {
        var empty = References.EmptyCompilation;
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserProject", "UserProject", LanguageNames.CSharp,
            compilationOptions: empty.Options, parseOptions: References.ParseOptions, metadataReferences: References.All));
        var ids = sources.Select((source, i) => workspace.AddDocument(project.Id, $"User{i}.cs", SourceText.From(source)).Id).ToList();
        return ids.Select(id => workspace.CurrentSolution.GetDocument(id)!).ToList();
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, DiagnosticAnalyzer analyzer, CodeFixProvider fixes)
    {
        var fixable = (await DiagnosticsAsync(document.Project, analyzer)).Where(diagnostic => fixes.FixableDiagnosticIds.Contains(diagnostic.Id));
        var first = fixable.OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).FirstOrDefault()
            ?? throw new InvalidOperationException($"{analyzer.GetType().Name} reports nothing that {fixes.GetType().Name} fixes.");
        var actions = new List<CodeAction>();
        var owner = document.Project.GetDocument(first.Location.SourceTree) ?? document;
        await fixes.RegisterCodeFixesAsync(new CodeFixContext(owner, first, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, DiagnosticAnalyzer analyzer)
    {
        var compilation = await project.GetCompilationAsync() ?? throw new InvalidOperationException("The project has no compilation.");
        return await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync();
    }

    private static async Task<IReadOnlyList<string>> TextsAfterAsync(IReadOnlyList<Document> documents, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var texts = new List<string>();
        foreach (var document in documents) texts.Add((await solution.GetDocument(document.Id)!.GetTextAsync()).ToString());
        return texts;
    }

    private sealed class FixAllDiagnostics(DiagnosticAnalyzer analyzer) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await DiagnosticsAsync(project, analyzer);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await DiagnosticsAsync(document.Project, analyzer)).Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
