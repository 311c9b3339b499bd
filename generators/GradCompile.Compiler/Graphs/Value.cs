using GradCompile.Compiler.Shapes;

namespace GradCompile.Compiler.Graphs;

/// <summary>A tensor that an operation makes: one of <see cref="Shape"/> for each row of the batch.</summary>
/// <param name="Id">Its number in the graph.</param>
/// <param name="Name">A C# identifier made from the layer's name: <c>dense1</c>, <c>residual1_conv1</c>, <c>dDense1</c> for a gradient.</param>
/// <param name="Shape">The shape of a row.</param>
/// <param name="Extent">Whether there is one for each row or one for the whole batch.</param>
/// <param name="Arrangement">How its rows lie in memory.</param>
public sealed record Value(int Id, string Name, Shape Shape, Extent Extent = Extent.Row, Arrangement Arrangement = Arrangement.Rows)
{
    /// <summary>By the number alone: a deep network looks its values up by the million.</summary>
    public override int GetHashCode() => Id;
}

/// <summary>How often a value exists.</summary>
public enum Extent
{
    /// <summary>Once for each row of the batch.</summary>
    Row,

    /// <summary>Once for the whole batch, as the statistics of a batch norm.</summary>
    Batch,
}

/// <summary>How a batch lies in memory, and so what the lanes of a vector hold.</summary>
public enum Arrangement
{
    /// <summary>Row after row, each in the order (C, H, W) and padded to a whole block: features in the lanes.</summary>
    Rows,

    /// <summary>Image after image, pixel after pixel, each pixel's channels padded to a whole block: channels in the lanes.</summary>
    Pixels,

    /// <summary>Sixteen images at a time, element after element in the order (C, H, W): samples in the lanes.</summary>
    Samples,

    /// <summary>Image after image, channel after channel, line after line, each line padded to a whole block: neighbouring pixels in the lanes. What stands in the padding is anything.</summary>
    Lines,
}
