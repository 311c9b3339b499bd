using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GradCompile.Tests;

/// <summary>A reference case of PyTorch.</summary>
internal sealed record GoldenCase(
    string Id, string Source, int Batch, float Loss, int[]? Labels, float[] StepLosses, int Steps,
    Dictionary<string, float[]> Weights, Dictionary<string, float[]> InputOutput, Dictionary<string, float[]> Gradients, Dictionary<string, float[]>? After)
{
    /// <summary>The folder of the cases. Another one can be tried through the environment.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("GRADCOMPILE_GOLDEN") ?? Path.Combine(TestFolder(), "..", "..", "golden");

    /// <summary>The names of the cases.</summary>
    public static IEnumerable<string> Names() => Directory.GetDirectories(Folder)
        .Select(folder => Path.GetFileName(folder))
        .Order(StringComparer.Ordinal);

    public static GoldenCase Read(string id)
    {
        var folder = Path.Combine(Folder, id);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        var root = json.RootElement;
        var blocks = string.Join("\n", root.GetProperty("blocks").EnumerateArray().Select(b => b.GetString()));
        var attributes = string.Join("\n", root.GetProperty("attributes").EnumerateArray().Select(a => a.GetString()));
        var after = Path.Combine(folder, "after.safetensors");
        return new GoldenCase(
            id,
            $"using GradCompile;\n{blocks}\n{attributes}\npublic partial class Net;\n",
            root.GetProperty("batch").GetInt32(),
            root.GetProperty("loss").GetSingle(),
            root.GetProperty("labels") is { ValueKind: JsonValueKind.Array } labels ? [.. labels.EnumerateArray().Select(l => l.GetInt32())] : null,
            [.. root.GetProperty("step_losses").EnumerateArray().Select(l => l.GetSingle())],
            root.GetProperty("steps").GetInt32(),
            SafetensorsFile.Read(Path.Combine(folder, "weights.safetensors")),
            SafetensorsFile.Read(Path.Combine(folder, "io.safetensors")),
            SafetensorsFile.Read(Path.Combine(folder, "gradients.safetensors")),
            File.Exists(after) ? SafetensorsFile.Read(after) : null);
    }

    private static string TestFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
