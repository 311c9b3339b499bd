namespace GradCompile.Diagnoses.Report.Corpus;

/// <summary>The corpus in tables: by source, by label, then misses and false alarms one by one.</summary>
internal static class CorpusReport
{
    public static void Print(string path, bool verbose)
    {
        var verdicts = CorpusProgram.Read(path).Select(Verdict.Of).ToList();
        var declared = verdicts.Where(verdict => verdict.IsDeclared).ToList();
        Console.WriteLine($"{verdicts.Count} programs: {declared.Count} declared, {verdicts.Count(v => v.Attributes is null)} beyond the attributes");
        Console.WriteLine();
        Console.WriteLine($"{"source",-34}{"programs",10}{"labels",10}{"found",10}{"healthy",10}{"alarms",10}");
        foreach (var source in declared.GroupBy(verdict => verdict.Program.Source.Repository).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(source.Key, [.. source]);
        Row("all", declared);

        Console.WriteLine();
        Console.WriteLine($"{"label",-34}{"",10}{"labels",10}{"found",10}");
        foreach (var label in declared.SelectMany(verdict => verdict.Labels).GroupBy(label => label.Label).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine($"{label.Key,-34}{"",10}{label.Count(),10}{label.Count(l => l.IsFound),10}");
        }

        Section("missed", declared.SelectMany(verdict => verdict.Labels.Where(label => !label.IsFound).Select(label => $"{verdict.Program.Id}: {label.Label}")));
        Section("false alarms (a GRAD1 warning on healthy gradients)", declared.SelectMany(verdict => verdict.FalseAlarms.Select(alarm => $"{verdict.Program.Id}: {alarm.Id} {alarm.GetMessage()}")));
        Section("beyond the attributes", verdicts.Where(v => v.Attributes is null).Select(verdict => $"{verdict.Program.Id}: {verdict.Reason}"));
        if (!verbose) return;
        Section("all findings", verdicts.Where(v => v.Attributes is not null).SelectMany(verdict =>
            new[] { $"{verdict.Program.Id} ({verdict.Program.Health}; {string.Join(" ", verdict.Program.Faults.Select(fault => fault.Rule))})", $"    {verdict.Attributes}" }
                .Concat(verdict.Found.Select(diagnostic => $"    {diagnostic.Id} {diagnostic.Severity}: {diagnostic.GetMessage()}"))));
    }

    private static void Row(string name, IReadOnlyList<Verdict> verdicts)
    {
        var labels = verdicts.SelectMany(verdict => verdict.Labels).ToList();
        Console.WriteLine($"{name,-34}{verdicts.Count,10}{labels.Count,10}{labels.Count(label => label.IsFound),10}{verdicts.Count(v => v.Program.Health == "ok"),10}{verdicts.Count(v => v.FalseAlarms.Any()),10}");
    }

    private static void Section(string title, IEnumerable<string> lines)
    {
        Console.WriteLine();
        Console.WriteLine(title);
        foreach (var line in lines.DefaultIfEmpty("none")) Console.WriteLine("  " + line);
    }
}
