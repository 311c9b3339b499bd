using System.Collections.Concurrent;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>Whatever is typed: no crash, and never an error inside generated text.</summary>
public class RandomDeclarationTests
{
    private const int Declarations = 2_000;

    [Fact]
    public void TwoThousandRandomDeclarationsCompileOrSayWhyNot()
    {
        var complaints = new ConcurrentBag<string>();
        var (compiled, refused, mistyped) = (0, 0, 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        Parallel.For(0, Declarations, options, seed =>
        {
            var source = new RandomDeclarations(seed).Next();
            var project = UserProject.Compile(source);
            var errors = project.Output.GetDiagnostics().Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error).ToList();

            // The quick view of one class after another suffices, unless the reason is elsewhere, as in a block.
            var analyzer = project.AnalyzerDiagnosticsIn(0);
            if (!analyzer.Any(IsRefusal) && errors.Count == 0 && !IsCompiled(project)) analyzer = project.AnalyzerDiagnostics();
            if (errors.Count > 0) Interlocked.Increment(ref mistyped);
            else if (analyzer.Any(IsRefusal)) Interlocked.Increment(ref refused);
            else Interlocked.Increment(ref compiled);

            if (Complaint(project, analyzer, errors) is { } complaint) complaints.Add($"Seed {seed}: {complaint}\n{source}");
        });

        if (!complaints.IsEmpty) Assert.Fail($"{complaints.Count} of {Declarations} declarations went wrong.\n\n{string.Join("\n\n", complaints.Order(StringComparer.Ordinal).Take(12))}");

        // The text is neither all nonsense nor all healthy, or the test would show nothing.
        Assert.True(compiled > Declarations / 8 && refused > Declarations / 8 && mistyped > Declarations / 8, $"{compiled} compiled, {refused} were refused, {mistyped} were mistyped.");
    }

    private static string? Complaint(UserProject project, IReadOnlyList<Diagnostic> analyzer, IReadOnlyList<Diagnostic> errors)
    {
        if (project.GeneratorDiagnostics.FirstOrDefault() is { } crash) return $"the generator fails: {crash}";
        if (analyzer.FirstOrDefault(diagnostic => !diagnostic.Id.StartsWith("GRAD", StringComparison.Ordinal)) is { } failure) return $"the analyzer fails: {failure}";
        if (analyzer.FirstOrDefault(diagnostic => diagnostic.Location.SourceTree is not { FilePath: "User0.cs" }) is { } astray) return $"an error has no place in the user's text: {astray}";
        if (analyzer.GroupBy(diagnostic => (IsRefusal(diagnostic) ? "" : diagnostic.Id, diagnostic.Location.SourceSpan)).FirstOrDefault(group => group.Count() > 1) is { } twice) return $"the same stands twice at one place: {twice.First()}";
        if (errors.FirstOrDefault(project.IsInGeneratedText) is { } inside) return $"an error stands in generated text: {inside}";
        return errors.Count == 0 && !analyzer.Any(IsRefusal) && !IsCompiled(project) ? "it is not compiled, and nothing says why" : null;
    }

    /// <summary>Whether the declaration does not compile; the other rules find reasons to doubt one that does.</summary>
    private static bool IsRefusal(Diagnostic diagnostic) => diagnostic.Id.StartsWith("GRAD0", StringComparison.Ordinal);

    private static bool IsCompiled(UserProject project) => project.Generated.Any(file => file.HintName.EndsWith(".Program.g.cs", StringComparison.Ordinal));
}
