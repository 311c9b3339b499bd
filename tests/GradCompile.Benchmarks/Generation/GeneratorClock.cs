using System.Diagnostics;
using GradCompile.Benchmarks.Measuring;
using GradCompile.Generators;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Benchmarks.Generation;

/// <summary>What the generator costs for one file with a network in it, in a process whose code is warm, as a compiler server's or an editor's is.</summary>
internal static class GeneratorClock
{
    private const int Runs = 15;

    /// <summary>Seconds of a driver that has seen nothing, of one that saw the file before a keystroke, and what was emitted.</summary>
    /// <param name="Cold">Binding, compilation and printing.</param>
    /// <param name="Keystroke">After an edit of the file that leaves the attributes as they are.</param>
    /// <param name="AttributeEdit">After an edit of an attribute: everything again.</param>
    /// <param name="Files">Emitted files.</param>
    /// <param name="Bytes">Emitted text, as UTF-8.</param>
    public readonly record struct Costs(double Cold, double Keystroke, double AttributeEdit, int Files, long Bytes);

    public static Costs Measure(string text)
    {
        var (cold, keystroke, edit) = (new double[Runs], new double[Runs], new double[Runs]);
        GeneratorDriverRunResult? result = null;
        for (var run = -2; run < Runs; run++)
        {
            // A tree of its own each time, since a driver compares trees by reference; what is bound is bound inside the clock.
            var compilation = References.EmptyCompilation.AddSyntaxTrees(Parse(text));
            var tree = compilation.SyntaxTrees[0];
            var driver = (GeneratorDriver)CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: References.ParseOptions);
            var first = Time(ref driver, compilation);
            var (typed, changed) = (driver, driver);
            var second = Time(ref typed, compilation.ReplaceSyntaxTree(tree, Parse(text + "\n// typed")));
            var third = Time(ref changed, compilation.ReplaceSyntaxTree(tree, Parse(text.Replace("[Dense(", "[Dense(1", StringComparison.Ordinal))));
            result = driver.GetRunResult();
            if (run >= 0) (cold[run], keystroke[run], edit[run]) = (first, second, third);
        }

        var sources = result!.Results[0].GeneratedSources;
        return new Costs(
            Meter.Median(cold), Meter.Median(keystroke), Meter.Median(edit), sources.Length,
            sources.Sum(source => (long)System.Text.Encoding.UTF8.GetByteCount(source.SourceText.ToString())));
    }

    private static double Time(ref GeneratorDriver driver, Compilation compilation)
    {
        var start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, References.ParseOptions, "User.cs", System.Text.Encoding.UTF8);
}
