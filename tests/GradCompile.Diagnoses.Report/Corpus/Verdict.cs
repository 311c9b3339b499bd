using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace GradCompile.Diagnoses.Report.Corpus;

/// <summary>What was found in a program, beside what should have been.</summary>
/// <param name="Attributes">The declaration, or null if there is none.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record Verdict(CorpusProgram Program, string? Attributes, string? Reason, IReadOnlyList<Diagnostic> Found)
{
    /// <summary>The labels that a declaration can show, with the diagnostics that answer them; any one does.</summary>
    private static readonly Dictionary<string, string[]> Answers = new()
    {
        ["S01"] = ["GRAD1005"], ["S04"] = ["GRAD3001"], ["S05"] = ["GRAD3002"],
        ["S06"] = ["GRAD2002"], ["S07"] = ["GRAD2002"], ["S37"] = ["GRAD2002"],
        ["S08"] = ["GRAD2001"], ["S09"] = ["GRAD2003", "GRAD2002"], ["S10"] = ["GRAD2004"],
        ["S12"] = ["GRAD3003"], ["S13"] = ["GRAD3004"], ["S15"] = ["GRAD3006"],
        ["S16"] = ["GRAD0003", "GRAD0005"], ["S17"] = ["GRAD0005"], ["S18"] = ["GRAD0003", "GRAD0005"],
        ["S29"] = ["GRAD1012"], ["S30"] = ["GRAD2005"], ["S32"] = ["GRAD1014"], ["S33"] = ["GRAD1013"],
        ["S31"] = ["GRAD1001", "GRAD1002", "GRAD1007"], ["S38"] = ["GRAD1001", "GRAD1002", "GRAD1007"], ["S39"] = ["GRAD1001", "GRAD1002", "GRAD1007"],
        ["S41"] = ["GRAD1004"],
    };

    /// <summary>The verdicts on gradients, likewise: a cause that explains them answers too.</summary>
    private static readonly Dictionary<string, string[]> HealthAnswers = new()
    {
        ["vanish"] = ["GRAD1001", "GRAD1003", "GRAD1004"],
        ["explode"] = ["GRAD1002", "GRAD1006", "GRAD1007", "GRAD1012"],
        ["dead"] = ["GRAD1001", "GRAD1004", "GRAD1005", "GRAD2001"],
    };

    public bool IsDeclared => Attributes is not null;

    public IReadOnlySet<string> Ids { get; } = Found.Select(diagnostic => diagnostic.Id).ToHashSet();

    /// <summary>The labels, and whether each is answered.</summary>
    public IEnumerable<(string Label, bool IsFound)> Labels => Program.Faults
        .Where(fault => Answers.ContainsKey(fault.Rule) && IsFault(fault))
        .Select(fault => (Label: fault.Rule, Answers: Answers[fault.Rule]))
        .Concat(HealthAnswers.TryGetValue(Program.Health, out var answers) ? [(Label: Program.Health, Answers: answers)] : [])
        .Distinct()
        .Select(label => (label.Label, label.Answers.Any(Ids.Contains)));

    /// <summary>Warnings on gradients in a program whose gradients are known to be in order.</summary>
    public IEnumerable<Diagnostic> FalseAlarms => Program.Health == "ok"
        ? Found.Where(diagnostic => diagnostic.Id.StartsWith("GRAD1", StringComparison.Ordinal) && diagnostic.Severity >= DiagnosticSeverity.Warning)
        : [];

    public static Verdict Of(CorpusProgram program)
    {
        var (attributes, reason) = Translation.Translate(program);
        return new Verdict(program, attributes, reason, attributes is null ? [] : Diagnoser.Diagnose($"using GradCompile;\n[{attributes}]\npublic partial class Program;"));
    }

    /// <summary>
    /// What some tools call a fault and is none: equal weights in the last layer, no activation behind it, two ReLUs in a row, a
    /// squared error behind anything but a softmax or a sigmoid.
    /// </summary>
    private bool IsFault(CorpusFault fault) => fault.Rule switch
    {
        "S01" or "S04" => !IsLastWeighted(fault.Layer),
        "S05" => Program.Layers.Zip(Program.Layers.Skip(1)).All(pair => pair is not ({ Activation: "relu" }, { Type: "activation", Activation: "relu" })),
        "S10" => Program.Layers[^1].Activation is "softmax" or "sigmoid",
        _ => true,
    };

    private bool IsLastWeighted(JsonElement layer) =>
        layer.ValueKind == JsonValueKind.Number && Program.Layers.Skip(layer.GetInt32() + 1).All(other => other.Type is not ("dense" or "conv2d"));
}
