using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Graphs;

/// <summary>One step of a graph. Values are made once and never changed (static single assignment).</summary>
/// <param name="Layer">The layer it comes from, by its full name: <c>dense1</c>, <c>residual1.dense1</c>; empty if none.</param>
public abstract record Operation(string Layer)
{
    /// <summary>The values it reads.</summary>
    public abstract IReadOnlyList<Value> Inputs { get; }

    /// <summary>The values it makes.</summary>
    public abstract IReadOnlyList<Value> Outputs { get; }

    /// <summary>The stored tensors it reads.</summary>
    public virtual IReadOnlyList<Parameter> Reads => [];

    /// <summary>The stored tensors whose gradient it writes.</summary>
    public virtual IReadOnlyList<Parameter> Differentiates => [];
}

/// <summary>y = x·Wᵀ + b, with W as [out, in].</summary>
public sealed record DenseOperation(string Layer, Value Input, Value Output, Parameter Weight, Parameter? Bias) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];

    public override IReadOnlyList<Parameter> Reads => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>y = φ(x), element by element. Never <c>Identity</c> or <c>Softmax</c>.</summary>
public sealed record ActivationOperation(string Layer, Value Input, Value Output, ActivationKind Kind, double Alpha) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>y = exp(x) / Σ exp(x), over features, on images over channels.</summary>
public sealed record SoftmaxOperation(string Layer, Value Input, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>y = m ⊙ x / (1 − rate) with m ~ Bernoulli(1 − rate); only in training mode.</summary>
/// <param name="Index">Its number among the network's dropouts, from which its mask is drawn.</param>
public sealed record DropoutOperation(string Layer, Value Input, Value Output, double Rate, int Index) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>y = γ·(x − μ)/√(σ² + ε) + β by channel, with μ and σ² (biased) of the batch in training mode and the running ones in evaluation mode.</summary>
/// <param name="Mean">In training mode: the batch's mean by channel, kept for the backward pass; null in evaluation mode.</param>
/// <param name="InverseDeviation">In training mode: 1/√(σ² + ε) by channel; null in evaluation mode.</param>
public sealed record BatchNormOperation(
    string Layer, Value Input, Value Output, Value? Mean, Value? InverseDeviation,
    Parameter Scale, Parameter Shift, Parameter RunningMean, Parameter RunningVariance) : Operation(Layer)
{
    /// <summary>ε beside the variance.</summary>
    public const double Epsilon = 1e-5;

    public bool IsTraining => Mean is not null;

    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => Mean is null ? [Output] : [Output, Mean, InverseDeviation!];

    public override IReadOnlyList<Parameter> Reads => IsTraining ? [Scale, Shift] : [Scale, Shift, RunningMean, RunningVariance];
}

/// <summary>y = γ ⊙ (x − μ)/√(σ² + ε) + β with μ and σ² (biased) of the whole sample.</summary>
public sealed record LayerNormOperation(string Layer, Value Input, Value Output, Parameter Scale, Parameter Shift) : Operation(Layer)
{
    /// <summary>ε beside the variance.</summary>
    public const double Epsilon = 1e-5;

    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];

    public override IReadOnlyList<Parameter> Reads => [Scale, Shift];
}

/// <summary>y = left + factor·right: a residual sum, or gradients that meet.</summary>
public sealed record AddOperation(string Layer, Value Left, Value Right, Value Output, double Factor) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Left, Right];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>The same elements in the same order, (C, H, W), as a vector.</summary>
public sealed record FlattenOperation(string Layer, Value Input, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}
