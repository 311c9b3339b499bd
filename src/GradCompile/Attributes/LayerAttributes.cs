namespace GradCompile;

/// <summary>A layer of a network or a block.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layer's name among its tensors' names; by default its kind and index, as <c>dense1</c>.</summary>
    public string? Name { get; set; }
}

/// <summary>A layer with weights.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    /// <summary>Applied to the layer's sums.</summary>
    public Activation Activation { get; set; }

    /// <summary>The slope of LeakyReLU (0.01) or the scale of ELU (1).</summary>
    public double Alpha { get; set; }

    /// <summary>How the weights start.</summary>
    public Init Init { get; set; }

    /// <summary>The initialiser's gain, standard deviation, bound or value, by kind.</summary>
    public double InitScale { get; set; }

    /// <summary>Where the biases start (0).</summary>
    public double BiasInit { get; set; }

    /// <summary>The standard deviation of the biases around <see cref="BiasInit"/> (0: all alike).</summary>
    public double BiasStd { get; set; }

    /// <summary>Whether the layer has biases.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Replaces the network's L1 coefficient for this layer; 0 switches it off.</summary>
    public double L1 { get; set; }

    /// <summary>Replaces the network's L2 coefficient for this layer; 0 switches it off.</summary>
    public double L2 { get; set; }
}

/// <summary>y = φ(W·x + b): every output reads every input.</summary>
public sealed class DenseAttribute : WeightedLayerAttribute
{
    /// <param name="units">Outputs, at least 1.</param>
    /// <param name="activation">Applied to each.</param>
    public DenseAttribute(int units, Activation activation = Activation.Identity)
    {
        Units = units;
        Activation = activation;
    }

    /// <summary>The number of outputs.</summary>
    public int Units { get; }
}

/// <summary>A two-dimensional convolution.</summary>
public sealed class Conv2DAttribute : WeightedLayerAttribute
{
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Height and width of the window, at least 1.</param>
    /// <param name="activation">Applied to each output.</param>
    public Conv2DAttribute(int filters, int kernel, Activation activation = Activation.Identity)
    {
        Filters = filters;
        Kernel = kernel;
        Activation = activation;
    }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Height and width of the window.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros around the image.</summary>
    public int Padding { get; set; }
}

/// <summary>An activation as a layer of its own.</summary>
/// <param name="kind">The function.</param>
public sealed class ActivationAttribute(Activation kind) : LayerAttribute
{
    /// <summary>The function.</summary>
    public Activation Kind { get; } = kind;

    /// <summary>The slope of LeakyReLU (0.01) or the scale of ELU (1).</summary>
    public double Alpha { get; set; }
}

/// <summary>The largest element of each window. Padding counts as −∞, and the first maximum wins.</summary>
/// <param name="size">Height and width of the window.</param>
public sealed class MaxPoolAttribute(int size) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Pixels from one window to the next; by default the size.</summary>
    public int Stride { get; set; } = size;

    /// <summary>Pixels around the image, at most half the size.</summary>
    public int Padding { get; set; }
}

/// <summary>The mean of each window, padding counted.</summary>
/// <param name="size">Height and width of the window.</param>
public sealed class AveragePoolAttribute(int size) : LayerAttribute
{
    /// <summary>Height and width of the window.</summary>
    public int Size { get; } = size;

    /// <summary>Pixels from one window to the next; by default the size.</summary>
    public int Stride { get; set; } = size;

    /// <summary>Pixels around the image, at most half the size.</summary>
    public int Padding { get; set; }
}

/// <summary>The mean of each channel: a vector of channels.</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

/// <summary>An image as a vector, in the order channels, height, width. Does nothing to a vector.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>Normalises each channel over the batch, then scales and shifts it (Ioffe and Szegedy 2015). ε 1e-5, momentum 0.1.</summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Where the scale starts. 0 at the end of a residual block makes the block start as the identity.</summary>
    public double ScaleInit { get; set; } = 1;
}

/// <summary>Normalises each row over all its elements, then scales and shifts it (Ba et al. 2016). ε 1e-5.</summary>
public sealed class LayerNormAttribute : LayerAttribute;

/// <summary>In training, sets elements to zero at random and scales the rest by 1/(1 − rate) (Srivastava et al. 2014).</summary>
/// <param name="rate">The share that is dropped, at least 0 and below 1.</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The share that is dropped.</summary>
    public double Rate { get; } = rate;
}

/// <summary>y = φ(x + scale·block(x)) (He et al. 2015). Where the shapes differ, x goes through a projection.</summary>
/// <typeparam name="TBlock">A class marked <see cref="BlockAttribute"/>.</typeparam>
public sealed class ResidualAttribute<TBlock> : LayerAttribute
{
    /// <summary>How many such sums follow each other, each with weights of its own.</summary>
    public int Repeat { get; set; } = 1;

    /// <summary>The block's output is multiplied by it.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Applied to the sum.</summary>
    public Activation Activation { get; set; }

    /// <summary>The slope of LeakyReLU (0.01) or the scale of ELU (1).</summary>
    public double Alpha { get; set; }

    /// <summary>Replaces the network's L1 coefficient for the projection; 0 switches it off.</summary>
    public double L1 { get; set; }

    /// <summary>Replaces the network's L2 coefficient for the projection; 0 switches it off.</summary>
    public double L2 { get; set; }
}
