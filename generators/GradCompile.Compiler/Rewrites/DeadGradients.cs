using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>Drops what nobody reads: above all the gradient by the network's input.</summary>
internal static class DeadGradients
{
    public static Graph Apply(Graph graph)
    {
        var live = new HashSet<Value> { graph.Output };
        var kept = new List<Operation>();
        foreach (var operation in graph.Operations.Reverse())
        {
            if (operation.Differentiates.Count == 0 && operation is not LossOperation && !operation.Outputs.Any(live.Contains)) continue;
            kept.Add(operation);
            live.UnionWith(operation.Inputs);
        }

        kept.Reverse();
        return graph with { Operations = kept.ToEquatableArray() };
    }
}
