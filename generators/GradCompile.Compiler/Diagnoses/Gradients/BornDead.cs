using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1004: ReLU units that no input will wake, by a low bias or in a chain too narrow for its depth.</summary>
internal sealed class BornDead : GradientRule
{
    /// <summary>Before it, samples still point in different directions, and a unit is not silent for all of them.</summary>
    private const int FirstNarrow = 2;
    private const double LargestRisk = 0.1;
    private const double LowestBias = -2;

    /// <summary>The like for the first layer, where the rows of a training set still differ in size and direction.</summary>
    private const double LowestBiasOfFirst = -3.5;

    /// <summary>The like for a filter, which is silent only if it is at every place of every image.</summary>
    private const double LowestBiasOfFilters = -3.5;

    public override string Id => DiagnosisIds.BornDead;

    public override IReadOnlyList<string> Explains => [DiagnosisIds.AdamEpsilon, DiagnosisIds.ClipNeverActs];

    /// <summary>Whether a bias silences a layer, and with it the gradients below.</summary>
    public static bool IsDeadByBias(TrainingForecast training) => training.Layers.Any(layer => IsDeadByBias(training, layer));

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var silent = training.Layers.Where(layer => IsDeadByBias(training, layer)).ToList();
        if (silent.Count > 0)
        {
            var first = silent[0];
            var forecast = first.Forecast;
            var deviations = forecast.Deviation > 0 ? $"{Figures.Of(-forecast.Mean / forecast.Deviation)} standard deviations of its sums below zero" : "below all of its sums";
            yield return new Diagnosis(
                Id,
                $"The biases of '{first.Name}' start at {Figures.Literal(first.Bias!.Initializer.Scale + first.Bias.Initializer.Mean)}, {deviations}: {Figures.Percent(forecast.Dead)} of its {Figures.Integer(forecast.Units)} ReLU units are forecast never to fire in a batch, and a silent ReLU has no gradient. Let BiasInit be 0, or use LeakyReLU.",
                first.Origin,
                FixCandidate.Tried(network, Id, [FixCandidates.ZeroBiases(silent), FixCandidates.Activations(silent, ActivationKind.LeakyReLU, alsoInit: false)]));
            yield break;
        }

        if (!IsTooNarrow(training)) yield break;
        var chain = Chain(training);
        var narrow = chain.Skip(FirstNarrow).ToList();
        var risk = Risk(training);
        var width = narrow.Min(layer => layer.Forecast.Units);
        var narrowest = narrow.First(layer => layer.Forecast.Units == width);
        yield return new Diagnosis(
            Id,
            $"{Figures.Count(chain.Count, "layer", "layers")} of ReLU, as narrow as {Figures.Count(width, "unit", "units")}: up to {Figures.Percent(risk)} of all seeds give a network in which a whole layer is silent from the start, and it never learns. Use wider layers, or LeakyReLU, ELU or SELU.",
            narrowest.Origin,
            FixCandidate.Tried(network, Id, [FixCandidates.Activations(chain, ActivationKind.LeakyReLU, alsoInit: false), FixCandidates.Activations(chain, ActivationKind.SELU, alsoInit: true)]));
    }

    /// <summary>Whether a chain is likely to hold a layer that is silent.</summary>
    public static bool IsTooNarrow(TrainingForecast training) => Risk(training) > LargestRisk;

    private static List<WeightedLayer> Chain(TrainingForecast training) =>
        training.Layers.Where(layer => layer is { Activation: ActivationKind.ReLU, IsNormalized: false, Block: "", IsLast: false } && layer.Forecast.Mean <= 0.05).ToList();

    private static double Risk(TrainingForecast training) => 1 - Chain(training).Skip(FirstNarrow).Aggregate(1.0, (alive, layer) => alive * (1 - Math.Pow(2, -layer.Forecast.Units)));

    private static bool IsDeadByBias(TrainingForecast training, WeightedLayer layer) =>
        layer is { Activation: ActivationKind.ReLU, IsNormalized: false, Bias: { } bias } && WeightedMean(bias) < 0 && layer.Forecast.Mean < Lowest(training, layer) * layer.Forecast.Deviation;

    private static double Lowest(TrainingForecast training, WeightedLayer layer) =>
        layer.Weight.Shape.Count == 4 ? LowestBiasOfFilters : layer == training.Layers[0] ? LowestBiasOfFirst : LowestBias;

    private static double WeightedMean(Graphs.Parameter bias) => Forecasts.WeightLaw.Of(bias.Initializer).Mean;
}
