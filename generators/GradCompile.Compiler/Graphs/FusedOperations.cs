using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Graphs;

/// <summary>y = φ(x·Wᵀ + b) in one kernel.</summary>
/// <param name="Sum">x·Wᵀ + b where the backward pass needs it, else null.</param>
public sealed record DenseActivationOperation(
    string Layer, Value Input, Value? Sum, Value Output, Parameter Weight, Parameter? Bias, ActivationKind Kind, double Alpha) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => Sum is null ? [Output] : [Sum, Output];

    public override IReadOnlyList<Parameter> Reads => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>dX = (dY·W) ⊙ φ′ in one kernel, with φ the activation in front of the weights.</summary>
public sealed record DenseInputActivationGradientOperation(
    string Layer, Value OutputGradient, Parameter Weight, ActivationKind Kind, double Alpha, Value Source, Value InputGradient) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [OutputGradient, Source];

    public override IReadOnlyList<Value> Outputs => [InputGradient];

    public override IReadOnlyList<Parameter> Reads => [Weight];
}

/// <summary>Rows that stand one after the other, spread so that each begins at a block of 16 lanes.</summary>
public sealed record PadOperation(Value Input, Value Output) : Operation("")
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}
