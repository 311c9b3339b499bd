using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Layers;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3008: a shape that reads as height, width, channels, and compiles as channels, height, width.</summary>
internal sealed class ChannelsLastInput : DiagnosisRule
{
    public override string Id => DiagnosisIds.ChannelsLast;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var input = network.Declaration.Input;
        if (ChannelsLast.Turned(input) is not { } turned || input.Shape[0] != input.Shape[1] || input.Shape[2] is not (1 or 3 or 4) || !ReadsImages(network)) yield break;
        yield return new Diagnosis(
            Id,
            $"The shape is (channels, height, width), so these are {Words.Text(input.Shape[0])} channels of {Words.Text(input.Shape[1])}×{Words.Text(input.Shape[2])} pixels: did you mean {ChannelsLast.Text(turned)}?",
            input.Origin,
            ChannelsLast.Fits(network.Declaration, turned) ? new EquatableArray<Fix>(ChannelsLast.Fix(input, turned)) : default,
            IsHint: true);
    }

    /// <summary>Where an image is only flattened, the order of its numbers does not matter.</summary>
    private static bool ReadsImages(NetworkUnderExamination network) =>
        network.Sequences.SelectMany(sequence => sequence.Steps).Any(step => step.Layer is Conv2DLayer or PoolLayer or GlobalAveragePoolLayer or BatchNormLayer && step.Input.IsImage);
}
