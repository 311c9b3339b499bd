using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Graphs;

/// <summary>The batch's mean loss, and its gradient by the logits.</summary>
public sealed record LossOperation(LossKind Kind, Value Logits, Value Gradient) : Operation("")
{
    public override IReadOnlyList<Value> Inputs => [Logits];

    public override IReadOnlyList<Value> Outputs => [Gradient];
}

/// <summary>dW = dYᵀ·X and db = Σ dY over the rows of the batch.</summary>
public sealed record DenseWeightGradientOperation(string Layer, Value Input, Value OutputGradient, Parameter Weight, Parameter? Bias) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [];

    public override IReadOnlyList<Parameter> Differentiates => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>dX = dY·W.</summary>
public sealed record DenseInputGradientOperation(string Layer, Value OutputGradient, Parameter Weight, Value InputGradient) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];

    public override IReadOnlyList<Parameter> Reads => [Weight];
}

/// <summary>dX = dY ⊙ φ′, with φ′ computed from <paramref name="Source"/>: φ's output where that is enough, else its input.</summary>
public sealed record ActivationGradientOperation(string Layer, ActivationKind Kind, double Alpha, Value Source, Value OutputGradient, Value InputGradient) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Source, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];
}

/// <summary>dX = y ⊙ (dY − Σ y ⊙ dY), with y the softmax's output.</summary>
public sealed record SoftmaxGradientOperation(string Layer, Value Result, Value OutputGradient, Value InputGradient) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Result, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];
}

/// <summary>dγ = Σ dY ⊙ x̂, dβ = Σ dY, dX = γ/σ · (dY − mean dY − x̂ · mean(dY ⊙ x̂)), sums and means over the batch by channel.</summary>
public sealed record BatchNormGradientOperation(
    string Layer, Value Input, Value Mean, Value InverseDeviation, Value OutputGradient, Value InputGradient, Parameter Scale, Parameter Shift) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input, Mean, InverseDeviation, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];

    public override IReadOnlyList<Parameter> Reads => [Scale];

    public override IReadOnlyList<Parameter> Differentiates => [Scale, Shift];
}

/// <summary>dγ = Σ dY ⊙ x̂ and dβ = Σ dY over the batch; dX = 1/σ · (γdY − mean γdY − x̂ · mean(γdY ⊙ x̂)), means over the sample.</summary>
public sealed record LayerNormGradientOperation(
    string Layer, Value Input, Value OutputGradient, Value InputGradient, Parameter Scale, Parameter Shift) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];

    public override IReadOnlyList<Parameter> Reads => [Scale];

    public override IReadOnlyList<Parameter> Differentiates => [Scale, Shift];
}

/// <summary>y = factor·x.</summary>
public sealed record ScaleOperation(string Layer, Value Input, Value Output, double Factor) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}
