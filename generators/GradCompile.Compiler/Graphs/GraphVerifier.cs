using System;
using System.Collections.Generic;

namespace GradCompile.Compiler.Graphs;

/// <summary>Runs after every pass: values are made once, before they are read, and the output is made.</summary>
public static class GraphVerifier
{
    /// <exception cref="InvalidOperationException">The pass left a graph that is not one: a defect of the compiler.</exception>
    public static void Verify(Graph graph, string pass)
    {
        var made = new HashSet<Value> { graph.Input };
        foreach (var operation in graph.Operations)
        {
            foreach (var input in operation.Inputs)
            {
                if (!made.Contains(input)) throw new InvalidOperationException($"After {pass}: {operation.GetType().Name} of '{operation.Layer}' reads {input.Name} before it is made.");
            }

            foreach (var output in operation.Outputs)
            {
                if (!made.Add(output)) throw new InvalidOperationException($"After {pass}: {operation.GetType().Name} of '{operation.Layer}' makes {output.Name} a second time.");
            }
        }

        if (!made.Contains(graph.Output)) throw new InvalidOperationException($"After {pass}: the output {graph.Output.Name} is never made.");
    }
}
