using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using GradCompile.Benchmarks.Measuring;
using GradCompile.Generators;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Benchmarks.Generation;

/// <summary>What the generator and the analyzers cost for one file with a network in it, in a process whose code is warm, as a compiler server's or an editor's is.</summary>
internal static partial class GeneratorClock
{
    private const int Runs = 15;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new DeclarationAnalyzer(), new NetworkAnalyzer()];

    /// <summary>Medians, in seconds, and what was emitted.</summary>
    /// <param name="Full">A driver that has seen nothing: binding, compilation and printing.</param>
    /// <param name="Keystroke">After an edit of the file that leaves the attributes as they are.</param>
    /// <param name="AttributeEdit">After an edit of an attribute: everything again.</param>
    /// <param name="KeystrokeAnalyzers">Both analyzers over the file after an edit that leaves the attributes as they are.</param>
    /// <param name="AttributeEditAnalyzers">The same after an edit of an attribute, with the parsing of the new generated text.</param>
    /// <param name="Files">Emitted files.</param>
    /// <param name="Bytes">Emitted text, as UTF-8.</param>
    public readonly record struct Costs(double Full, double Keystroke, double KeystrokeAnalyzers, double AttributeEdit, double AttributeEditAnalyzers, int Files, long Bytes);

    public static Costs Measure(string text)
    {
        var times = new double[5][];
        for (var i = 0; i < times.Length; i++) times[i] = new double[Runs];
        GeneratorDriverRunResult? result = null;
        for (var run = -2; run < Runs; run++)
        {
            // A tree of its own each time, since a driver compares trees by reference; and a rate of its own, since the analyzers remember verdicts.
            var own = WithAnotherRate(text, run + 3);
            var compilation = References.EmptyCompilation.AddSyntaxTrees(Parse(own));
            var tree = compilation.SyntaxTrees[0];
            var driver = NewDriver();
            var full = Time(ref driver, compilation);
            var trees = driver.GetRunResult().GeneratedTrees;
            Analyse(compilation.AddSyntaxTrees(trees), tree);
            var (typed, changed) = (driver, driver);
            var (typedTree, changedTree) = (Parse(own + "\n// typed"), Parse(WithAnotherRate(text, run + 1003)));
            var keystroke = Time(ref typed, compilation.ReplaceSyntaxTree(tree, typedTree));
            trees = Reuse(trees, typed.GetRunResult().GeneratedTrees);
            var keystrokeAnalysis = Analyse(compilation.ReplaceSyntaxTree(tree, typedTree).AddSyntaxTrees(trees), typedTree);
            var edit = Time(ref changed, compilation.ReplaceSyntaxTree(tree, changedTree));
            trees = Reuse(trees, changed.GetRunResult().GeneratedTrees);
            var editAnalysis = Analyse(compilation.ReplaceSyntaxTree(tree, changedTree).AddSyntaxTrees(trees), changedTree);
            result = driver.GetRunResult();
            if (run < 0) continue;
            var readings = new[] { full, keystroke, keystrokeAnalysis, edit, editAnalysis };
            for (var i = 0; i < times.Length; i++) times[i][run] = readings[i];
        }

        var sources = result!.Results[0].GeneratedSources;
        var medians = times.Select(Meter.Median).ToArray();
        return new Costs(
            medians[0], medians[1], medians[2], medians[3], medians[4], sources.Length,
            sources.Sum(source => (long)System.Text.Encoding.UTF8.GetByteCount(source.SourceText.ToString())));
    }

    /// <summary>The generator's very first run in this process, after another generator has warmed Roslyn up.</summary>
    public static double MeasureFirst(string text)
    {
        var compilation = References.EmptyCompilation.AddSyntaxTrees(Parse(text));
        var idle = (GeneratorDriver)CSharpGeneratorDriver.Create([new IdleGenerator().AsSourceGenerator()], parseOptions: References.ParseOptions);
        for (var run = 0; run < 3; run++) Time(ref idle, References.EmptyCompilation.AddSyntaxTrees(Parse(WithAnotherRate(text, run))));
        var driver = NewDriver();
        return Time(ref driver, compilation);
    }

    /// <summary>The text with another learning rate; or with another width, where the network has no optimizer.</summary>
    private static string WithAnotherRate(string text, int number)
    {
        var changed = Rate().Replace(text, $"${{before}}{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}", 1);
        return changed == text ? text.Replace("[Dense(", $"[Dense({number + 10} + ", StringComparison.Ordinal) : changed;
    }

    private static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: References.ParseOptions);

    private static double Time(ref GeneratorDriver driver, Compilation compilation)
    {
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>A driver makes new trees at every run, to be parsed when they are first looked at; an editor keeps those whose text is the old one.</summary>
    private static ImmutableArray<SyntaxTree> Reuse(ImmutableArray<SyntaxTree> before, ImmutableArray<SyntaxTree> after) =>
        [.. after.Select(tree => before.FirstOrDefault(old => old.FilePath == tree.FilePath && ReferenceEquals(old.GetText(), tree.GetText())) ?? tree)];

    /// <summary>As an editor asks for it while its user types: the one file, and nothing of the generated text bound.</summary>
    private static double Analyse(Compilation compilation, SyntaxTree tree)
    {
        var start = Stopwatch.GetTimestamp();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => throw exception, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        new CompilationWithAnalyzers(compilation, Analyzers, options)
            .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, References.ParseOptions, "User.cs", System.Text.Encoding.UTF8);

    [GeneratedRegex(@"(?<before>\[(Sgd|Adam)\(0\.\d+)")]
    private static partial Regex Rate();
}
