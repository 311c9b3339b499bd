using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Gradients;

/// <summary>Reverse-mode differentiation: from a forward graph to one that goes on through loss and gradients.</summary>
internal sealed class BackwardBuilder
{
    private readonly List<Operation> _operations;
    private readonly Dictionary<Value, Value> _gradients = [];
    private readonly HashSet<string> _names;
    private int _values;

    private BackwardBuilder(Graph forward)
    {
        _operations = [.. forward.Operations];
        _names = [.. forward.Values.Select(v => v.Name)];
        _values = forward.Values.Max(v => v.Id) + 1;
    }

    /// <summary>The forward graph, its loss, and the gradient of every tensor.</summary>
    public static Graph Differentiate(Graph forward, LossKind loss)
    {
        var builder = new BackwardBuilder(forward);
        var dOutput = builder.NewGradient(forward.Output);
        builder._operations.Add(new LossOperation(loss, forward.Output, dOutput));
        builder._gradients[forward.Output] = dOutput;
        foreach (var operation in forward.Operations.Reverse())
        {
            if (builder._gradients.TryGetValue(operation.Outputs[0], out var outputGradient))
            {
                GradientRule.Table[operation.GetType()].Differentiate(builder, operation, outputGradient);
            }
        }

        var graph = new Graph(forward.Input, forward.Output, builder._operations.ToEquatableArray());
        GraphVerifier.Verify(graph, "gradients");
        return graph;
    }

    /// <summary>A value for the gradient by <paramref name="value"/>: <c>dDense1</c> for <c>dense1</c>.</summary>
    public Value NewGradient(Value value)
    {
        var stem = "d" + char.ToUpperInvariant(value.Name[0]) + value.Name.Substring(1);
        var name = stem;
        for (var n = 2; !_names.Add(name); n++) name = $"{stem}_{n}";
        return new Value(_values++, name, value.Shape);
    }

    public void Add(Operation operation) => _operations.Add(operation);

    /// <summary>Appends an operation that makes a contribution to the gradient by <paramref name="value"/>.</summary>
    public void Add(Operation operation, Value value, Value contribution)
    {
        _operations.Add(operation);
        Accumulate(value, contribution);
    }

    /// <summary>Where a value is read several times, its gradients add up.</summary>
    public void Accumulate(Value value, Value contribution)
    {
        if (!_gradients.TryGetValue(value, out var sum))
        {
            _gradients[value] = contribution;
            return;
        }

        var total = NewGradient(value);
        _operations.Add(new AddOperation("", sum, contribution, total, 1));
        _gradients[value] = total;
    }
}
