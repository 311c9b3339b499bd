using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GradCompile.CodeFixes;

/// <summary>Offers the fixes that diagnostics carry: one provider for all rules.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NetworkCodeFixProvider)), Shared]
public sealed class NetworkCodeFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        "GRAD0001", "GRAD0004", "GRAD0005", "GRAD0007", "GRAD0008",
        "GRAD1001", "GRAD1002", "GRAD1003", "GRAD1004", "GRAD1005", "GRAD1006", "GRAD1007",
        "GRAD1008", "GRAD1009", "GRAD1010", "GRAD1011", "GRAD1012", "GRAD1013", "GRAD1014",
        "GRAD1015",
        "GRAD2001", "GRAD2002", "GRAD2003", "GRAD2004", "GRAD2005", "GRAD2006",
        "GRAD3001", "GRAD3002", "GRAD3003", "GRAD3004", "GRAD3005", "GRAD3006", "GRAD3007", "GRAD3008", "GRAD3009",
    ];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => NetworkFixAllProvider.Instance;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var solution = context.Document.Project.Solution;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var fix in Fix.Of(diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, cancellation => SolutionEditor.ApplyAsync(solution, context.Document.Project.Id, fix.Edits, cancellation), fix.EquivalenceKey),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }
}
