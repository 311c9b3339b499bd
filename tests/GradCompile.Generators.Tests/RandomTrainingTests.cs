using System.Collections.Concurrent;
using System.Globalization;
using GradCompile.Compiler.Diagnoses;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>
/// Whatever is set up: no rule fails, no message names a number that is none, and every offered fix compiles, takes its diagnostic away and brings
/// nothing but what that had silenced, however the attributes are set. <c>GRADCOMPILE_TRAININGS=20000</c> looks at more than the usual 500, <c>GRADCOMPILE_FIRST=1000</c> at others.
/// </summary>
public class RandomTrainingTests
{
    private static readonly string[] NoNumbers = ["NaN", "nfinity", "∞", "unknown number", "more than any number"];

    [Fact]
    public async Task NothingFailsAndEveryFixHelps()
    {
        var (count, first) = (Number("GRADCOMPILE_TRAININGS", 500), Number("GRADCOMPILE_FIRST", 0));
        var (complaints, ids) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, int>());
        var fixes = 0;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(worker => Task.Run(async () =>
        {
            using var offered = new OfferedFixes();
            for (var seed = first + worker; seed < first + count; seed += Environment.ProcessorCount)
            {
                TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
                var source = Source(seed);
                try
                {
                    var all = await offered.OfAsync(source);
                    foreach (var (found, offers) in all)
                    {
                        ids.AddOrUpdate(found.Id, 1, (_, n) => n + 1);
                        Interlocked.Add(ref fixes, offers.Count);
                        if (Complaint(found) is { } complaint) complaints.Add($"{found.Id} Seed {seed}: {complaint}\n{source}");
                    }

                    foreach (var complaint in Check(source, all)) complaints.Add($"{complaint} (seed {seed})\n{source}");
                }
                catch (Exception exception)
                {
                    complaints.Add($"Seed {seed}: {exception}\n{source}");
                }
            }
        }));
        await Task.WhenAll(workers);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fixes} fixes; {string.Join(", ", ids.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"))}");
        if (Environment.GetEnvironmentVariable("GRADCOMPILE_COMPLAINTS") is { } file) await File.WriteAllLinesAsync(file, complaints.Order(StringComparer.Ordinal), TestContext.Current.CancellationToken);
        if (!complaints.IsEmpty) Assert.Fail($"{complaints.Count} complaints of {count} declarations.\n\n{string.Join("\n\n", complaints.Order(StringComparer.Ordinal).Take(12))}");
        Assert.True(count < 500 || fixes > count / 2, $"Only {fixes} fixes were offered.");
        Assert.True(count < 500 || ids.Count > 18, $"Only {string.Join(", ", ids.Keys)} were found.");
    }

    /// <summary>The first of the seed's declarations that compiles.</summary>
    private static string Source(int seed)
    {
        var declarations = new TrainableDeclarations(seed);
        while (true)
        {
            var source = declarations.Next();
            if (ExaminedSource.Of(source).Error is null) return source;
        }
    }

    private static string? Complaint(Diagnostic found)
    {
        if (!found.Id.StartsWith("GRAD", StringComparison.Ordinal)) return $"the analyzer fails: {found}";
        var message = found.GetMessage(CultureInfo.InvariantCulture);
        return NoNumbers.FirstOrDefault(text => message.Contains(text, StringComparison.Ordinal)) is { } none ? $"'{none}' is said: {message}" : null;
    }

    private static IEnumerable<string> Check(string source, IReadOnlyList<(Diagnostic Found, IReadOnlyList<(string Title, string Text)> Fixes)> all)
    {
        if (ExaminedSource.Of(source).Network is { Forecast: null }) yield return "There is no forecast.";
        var before = all.Select(one => one.Found.Id).ToHashSet();
        foreach (var (found, fixes) in all.Where(one => one.Fixes.Count > 0))
        {
            var allowed = before.Concat(Silenced(found.Id)).ToHashSet();
            foreach (var (title, text) in fixes)
            {
                var said = $"{found.Id} '{title}'";
                if (text == source) yield return $"{said} changes nothing.";
                if (AttributeLayout.Disorder(source, text) is { } disorder) yield return $"{said}: {disorder}.\n{text}\nof";
                var fixedNetwork = ExaminedSource.Of(text);
                if (fixedNetwork.Network is not { } network)
                {
                    yield return $"{said} does not compile: {fixedNetwork.Error}\n{text}\nof";
                    continue;
                }

                if (network.Found.Contains(found.Id)) yield return $"{said} leaves it.\n{text}\nof";
                var brought = network.Found.Where(id => !allowed.Contains(id)).ToList();
                if (brought.Count > 0) yield return $"{said} brings {string.Join(", ", brought)}.\n{text}\nof";
            }
        }
    }

    /// <summary>What a rule silences, what that silences, and so on.</summary>
    private static HashSet<string> Silenced(string id)
    {
        var silenced = new HashSet<string>();
        var open = new Queue<string>([id]);
        while (open.TryDequeue(out var next))
        {
            foreach (var explained in DiagnosisTable.Rules.Single(rule => rule.Id == next).Explains)
            {
                if (silenced.Add(explained)) open.Enqueue(explained);
            }
        }

        return silenced;
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
