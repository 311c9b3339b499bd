using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>GRAD3001: weighted layers with no activation in between compute no more than one of them could.</summary>
internal sealed class NoNonlinearity : DiagnosisRule
{
    public override string Id => DiagnosisIds.NoNonlinearity;

    public override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network)
    {
        var pairs = network.Sequences.SelectMany(sequence => Pairs(network, sequence)).ToList();
        if (pairs.Count == 0) yield break;
        var (first, between, second) = pairs[0];
        var reason = between.Any(step => step.Layer is PoolLayer { IsMax: true })
            ? "a max pooling bends little, and without it"
            : between.Any(step => step.IsNorm) ? "a normalisation is none, and without one" : "one linear map after another is a single linear map, so";
        var others = pairs.Count == 1 ? "" : $" There {(pairs.Count == 2 ? "is 1 more pair" : $"are {Words.Text(pairs.Count - 1)} more pairs")} like it.";
        yield return new Diagnosis(
            Id,
            $"No activation stands between '{first.Name}' and '{second.Name}': {reason} '{first.Name}' adds weights but next to nothing that '{second.Name}' could not compute alone.{others} Put an activation in between, as ReLU.",
            first.Origin,
            new EquatableArray<Fix>(new Fix("Put Activation.ReLU in between", pairs.SelectMany(pair => Activated(pair.First, pair.Between.LastOrDefault(step => step.IsNorm))).ToEquatableArray())));
    }

    private static IEnumerable<(Step First, IReadOnlyList<Step> Between, Step Second)> Pairs(NetworkUnderExamination network, LayerSequence sequence)
    {
        Step? open = null;
        var between = new List<Step>();
        foreach (var step in sequence.Steps)
        {
            var isLinear = step.Activation == ActivationKind.Identity;
            if (step.Options is not null || (step.Layer is ResidualLayer residual && IsWeightedAndLinear(network, residual)))
            {
                if (open is not null && !IsBottleneck(open, step)) yield return (open, between, step);
                open = isLinear ? step : null;
                between = [];
            }
            else if (step.Layer is ResidualLayer || !isLinear)
            {
                // Past a sum, the skip carries what no neighbour could compute alone.
                open = null;
            }
            else
            {
                between.Add(step);
            }
        }
    }

    /// <summary>A sum whose block has weights and no activation is one linear map.</summary>
    private static bool IsWeightedAndLinear(NetworkUnderExamination network, ResidualLayer residual)
    {
        var layers = Unfolded(network, residual).ToList();
        return layers.Any(step => step.Options is not null) && layers.All(step => step.Activation == ActivationKind.Identity);
    }

    private static IEnumerable<Step> Unfolded(NetworkUnderExamination network, ResidualLayer residual) => network.Sequences
        .First(sequence => sequence.Block?.Key == residual.Block).Steps
        .SelectMany(step => step.Layer is ResidualLayer inner ? Unfolded(network, inner).Prepend(step) : [step]);

    /// <summary>
    /// Two maps through fewer units than either end has are a factorisation of low rank, which one map is not: the code of an
    /// autoencoder, the linear bottleneck of MobileNetV2.
    /// </summary>
    private static bool IsBottleneck(Step first, Step second)
    {
        if (second.Layer is Conv2DLayer convolution)
        {
            var window = first.Layer is Conv2DLayer earlier ? (long)earlier.Kernel * earlier.Kernel : 1;
            return second.Input.Channels < Math.Min(first.Input.Channels * window, convolution.Filters);
        }

        return second.Input.Size < Math.Min(first.Input.Size, second.Output.Size);
    }

    private static IEnumerable<Edit> Activated(Step first, Step? norm) => norm is null
        ? Changes.WithActivation(first, ActivationKind.ReLU)
        : [Edit.InsertAfter(norm.Origin, "Activation(Activation.ReLU)")];
}
