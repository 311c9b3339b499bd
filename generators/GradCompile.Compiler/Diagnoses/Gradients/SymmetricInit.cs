using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1005: a hidden layer whose units all start alike.</summary>
internal sealed class SymmetricInit : GradientRule
{
    private const double StrongDropout = 0.4;

    public override string Id => DiagnosisIds.SymmetricInit;

    public override IReadOnlyList<string> Explains =>
    [
        DiagnosisIds.VanishingGradient, DiagnosisIds.ExplodingGradient, DiagnosisIds.SaturatedAtInit, DiagnosisIds.InitialLogits, DiagnosisIds.SeluSetup,
        DiagnosisIds.LearningRate, DiagnosisIds.AdamEpsilon, DiagnosisIds.ClipNeverActs, DiagnosisIds.ClipAlwaysActs, DiagnosisIds.PenaltyDominates,
    ];

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var symmetric = training.Layers.Where(layer => IsSymmetric(layer) && !layer.IsLast && !EndsItsBlock(training, layer)).ToList();
        if (symmetric.Count == 0) yield break;
        var first = symmetric[0];
        var value = first.Law.Mean;
        var others = symmetric.Count == 1 ? "" : $", as in {Figures.Count(symmetric.Count - 1, "other layer", "other layers")}";
        yield return new Diagnosis(
            Id,
            $"All weights of '{first.Name}' start at {Figures.Literal(value)}{others}: its {Figures.Integer(first.Forecast.Units)} units are copies of each other that compute the same number, and learn as one. Use a random initialiser, as Init.{FixCandidates.Suitable(first.Activation)}.",
            first.Origin,
            FixCandidate.Tried(network, Id, [FixCandidates.SuitableInits(symmetric)]),

            // The masks of a dropout tell the units apart that they fall on; weak ones take too long over what lies before.
            IsHint: symmetric.All(layer => layer.MeetsDropout) || (symmetric.Any(layer => layer.MeetsDropout) && Strongest(network) >= StrongDropout));
    }

    private static double Strongest(NetworkUnderExamination network) =>
        network.Sequences.SelectMany(sequence => sequence.Steps).Select(step => step.Layer).OfType<DropoutLayer>().Select(layer => layer.Rate).DefaultIfEmpty(0).Max();

    /// <summary>Random biases tell the units apart; a single unit has none to be told from.</summary>
    private static bool IsSymmetric(WeightedLayer layer) =>
        layer.IsConstant && layer.Forecast.Units > 1 && (layer.Bias is null || WeightLaw.Of(layer.Bias.Initializer).Variance == 0);

    /// <summary>Whether it is the last weighted layer of a residual block: zero there lets the block start as the identity.</summary>
    private static bool EndsItsBlock(TrainingForecast training, WeightedLayer layer) =>
        layer.Block.Length > 0 && training.Layers.Last(other => IsInBranch(other, layer.Block)).Name == layer.Name;

    private static bool IsInBranch(WeightedLayer layer, string block) =>
        layer.Name.StartsWith(block + ".", System.StringComparison.Ordinal) && layer.Name != block + ".shortcut";
}
