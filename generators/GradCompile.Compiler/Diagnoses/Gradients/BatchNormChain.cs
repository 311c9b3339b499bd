using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1007: a chain of batch norms without skips, each of which makes the gradient grow on its way back (Yang et al. 2019).</summary>
internal sealed class BatchNormChain : GradientRule
{
    /// <summary>log₁₀ of the growth from which chains fail in a few hundred steps, and which is worth a word in any number: ten times the steps bear ten times as much.</summary>
    private const double LargeGrowth = 2;
    private const double FewSteps = 300;

    public override string Id => DiagnosisIds.BatchNormChain;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.ExplodingGradient, DiagnosisIds.ClipAlwaysActs, DiagnosisIds.LearningRate];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var chain = LongestRun(training.Layers);
        if (chain.Count < 2) yield break;
        var growth = Level(chain[0]) - Level(chain[chain.Count - 1]);
        if (!(growth > LargeGrowth) || double.IsInfinity(growth)) yield break;
        yield return new Diagnosis(
            Id,
            $"{Figures.Count(chain.Count, "normalised layer", "normalised layers")} of {chain[0].Activation} without a skip: the gradient is forecast to grow by {Figures.Power(growth / (chain.Count - 1))} a layer going back, {Figures.Power(growth)} in all, whatever the initialiser. Put the layers into residual blocks, or use fewer.",
            chain[0].Origin,
            IsHint: growth <= LargeGrowth + Math.Max(0, Math.Log10(training.Input.TrainingSteps / FewSteps)));
    }

    /// <summary>Layers that follow each other directly: what stands between two of them would count as theirs.</summary>
    private static List<WeightedLayer> LongestRun(IReadOnlyList<WeightedLayer> layers)
    {
        var (longest, run) = (new List<WeightedLayer>(), new List<WeightedLayer>());
        foreach (var layer in layers)
        {
            if (layer is { MeetsNorm: true, Block: "", IsLast: false } && layer.Activation != ActivationKind.Identity) run.Add(layer);
            else run = [];
            if (run.Count > longest.Count) longest = run;
        }

        return longest;
    }

    /// <summary>The gradient by the logarithm of a layer's scale: whatever the weights, the norm behind them takes their scale away.</summary>
    private static double Level(WeightedLayer layer) => layer.Forecast.LogBackward + layer.Forecast.LogForwardRms;
}
