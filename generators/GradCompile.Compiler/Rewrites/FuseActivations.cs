using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>A dense layer or convolution and the activation behind it become one kernel; the sum is stored only where someone else reads it.</summary>
internal static class FuseActivations
{
    public static Graph Apply(Graph graph)
    {
        var readers = graph.Operations.SelectMany(o => o.Inputs.Distinct().Select(v => (Value: v, Reader: o))).ToLookup(p => p.Value, p => p.Reader);
        var fused = new HashSet<Operation>();
        var operations = new List<Operation>();
        foreach (var operation in graph.Operations)
        {
            if (operation is DenseOperation dense && readers[dense.Output].OfType<ActivationOperation>().FirstOrDefault() is { } activation)
            {
                fused.Add(activation);
                var isSumRead = graph.Output == dense.Output || readers[dense.Output].Any(reader => reader != activation);
                operations.Add(new DenseActivationOperation(
                    dense.Layer, dense.Input, isSumRead ? dense.Output : null, activation.Output, dense.Weight, dense.Bias, activation.Kind, activation.Alpha));
            }
            else if (operation is ConvolutionOperation convolution && graph.Output != convolution.Output
                && readers[convolution.Output].Count() == 1 && readers[convolution.Output].First() is ActivationOperation only)
            {
                fused.Add(only);
                operations.Add(convolution with { Output = only.Output, Kind = only.Kind, Alpha = only.Alpha });
            }
            else if (!fused.Contains(operation))
            {
                operations.Add(operation);
            }
        }

        return graph with { Operations = operations.ToEquatableArray() };
    }
}
