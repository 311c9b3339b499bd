using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Graphs;

/// <summary>What a stored tensor is for.</summary>
public enum ParameterRole
{
    Weight, Bias, NormScale, NormShift, RunningMean, RunningVariance,
}

/// <summary>How a tensor starts. Every default is resolved: <see cref="Kind"/> is never <c>Auto</c>.</summary>
/// <param name="Scale">Gain, σ, bound or value, by kind.</param>
/// <param name="Mean">Added to every draw.</param>
public sealed record Initializer(InitKind Kind, double Scale, double Mean, int FanIn, int FanOut)
{
    public static Initializer Constant(double value) => new(InitKind.Constant, value, 0, 1, 1);
}

/// <summary>A stored tensor under its PyTorch name and shape.</summary>
/// <param name="Name">As <c>residual1.dense1.weight</c>.</param>
/// <param name="Shape">PyTorch's: [out, in] for a dense weight, [out, in, kh, kw] for a convolution's.</param>
/// <param name="L1">The coefficient of Σ|w| in the loss.</param>
/// <param name="L2">The coefficient of Σw² in the loss.</param>
public sealed record Parameter(int Id, string Name, EquatableArray<int> Shape, ParameterRole Role, Initializer Initializer, double L1 = 0, double L2 = 0)
{
    public bool IsTrainable => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance);

    public long Size => Shape.Aggregate(1L, (product, dimension) => product * dimension);

    /// <summary>By the number alone: a deep network looks its tensors up by the million.</summary>
    public override int GetHashCode() => Id;
}
