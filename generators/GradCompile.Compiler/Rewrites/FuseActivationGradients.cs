using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>The product dY·W and the slope of the activation it flows into become one kernel.</summary>
internal static class FuseActivationGradients
{
    public static Graph Apply(Graph graph)
    {
        var readers = graph.Operations.SelectMany(o => o.Inputs.Distinct().Select(v => (Value: v, Reader: o))).ToLookup(p => p.Value, p => p.Reader);
        var fused = new HashSet<Operation>();
        var operations = new List<Operation>();
        foreach (var operation in graph.Operations)
        {
            if (operation is DenseInputGradientOperation dense
                && readers[dense.InputGradient].Count() == 1
                && readers[dense.InputGradient].First() is ActivationGradientOperation slope
                && slope.OutputGradient == dense.InputGradient)
            {
                fused.Add(slope);
                operations.Add(new DenseInputActivationGradientOperation(
                    dense.Layer, dense.OutputGradient, dense.Weight, slope.Kind, slope.Alpha, slope.Source, slope.InputGradient));
            }
            else if (!fused.Contains(operation))
            {
                operations.Add(operation);
            }
        }

        return graph with { Operations = operations.ToEquatableArray() };
    }
}
