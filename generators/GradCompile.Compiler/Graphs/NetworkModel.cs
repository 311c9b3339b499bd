using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Graphs;

/// <summary>A declaration that has been checked and lowered: what every later stage starts from.</summary>
/// <param name="Layers">The layers as a user sees them, those of blocks once a repetition.</param>
/// <param name="Parameters">Every stored tensor, in PyTorch's order.</param>
/// <param name="Evaluation">The forward pass of <c>Predict</c>: no dropout, running statistics.</param>
/// <param name="Training">The forward pass in training mode.</param>
/// <param name="Loss">The loss, or null for a network that is for inference alone.</param>
/// <param name="Optimizer">As declared, or <c>Sgd(0.01)</c>; null without a loss.</param>
public sealed record NetworkModel(
    DeclaredNetwork Declaration,
    EquatableArray<LayerSummary> Layers,
    EquatableArray<Parameter> Parameters,
    Graph Evaluation,
    Graph Training,
    LossKind? Loss,
    DeclaredOptimizer? Optimizer,
    DeclaredClip? Clip);

/// <summary>A layer as a user sees it.</summary>
/// <param name="Name">Its full name: <c>dense1</c>, <c>residual2.dense1</c>.</param>
/// <param name="Kind">What it is in one word, with its activation: <c>Dense ReLU</c>.</param>
/// <param name="Output">The shape of a row that leaves it.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Flops">Floating-point operations a row, forward; a multiply-add counts two.</param>
/// <param name="Origin">The attribute it comes from.</param>
public sealed record LayerSummary(string Name, string Kind, Shape Output, long Parameters, long Flops, Origin Origin);
