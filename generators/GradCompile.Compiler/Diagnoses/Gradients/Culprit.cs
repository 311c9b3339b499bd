using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The layers of one kind (the same activation behind weights of the same law) that together do most to a signal.</summary>
/// <param name="Layers">In forward order.</param>
/// <param name="LogFactor">log₁₀ of what each does to it, in the geometric mean.</param>
internal sealed record Culprit(IReadOnlyList<WeightedLayer> Layers, double LogFactor)
{
    /// <summary>Where a change helps most: the first of them.</summary>
    public WeightedLayer First => Layers[0];

    /// <summary><c>12 layers of Sigmoid with Normal(0.1) weights lose a factor 5 each</c>; one layer does it alone.</summary>
    /// <param name="one">The verb for one layer, and what it acts on: <c>loses a factor</c>.</param>
    /// <param name="many">The verb for several.</param>
    /// <param name="log">log₁₀ of the number that follows.</param>
    public string Does(string one, string many, double log) => Layers.Count == 1
        ? $"'{First.Name}', {Kind("a layer")}, {one} {Figures.Power(log)}"
        : $"{Figures.Integer(Layers.Count)} {Kind("layers")} {many} {Figures.Power(log)} each";

    private string Kind(string layers)
    {
        var activation = First.Activation == ActivationKind.Identity ? "without an activation" : $"of {First.Activation}";
        return $"{layers} {activation} with {First.Init} weights{(First.IsNormalized ? " under a normalisation" : "")}";
    }

    /// <summary>The kind of layer with the most negative sum of steps, or the most positive one; null without hidden layers.</summary>
    /// <param name="level">log₁₀ of the signal at a layer.</param>
    /// <param name="direction">−1 for a loss, 1 for a growth.</param>
    /// <param name="backward">Whether the signal travels from the last layer to the first.</param>
    public static Culprit? Find(IReadOnlyList<WeightedLayer> layers, Func<WeightedLayer, double> level, int direction, bool backward)
    {
        var steps = new List<(WeightedLayer Layer, string Kind, double Step)>();
        for (var i = 0; i + 1 < layers.Count; i++)
        {
            var (here, next) = (layers[i], layers[i + 1]);
            if (here.IsClosed || next.IsClosed) continue;
            var step = backward ? level(here) - level(next) : level(next) - level(here);
            if (double.IsNaN(step) || double.IsInfinity(step)) continue;
            steps.Add((here, $"{here.Activation} {here.Init} {here.IsNormalized} {here.Block.Length > 0}", step));
        }

        return steps.GroupBy(step => step.Kind)
            .Select(group => (Layers: group.Select(step => step.Layer).ToList(), Sum: group.Sum(step => step.Step)))
            .OrderByDescending(group => direction * group.Sum)
            .Select(group => new Culprit(group.Layers, group.Sum / group.Layers.Count))
            .FirstOrDefault();
    }
}
