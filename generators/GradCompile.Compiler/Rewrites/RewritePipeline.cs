using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Gradients;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>A graph as one named pass left it.</summary>
public sealed record GraphStage(string Pass, Graph Graph);

/// <summary>The passes between lowering and scheduling, in order, each verified.</summary>
public static class RewritePipeline
{
    private static readonly (string Name, Func<Graph, Graph> Apply)[] Passes =
    [
        ("dead gradients", DeadGradients.Apply),
        ("fuse activations", FuseActivations.Apply),
        ("fuse activation gradients", FuseActivationGradients.Apply),
    ];

    /// <summary>The forward pass of prediction after every pass; the last stage is what is scheduled.</summary>
    /// <param name="hasManyRows">Whether it is for batches that fill sixteen lanes, or for a few rows.</param>
    public static IReadOnlyList<GraphStage> Evaluation(NetworkModel model, bool hasManyRows = true) =>
        Run(new GraphStage("evaluation mode", PackedInput.Apply(Flattening.Apply(model.Evaluation))), hasManyRows);

    /// <summary>Forward and backward pass of training after every pass, or none for a network without a loss.</summary>
    public static IReadOnlyList<GraphStage> Training(NetworkModel model) => model.Loss is not { } loss
        ? []
        : Run(new GraphStage("gradients", BackwardBuilder.Differentiate(PackedInput.Apply(Flattening.Apply(model.Training)), loss)));

    /// <param name="hasManyRows">Whether a batch usually fills sixteen lanes.</param>
    private static List<GraphStage> Run(GraphStage first, bool hasManyRows = true)
    {
        List<GraphStage> stages = [first];
        foreach (var (name, apply) in Passes.Append(("arrangements", graph => Arrangements.Apply(graph, hasManyRows))))
        {
            var graph = apply(stages[stages.Count - 1].Graph);
            GraphVerifier.Verify(graph, name);
            stages.Add(new GraphStage(name, graph));
        }

        return stages;
    }
}
