using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// The same network with each maximum before the activation that it follows: of a rising function the largest value is the value of the
/// largest argument, and arguments are Gaussian where values are not. Functions that fall a little below 0 hardly ever have their maximum there.
/// </summary>
internal static class MaximaFirst
{
    public static Graph Of(Graph graph)
    {
        if (!graph.Operations.Any(operation => operation is MaxPoolOperation)) return graph;
        var readers = graph.Operations.SelectMany(operation => operation.Inputs).GroupBy(value => value.Id).ToDictionary(group => group.Key, group => group.Count());
        var makers = graph.Operations.OfType<ActivationOperation>().ToDictionary(activation => activation.Output.Id);
        var next = 1 + graph.Values.Max(value => value.Id);
        var operations = graph.Operations.ToList();
        foreach (var pool in graph.Operations.OfType<MaxPoolOperation>())
        {
            if (!makers.TryGetValue(pool.Input.Id, out var activation) || readers[pool.Input.Id] > 1 || pool.Input == graph.Output) continue;
            var largest = pool.Output with { Id = next++ };
            operations[operations.IndexOf(pool)] = activation with { Input = largest, Output = pool.Output };
            operations[operations.IndexOf(activation)] = pool with { Input = activation.Input, Output = largest };
        }

        return graph with { Operations = operations.ToEquatableArray() };
    }
}
