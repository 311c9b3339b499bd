using System.Text.Json;

namespace GradCompile.Samples.GradientClinic;

/// <summary>A warning as the build gave it.</summary>
public sealed record Finding(string Id, string Title, string Message);

/// <summary>The log that the C# compiler wrote when this program was built, in the format SARIF 2.1. Silenced warnings stand in it too.</summary>
public sealed class BuildLog
{
    private readonly List<(string Class, Finding Finding)> _findings = [];

    /// <summary>What was found in a class.</summary>
    public IReadOnlyList<Finding> Of(string className) => [.. _findings.Where(finding => finding.Class == className).Select(finding => finding.Finding)];

    /// <summary>A file of the gallery is named after its sick class, whose warnings are silenced; what stands in the log unsilenced is the fixed one's.</summary>
    public static BuildLog Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var run = document.RootElement.GetProperty("runs")[0];
        var titles = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().ToDictionary(
            rule => rule.GetProperty("id").GetString()!,
            rule => rule.TryGetProperty("shortDescription", out var title) ? title.GetProperty("text").GetString()! : "");
        var log = new BuildLog();
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            var id = result.GetProperty("ruleId").GetString()!;
            if (!id.StartsWith("GRAD", StringComparison.Ordinal)) continue;
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
            var sick = Path.GetFileNameWithoutExtension(new Uri(place.GetProperty("uri").GetString()!).LocalPath);
            var isSilenced = result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0;
            var finding = new Finding(id, titles[id], result.GetProperty("message").GetProperty("text").GetString()!);
            log._findings.Add((isSilenced ? sick : sick + "Fixed", finding));
        }

        return log;
    }
}
