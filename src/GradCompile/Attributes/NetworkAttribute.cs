namespace GradCompile;

/// <summary>Declares that a partial class is a network, and what comes in. Its layers are the layer attributes below, in source order.</summary>
/// <param name="shape">One number (features) or three (channels, height, width).</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class NetworkAttribute(params int[] shape) : Attribute
{
    /// <summary>The shape of one input row.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The inputs' mean that the forecast assumes.</summary>
    public double InputMean { get; set; }

    /// <summary>The inputs' standard deviation that the forecast assumes.</summary>
    public double InputStd { get; set; } = 1;

    /// <summary>The rows of a batch that the forecast assumes.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>
    /// For how many steps of the optimizer the network will be trained: the horizon of every verdict. "Too slow" means that so many steps will not do.
    /// Write epochs · rows / <see cref="BatchSize"/>; at least 1.
    /// </summary>
    public int TrainingSteps { get; set; } = 2000;
}

/// <summary>Declares that a class is a block of layers for <see cref="ResidualAttribute{TBlock}"/>. It holds layer attributes alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class BlockAttribute : Attribute;
