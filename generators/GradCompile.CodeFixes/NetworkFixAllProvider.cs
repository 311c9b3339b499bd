using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GradCompile.CodeFixes;

/// <summary>Applies the fixes of all diagnostics together, in one go: two networks may share a block, which is then fixed once.</summary>
internal sealed class NetworkFixAllProvider : FixAllProvider
{
    public static readonly NetworkFixAllProvider Instance = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var edits = new List<(ProjectId Project, IReadOnlyList<Edit> Edits)>();
        var title = "";
        foreach (var project in Projects(fixAllContext))
        {
            // Analyzers run at once, and report in any order; of two fixes that disagree, the first in the text counts.
            var found = await DiagnosticsAsync(fixAllContext, project).ConfigureAwait(false);
            foreach (var diagnostic in found.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Location.SourceSpan.Start).ThenBy(one => one.Id, StringComparer.Ordinal))
            {
                if (Fix.Chosen(diagnostic, fixAllContext.CodeActionEquivalenceKey, fixAllContext.DiagnosticIds) is not { } fix) continue;
                edits.Add((project.Id, fix.Edits));
                if (title.Length == 0 || fix.EquivalenceKey == fixAllContext.CodeActionEquivalenceKey) title = fix.Title;
            }
        }

        if (edits.Count == 0) return null;
        return CodeAction.Create(
            title,
            async cancellation =>
            {
                // Locations are those of the solution as it is now: each project is edited once, in the files it still has of it.
                var solution = fixAllContext.Solution;
                foreach (var project in edits.GroupBy(pair => pair.Project))
                {
                    solution = await SolutionEditor.ApplyAsync(solution, project.Key, project.SelectMany(pair => pair.Edits), cancellation).ConfigureAwait(false);
                }

                return solution;
            },
            fixAllContext.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Project> Projects(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp) : [context.Project];

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context, Project project)
    {
        if (context.Scope != FixAllScope.Document) return await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
        if (context.Document is not { } document) return [];
        var found = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
        return found.Where(diagnostic => SolutionEditor.Find(project, diagnostic.Location)?.Id == document.Id);
    }
}
