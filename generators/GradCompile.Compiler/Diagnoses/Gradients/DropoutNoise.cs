using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Dropout multiplies what is left in training: a matter of its rates, and no initialiser's fault.</summary>
internal static class DropoutNoise
{
    /// <summary>Whether the finding is gone when nothing is dropped.</summary>
    public static bool IsCause(NetworkUnderExamination network, Func<TrainingForecast, bool> fires)
    {
        var declaration = network.Declaration;
        var still = declaration with
        {
            Layers = Still(declaration.Layers),
            Blocks = declaration.Blocks.Select(block => block with { Layers = Still(block.Layers) }).ToEquatableArray(),
        };
        return still != declaration && Trial.IsGone(network, still, fires);
    }

    /// <summary>The dropouts that drop anything.</summary>
    public static IEnumerable<DropoutLayer> Layers(TrainingForecast training) =>
        training.Model.Declaration.Layers.Concat(training.Model.Declaration.Blocks.SelectMany(block => block.Layers)).OfType<DropoutLayer>().Where(dropout => dropout.Rate > 0);

    private static EquatableArray<DeclaredLayer> Still(IEnumerable<DeclaredLayer> layers) =>
        layers.Select(layer => layer is DropoutLayer dropout ? dropout with { Rate = 0 } : layer).ToEquatableArray();
}
