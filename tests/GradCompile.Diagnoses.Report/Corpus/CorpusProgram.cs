using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCompile.Diagnoses.Report.Corpus;

/// <summary>A published program as a configuration, with its labels.</summary>
internal sealed record CorpusProgram(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("source")] CorpusSource Source,
    [property: JsonPropertyName("input_shape")] JsonElement InputShape,
    [property: JsonPropertyName("input_range")] string? InputRange,
    [property: JsonPropertyName("layers")] IReadOnlyList<CorpusLayer> Layers,
    [property: JsonPropertyName("loss")] CorpusLoss? Loss,
    [property: JsonPropertyName("optimizer")] CorpusOptimizer? Optimizer,
    [property: JsonPropertyName("lr")] double? Rate,
    [property: JsonPropertyName("batch")] int? Batch,
    [property: JsonPropertyName("clipping")] CorpusClipping? Clipping,
    [property: JsonPropertyName("ground_truth")] IReadOnlyList<CorpusFault> Faults,
    [property: JsonPropertyName("gradient_health")] string Health)
{
    public static IReadOnlyList<CorpusProgram> Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        return json.RootElement.GetProperty("entries").Deserialize<List<CorpusProgram>>()!;
    }
}

internal sealed record CorpusSource([property: JsonPropertyName("repo")] string Repository);

internal sealed record CorpusLayer(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("units")] int Units,
    [property: JsonPropertyName("filters")] int Filters,
    [property: JsonPropertyName("kernel")] IReadOnlyList<int>? Kernel,
    [property: JsonPropertyName("pool")] IReadOnlyList<int>? Pool,
    [property: JsonPropertyName("stride")] IReadOnlyList<int>? Stride,
    [property: JsonPropertyName("padding")] string? Padding,
    [property: JsonPropertyName("rate")] double Rate,
    [property: JsonPropertyName("activation")] string? Activation,
    [property: JsonPropertyName("init")] CorpusInit? Init,
    [property: JsonPropertyName("use_bias")] bool? UseBias,
    [property: JsonPropertyName("bias_init")] CorpusInit? BiasInit,
    [property: JsonPropertyName("l2")] double? L2);

internal sealed record CorpusInit(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] double? Value,
    [property: JsonPropertyName("stddev")] double? Deviation,
    [property: JsonPropertyName("max")] double? Bound,
    [property: JsonPropertyName("scale")] double? Scale);

internal sealed record CorpusLoss([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("from_logits")] bool TakesLogits);

internal sealed record CorpusOptimizer(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("momentum")] double? Momentum,
    [property: JsonPropertyName("nesterov")] bool? Nesterov);

internal sealed record CorpusClipping([property: JsonPropertyName("clipnorm")] double? Norm);

/// <param name="Layer">An index among the layers, or a word.</param>
internal sealed record CorpusFault([property: JsonPropertyName("rule")] string Rule, [property: JsonPropertyName("layer")] JsonElement Layer);
