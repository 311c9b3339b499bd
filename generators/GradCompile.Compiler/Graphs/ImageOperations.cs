using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Graphs;

/// <summary>The window of a convolution or a pooling.</summary>
/// <param name="Size">Its height and width.</param>
/// <param name="Stride">Pixels from one window to the next.</param>
/// <param name="Padding">Pixels that are added on every side.</param>
public sealed record Window(int Size, int Stride, int Padding)
{
    /// <summary>Windows along a side of so many pixels.</summary>
    public int Outputs(int side) => ((side + (2 * Padding) - Size) / Stride) + 1;
}

/// <summary>y[o, i, j] = b[o] + Σ x[c, i·stride + u − padding, j·stride + v − padding]·W[o, c, u, v], zeros beyond the border; then φ where it is fused.</summary>
/// <param name="Kind">The fused activation, or <c>Identity</c>.</param>
public sealed record ConvolutionOperation(
    string Layer, Value Input, Value Output, Parameter Weight, Parameter? Bias, Window Window, ActivationKind Kind = ActivationKind.Identity, double Alpha = 0) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];

    public override IReadOnlyList<Parameter> Reads => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>dW[o, c, u, v] = Σ dY[o, i, j]·x[c, i·stride + u − padding, j·stride + v − padding] and db[o] = Σ dY[o, i, j], over batch and positions.</summary>
/// <param name="Partials">With samples in the lanes: the sums of each lane by itself, sixteen for each weight and bias; there is one such vector for each piece of the batch.</param>
public sealed record ConvolutionWeightGradientOperation(
    string Layer, Value Input, Value OutputGradient, Parameter Weight, Parameter? Bias, Window Window, Value? Partials = null) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input, OutputGradient];

    public override IReadOnlyList<Value> Outputs => Partials is null ? [] : [Partials];

    public override IReadOnlyList<Parameter> Differentiates => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>dX[c, y, x] = Σ dY[o, i, j]·W[o, c, u, v] over all windows that hold the pixel.</summary>
public sealed record ConvolutionInputGradientOperation(
    string Layer, Value OutputGradient, Parameter Weight, Value InputGradient, Window Window) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];

    public override IReadOnlyList<Parameter> Reads => [Weight];
}

/// <summary>An image with a border around it.</summary>
/// <param name="Before">Rows above and columns to the left.</param>
/// <param name="After">Rows below and columns to the right.</param>
/// <param name="Fill">What the border holds.</param>
public sealed record PadImageOperation(string Layer, Value Input, Value Output, int Before, int After, double Fill) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>An image without its border.</summary>
/// <param name="Before">Rows above and columns to the left that are dropped.</param>
public sealed record CropImageOperation(string Layer, Value Input, Value Output, int Before) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>The largest pixel of each window; the image is padded already.</summary>
public sealed record MaxPoolOperation(string Layer, Value Input, Value Output, Window Window) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>dX receives dY at the first pixel of each window that is its maximum.</summary>
public sealed record MaxPoolGradientOperation(string Layer, Value Input, Value Result, Value OutputGradient, Value InputGradient, Window Window) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input, Result, OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];
}

/// <summary>The mean pixel of each window; the image is padded already.</summary>
public sealed record AveragePoolOperation(string Layer, Value Input, Value Output, Window Window) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>dX = Σ dY / size² over all windows that hold the pixel.</summary>
public sealed record AveragePoolGradientOperation(string Layer, Value OutputGradient, Value InputGradient, Window Window) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];
}

/// <summary>The mean of each channel, as a vector.</summary>
public sealed record GlobalAveragePoolOperation(string Layer, Value Input, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}

/// <summary>dX[c, y, x] = dY[c] / (height·width).</summary>
public sealed record GlobalAveragePoolGradientOperation(string Layer, Value OutputGradient, Value InputGradient) : Operation(Layer)
{
    public override IReadOnlyList<Value> Inputs => [OutputGradient];

    public override IReadOnlyList<Value> Outputs => [InputGradient];
}

/// <summary>The same image in another arrangement in memory.</summary>
public sealed record ArrangeOperation(Value Input, Value Output) : Operation("")
{
    public override IReadOnlyList<Value> Inputs => [Input];

    public override IReadOnlyList<Value> Outputs => [Output];
}
