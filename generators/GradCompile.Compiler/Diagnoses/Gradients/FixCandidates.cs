using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The usual candidates, written once.</summary>
internal static class FixCandidates
{
    /// <summary>The initialiser that theory asks for before an activation: <c>Auto</c>'s, in the form with normal numbers that the articles name.</summary>
    public static InitKind Suitable(ActivationKind activation) => ActivationTable.AutoInit(activation) is var kind && kind == InitKind.XavierUniform ? InitKind.XavierNormal : kind;

    /// <summary>Gives every layer that is out of tune the initialiser that suits its activation.</summary>
    public static FixCandidate SuitableInits(IEnumerable<WeightedLayer> layers)
    {
        var changed = layers.Where(layer => layer.Options is { } options && !(options.Init is InitKind.Auto && options.InitScale is null)).ToList();
        var kinds = changed.Select(layer => Suitable(layer.Activation)).Distinct().Select(kind => $"Init.{kind}").ToList();
        return FixCandidate.Of($"Use {string.Join(" and ", kinds)}", changed.Select(layer => WithInit(layer, Suitable(layer.Activation))));
    }

    /// <summary>Replaces the activations behind these layers, and gives the weights the initialiser that suits it.</summary>
    public static FixCandidate Activations(IEnumerable<WeightedLayer> layers, ActivationKind kind, bool alsoInit)
    {
        var init = Suitable(kind);
        var list = layers.Where(layer => layer.Options is not null && layer.Activation != kind && layer.Activation != ActivationKind.Identity).ToList();
        return FixCandidate.Of(
            alsoInit ? $"Use Activation.{kind} with Init.{init}" : $"Use Activation.{kind}",
            list.SelectMany(layer => WithActivation(layer, kind, alsoInit ? init : null)));
    }

    /// <summary>Puts a batch norm between each of these layers and the next.</summary>
    public static FixCandidate BatchNorms(IEnumerable<WeightedLayer> layers) => FixCandidate.Of(
        "Put [BatchNorm] behind the hidden layers",
        layers.Where(layer => layer is { Declared: not null, IsNormalized: false, IsLast: false, Block: "" }).Select(WithBatchNorm));

    /// <summary>Without an activation in between the batch norm cancels the bias, which then goes too.</summary>
    private static LayerChange WithBatchNorm(WeightedLayer layer)
    {
        var norm = new BatchNormLayer(layer.Origin with { Attribute = -2 - layer.Origin.Attribute }, null, 1);
        var insert = Edit.InsertAfter(layer.Origin, "BatchNorm");
        if (layer.Options is not { UseBias: true, Activation: ActivationKind.Identity } options) return new(layer.Declared!, [layer.Declared!, norm], [insert]);
        var edits = new List<Edit> { Edit.Set(layer.Origin, "UseBias", "false"), insert };
        if (options.BiasInit is not null) edits.Add(Edit.Unset(layer.Origin, "BiasInit"));
        if (options.BiasStd is not null) edits.Add(Edit.Unset(layer.Origin, "BiasStd"));
        return new(layer.Declared!, [WithOptions(layer.Declared!, options with { UseBias = false, BiasInit = null, BiasStd = null }), norm], edits);
    }

    /// <summary>Sets the scale of one layer's initialiser.</summary>
    public static FixCandidate Scale(WeightedLayer layer, InitKind? kind, double scale, string title)
    {
        if (layer.Options is not { } options) return FixCandidate.Of(title, []);
        var edits = new List<Edit>();
        if (kind is { } named) edits.Add(Edit.Set(layer.Origin, "Init", $"Init.{named}"));
        edits.Add(Edit.Set(layer.Origin, "InitScale", Figures.Literal(scale)));
        return FixCandidate.Of(title, [new(layer.Declared!, [WithOptions(layer.Declared!, options with { Init = kind ?? options.Init, InitScale = scale })], edits)]);
    }

    /// <summary>Takes the bias's start away.</summary>
    public static FixCandidate ZeroBiases(IEnumerable<WeightedLayer> layers) => FixCandidate.Of(
        "Let the biases start at 0",
        layers.Where(layer => layer.Options?.BiasInit is not null).Select(layer => new LayerChange(
            layer.Declared!, [WithOptions(layer.Declared!, layer.Options! with { BiasInit = null })], [Edit.Unset(layer.Origin, "BiasInit")])));

    /// <summary>Layers that start as if nothing had been written; to try what would be, not to offer it.</summary>
    public static FixCandidate Fresh(IEnumerable<WeightedLayer> layers) => FixCandidate.Of("", layers.Where(layer => layer.Options is not null).Select(layer => new LayerChange(
        layer.Declared!,
        [WithOptions(layer.Declared!, layer.Options! with { Init = Suitable(layer.Activation), InitScale = null, BiasInit = null, BiasStd = null })],
        [])));

    private static LayerChange WithInit(WeightedLayer layer, InitKind kind)
    {
        var edits = new List<Edit> { Edit.Set(layer.Origin, "Init", $"Init.{kind}") };
        if (layer.Options!.InitScale is not null) edits.Add(Edit.Unset(layer.Origin, "InitScale"));
        return new(layer.Declared!, [WithOptions(layer.Declared!, layer.Options with { Init = kind, InitScale = null })], edits);
    }

    private static IEnumerable<LayerChange> WithActivation(WeightedLayer layer, ActivationKind kind, InitKind? init)
    {
        var change = init is { } start ? WithInit(layer, start) : new LayerChange(layer.Declared!, [layer.Declared!], []);
        if (layer.Options!.Activation == ActivationKind.Identity)
        {
            if (layer.ActivationLayer is not { } own) yield break;
            yield return change;
            yield return new(own, [own with { Kind = kind, Alpha = null }], [Edit.SetPositional(own.Origin, 0, $"Activation.{kind}")]);
            yield break;
        }

        var options = change.Becomes[0] switch { DenseLayer dense => dense.Options, Conv2DLayer convolution => convolution.Options, _ => layer.Options };
        var position = layer.Declared is Conv2DLayer ? 2 : 1;
        yield return new(
            layer.Declared!,
            [WithOptions(layer.Declared!, options with { Activation = kind })],
            [Edit.SetPositional(layer.Origin, position, $"Activation.{kind}"), .. change.Edits]);
    }

    public static DeclaredLayer WithOptions(DeclaredLayer layer, WeightOptions options) => layer switch
    {
        DenseLayer dense => dense with { Options = options },
        Conv2DLayer convolution => convolution with { Options = options },
        _ => layer,
    };
}
