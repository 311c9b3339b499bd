using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>GRAD1008: many residual sums, each of which adds a branch at full strength.</summary>
internal sealed class ResidualDepth : GradientRule
{
    private const int MostUndamped = 15;

    public override string Id => DiagnosisIds.ResidualDepth;

    protected override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training)
    {
        var sums = Undamped(training);
        if (sums.Count <= MostUndamped) yield break;
        yield return new Diagnosis(
            Id,
            $"{Figures.Count(sums.Count, "residual sum", "residual sums")} add branches that are neither normalised nor damped, and the signal grows with each of them. {Advice(sums.Count)}",
            OriginOf(training) ?? Origin.Class,
            FixCandidate.Tried(network, Id, [Damped(training, sums.Count)]));
    }

    /// <summary>The sums whose branch holds no normalisation, does not start at zero and is not scaled to about 1/√L.</summary>
    public static IReadOnlyList<AddOperation> Undamped(TrainingForecast training)
    {
        var limit = Math.Min(0.99, 2 / Math.Sqrt(Math.Max(1, training.Sums.Count)));
        var closed = new HashSet<string>(training.Layers.Where(layer => layer.IsClosed).SelectMany(layer => Scopes.Of(layer.Name)));
        return training.Sums.Where(sum => Math.Abs(sum.Factor) > limit && !closed.Contains(sum.Layer)
            && !training.Branch(sum).Any(operation => operation is BatchNormOperation or LayerNormOperation)).ToList();
    }

    public static string Advice(int sums) =>
        $"Use Scale = {Figures.Literal(ScaleFor(sums))} (about 1/√{Figures.Integer(sums)}) on the residual, or a [BatchNorm(ScaleInit = 0)] at the end of its block.";

    /// <summary>The attribute of the residual that repeats most.</summary>
    public static Origin? OriginOf(TrainingForecast training) =>
        Residuals(training).OrderByDescending(layer => layer.Repeat).Select(layer => (Origin?)layer.Origin).FirstOrDefault();

    public static FixCandidate Damped(TrainingForecast training, int sums)
    {
        var scale = ScaleFor(sums);
        return FixCandidate.Of($"Scale the branches by {Figures.Literal(scale)}", Residuals(training).Where(layer => Math.Abs(layer.Scale) > scale).Select(layer =>
            new LayerChange(layer, [layer with { Scale = scale }], [Edit.Set(layer.Origin, "Scale", Figures.Literal(scale))])));
    }

    private static double ScaleFor(int sums) => Figures.Rounded(1 / Math.Sqrt(sums));

    private static IEnumerable<ResidualLayer> Residuals(TrainingForecast training) =>
        training.Model.Declaration.Layers.Concat(training.Model.Declaration.Blocks.SelectMany(block => block.Layers)).OfType<ResidualLayer>();
}
