using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>
/// The caller's rows stand one after the other without padding. Dense layers read them so, element by element; whatever
/// reads them in vectors reads a padded copy.
/// </summary>
internal static class PackedInput
{
    public static Graph Apply(Graph graph)
    {
        if (graph.Input.Shape.IsImage && graph.Output != graph.Input) return graph; // images are arranged anew anyway
        var readsVectors = graph.Output == graph.Input || graph.Operations.Any(o => o is not DenseOperation && o.Inputs.Contains(graph.Input));
        if (!readsVectors) return graph;
        var names = new HashSet<string>(graph.Values.Select(v => v.Name));
        var name = "paddedInput";
        while (!names.Add(name)) name += "_";
        var padded = new Value(graph.Values.Max(v => v.Id) + 1, name, graph.Input.Shape);
        var operations = graph.Operations.Select(o => o is DenseOperation ? o : Values.Map(o, v => v == graph.Input ? padded : v));
        return new Graph(
            graph.Input,
            graph.Output == graph.Input ? padded : graph.Output,
            new Operation[] { new PadOperation(graph.Input, padded) }.Concat(operations).ToEquatableArray());
    }
}
