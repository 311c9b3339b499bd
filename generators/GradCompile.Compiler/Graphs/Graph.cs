using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Graphs;

/// <summary>Operations in an order in which each value is made before it is read.</summary>
/// <param name="Input">The rows that come in.</param>
/// <param name="Output">The rows that go out: the logits of a training graph.</param>
public sealed record Graph(Value Input, Value Output, EquatableArray<Operation> Operations)
{
    /// <summary>Every value, the input first, in the order in which they are made.</summary>
    public IEnumerable<Value> Values => new[] { Input }.Concat(Operations.SelectMany(o => o.Outputs));
}
