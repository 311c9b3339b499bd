using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>A flattened value is the value itself under another shape: (C, H, W) is the order in memory already.</summary>
internal static class Flattening
{
    public static Graph Apply(Graph graph)
    {
        var aliases = new Dictionary<Value, Value>();
        var operations = new List<Operation>();
        foreach (var operation in graph.Operations)
        {
            if (operation is FlattenOperation flatten) aliases[flatten.Output] = Resolve(flatten.Input);
            else operations.Add(Values.Map(operation, Resolve));
        }

        return new Graph(graph.Input, Resolve(graph.Output), operations.ToEquatableArray());

        Value Resolve(Value value) => aliases.TryGetValue(value, out var target) ? target : value;
    }
}
