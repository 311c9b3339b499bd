using System.ComponentModel;

namespace GradCompile.CompilerServices;

/// <summary>The flat vector that a tensor belongs to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TensorStore
{
    /// <summary>Trainable.</summary>
    Parameters,

    /// <summary>Running statistics.</summary>
    Statistics,
}

/// <summary>How a tensor lies in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TensorLayout
{
    /// <summary>Element after element.</summary>
    Vector,

    /// <summary>PyTorch's [out, in] as [in][stride].</summary>
    Transposed,

    /// <summary>PyTorch's [out, in, kh, kw], or a large [out, in], as panels of 64 outputs, each [kh][kw][in][outputs].</summary>
    Filters,
}

/// <summary>How a tensor starts.</summary>
/// <param name="Kind">Never <see cref="Init.Auto"/>.</param>
/// <param name="Scale">Gain, σ, bound or value, by kind.</param>
/// <param name="Mean">Added to every draw of <see cref="Init.Normal"/>.</param>
/// <param name="FanIn">Inputs of a unit.</param>
/// <param name="FanOut">Outputs of a unit.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TensorInitializer(Init Kind, double Scale, double Mean, int FanIn, int FanOut);

/// <summary>A tensor's name, shape and place.</summary>
/// <param name="Name">As <c>dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="Store">The flat vector it belongs to.</param>
/// <param name="Offset">Its first float there, a multiple of 16.</param>
/// <param name="Layout">How it lies there. Floats between its rows are zero and stay zero.</param>
/// <param name="Stride">Floats from one row to the next: a multiple of 16. For a vector, its padded length.</param>
/// <param name="Initializer">How it starts.</param>
/// <param name="L1">The coefficient of Σ|w| in the loss.</param>
/// <param name="L2">The coefficient of Σw² in the loss.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TensorDescriptor(
    string Name, int[] Shape, TensorStore Store, int Offset, TensorLayout Layout, int Stride, TensorInitializer Initializer, double L1 = 0, double L2 = 0)
{
    /// <summary>What the user sees of them.</summary>
    public static TensorInfo[] Describe(TensorDescriptor[] tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return [.. tensors.Select(t => new TensorInfo(t.Name, t.Shape, t.Store == TensorStore.Parameters))];
    }

    /// <summary>Elements, padding not counted.</summary>
    public int Size { get; } = Shape.Aggregate(1, (size, dimension) => checked(size * dimension));

    /// <summary>Floats that it occupies, padding counted.</summary>
    public int Length => Layout == TensorLayout.Vector ? Stride : checked(Size / Shape[0] * Stride);

    /// <summary>Taps of a convolution's kernel; a dense layer has one.</summary>
    internal int Taps => Shape.Length == 2 ? 1 : Shape[2] * Shape[3];
}
