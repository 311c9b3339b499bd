using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.CodeFixes;

/// <summary>Edits of attributes, sorted by the files they stand in: a block may stand in another than its network.</summary>
internal static class SolutionEditor
{
    public static async Task<Solution> ApplyAsync(Solution solution, ProjectId projectId, IEnumerable<Edit> edits, CancellationToken cancellation)
    {
        var project = solution.GetProject(projectId);
        if (project is null) return solution;
        var editors = new Dictionary<DocumentId, DocumentEditor>();
        foreach (var edit in edits)
        {
            var (editor, attribute) = await FindAsync(edit.Target).ConfigureAwait(false);
            if (editor is null || attribute is null) continue;
            if (edit.Other is null)
            {
                editor.Add(attribute, edit.Kind, edit.Name, edit.Text);
                continue;
            }

            var (otherEditor, other) = await FindAsync(edit.Other).ConfigureAwait(false);
            if (otherEditor is not null && other is not null) otherEditor.Move(editor, attribute, other);
        }

        // All texts first: a moved attribute is read from the old text of its file.
        var texts = editors.Select(pair => (pair.Key, Text: pair.Value.Apply())).ToList();
        return texts.Aggregate(solution, (changed, pair) => changed.WithDocumentText(pair.Key, pair.Text));

        async Task<(DocumentEditor?, AttributeSyntax?)> FindAsync(Location location)
        {
            if (Find(project, location) is not { } document) return default;
            if (!editors.TryGetValue(document.Id, out var editor))
            {
                var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
                var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
                if (model is null || root is null) return default;
                editors.Add(document.Id, editor = new DocumentEditor(root, text, model));
            }

            return (editor, editor.Find(location.SourceSpan));
        }
    }

    /// <summary>The project's file of a location. One that came from another process has a path, and maybe no tree of this solution.</summary>
    public static Document? Find(Project project, Location location)
    {
        if (project.GetDocument(location.SourceTree) is { } document) return document;
        var path = location.SourceTree?.FilePath ?? location.GetLineSpan().Path;
        return string.IsNullOrEmpty(path) ? null : project.Documents.FirstOrDefault(candidate => (candidate.FilePath ?? candidate.Name) == path);
    }
}
