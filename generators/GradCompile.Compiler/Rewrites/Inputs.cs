using System;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Rewrites;

/// <summary>The same operation over other inputs.</summary>
internal static class Inputs
{
    public static Operation Map(Operation operation, Func<Value, Value> map) => operation switch
    {
        DenseOperation dense => dense with { Input = map(dense.Input) },
        ActivationOperation activation => activation with { Input = map(activation.Input) },
        SoftmaxOperation softmax => softmax with { Input = map(softmax.Input) },
        DropoutOperation dropout => dropout with { Input = map(dropout.Input) },
        BatchNormOperation norm => norm with { Input = map(norm.Input) },
        LayerNormOperation norm => norm with { Input = map(norm.Input) },
        AddOperation add => add with { Left = map(add.Left), Right = map(add.Right) },
        FlattenOperation flatten => flatten with { Input = map(flatten.Input) },
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is unknown to the rewrites."),
    };
}
