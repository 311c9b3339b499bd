using System.Collections.Generic;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>The forward pass as it is used for prediction: dropout passes everything on, batch norms use the running statistics.</summary>
public static class EvaluationMode
{
    public static Graph Apply(Graph training)
    {
        var renamed = new Dictionary<Value, Value>();
        var operations = new List<Operation>();
        foreach (var operation in training.Operations)
        {
            switch (operation)
            {
                case DropoutOperation dropout:
                    renamed[dropout.Output] = Resolve(dropout.Input);
                    break;
                case BatchNormOperation norm:
                    operations.Add(norm with { Input = Resolve(norm.Input), Mean = null, InverseDeviation = null });
                    break;
                default:
                    operations.Add(Values.Map(operation, Resolve));
                    break;
            }
        }

        var graph = new Graph(training.Input, Resolve(training.Output), operations.ToEquatableArray());
        GraphVerifier.Verify(graph, "evaluation mode");
        return graph;

        Value Resolve(Value value) => renamed.TryGetValue(value, out var replacement) ? replacement : value;
    }
}
