using System.Diagnostics;
using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;

namespace GradCompile.Diagnoses.Report;

/// <summary>How long a declaration is examined, fixes tried, in a warm process: the best of three runs each, so that a busy machine does not count.</summary>
internal static class DiagnosisClock
{
    private const int Runs = 3;

    public static void Print(int networks, IEnumerable<string> files)
    {
        var drawn = Enumerable.Range(0, networks).Select(Draw).ToList();
        foreach (var network in drawn) Time(network, 1);
        var times = drawn.Select(network => Time(network, Runs)).Order().ToList();
        Console.WriteLine($"{networks} random declarations: median {times[networks / 2]:F2} ms, nine of ten within {times[networks * 9 / 10]:F1} ms, worst {times[^1]:F1} ms");
        foreach (var file in files)
        {
            foreach (var network in Bound("using GradCompile;\n" + File.ReadAllText(file)))
            {
                Console.WriteLine($"{Path.GetFileName(file)}: {Time(network, Runs):F1} ms; {string.Join(", ", NetworkCompiler.Diagnose(network).Select(found => $"{found.Id} with {found.Fixes.Count}"))}");
            }
        }
    }

    private static DeclaredNetwork Draw(int seed)
    {
        var declarations = new TrainableDeclarations(seed);
        while (true)
        {
            if (Bound(declarations.Next()).FirstOrDefault() is { } network) return network;
        }
    }

    private static IEnumerable<DeclaredNetwork> Bound(string source)
    {
        var compilation = Diagnoser.Compile(source);
        return compilation.GetSymbolsWithName(_ => true, Microsoft.CodeAnalysis.SymbolFilter.Type).OfType<Microsoft.CodeAnalysis.INamedTypeSymbol>()
            .Where(type => type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(NetworkAttribute)))
            .Select(type => NetworkBinding.Bind(type, compilation, CancellationToken.None))
            .Where(bound => bound is { IsComplete: true, Fault: null })
            .Select(bound => bound!.Network)
            .Where(network => NetworkLowering.Lower(network).Model is not null);
    }

    private static double Time(DeclaredNetwork network, int runs)
    {
        var best = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            NetworkCompiler.Diagnose(network);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }
}
