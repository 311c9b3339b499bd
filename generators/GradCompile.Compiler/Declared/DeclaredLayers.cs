namespace GradCompile.Compiler.Declared;

/// <summary>One layer attribute, as written.</summary>
/// <param name="Origin">The attribute.</param>
/// <param name="Name">The <c>Name</c> argument, or null.</param>
public abstract record DeclaredLayer(Origin Origin, string? Name);

/// <summary>The arguments that every weighted layer takes. A null is an argument that was not written.</summary>
public sealed record WeightOptions(
    ActivationKind Activation = ActivationKind.Identity,
    double? Alpha = null,
    InitKind Init = InitKind.Auto,
    double? InitScale = null,
    double? BiasInit = null,
    double? BiasStd = null,
    bool UseBias = true,
    double? L1 = null,
    double? L2 = null);

public sealed record DenseLayer(Origin Origin, string? Name, int Units, WeightOptions Options) : DeclaredLayer(Origin, Name);

public sealed record Conv2DLayer(Origin Origin, string? Name, int Filters, int Kernel, int Stride, int Padding, WeightOptions Options) : DeclaredLayer(Origin, Name);

public sealed record ActivationLayer(Origin Origin, string? Name, ActivationKind Kind, double? Alpha) : DeclaredLayer(Origin, Name);

public sealed record PoolLayer(Origin Origin, string? Name, bool IsMax, int Size, int? Stride, int Padding) : DeclaredLayer(Origin, Name);

public sealed record GlobalAveragePoolLayer(Origin Origin, string? Name) : DeclaredLayer(Origin, Name);

public sealed record FlattenLayer(Origin Origin, string? Name) : DeclaredLayer(Origin, Name);

public sealed record BatchNormLayer(Origin Origin, string? Name, double ScaleInit) : DeclaredLayer(Origin, Name);

public sealed record LayerNormLayer(Origin Origin, string? Name) : DeclaredLayer(Origin, Name);

public sealed record DropoutLayer(Origin Origin, string? Name, double Rate) : DeclaredLayer(Origin, Name);

/// <param name="Block">The key of a <see cref="DeclaredBlock"/>.</param>
/// <param name="Scale">The block's output is multiplied by it.</param>
/// <param name="Activation">Applied to the sum.</param>
/// <param name="Alpha">The activation's parameter.</param>
/// <param name="L1">The L1 coefficient of its projection.</param>
/// <param name="L2">The L2 coefficient of its projection.</param>
public sealed record ResidualLayer(
    Origin Origin, string? Name, string Block, int Repeat, double Scale, ActivationKind Activation, double? Alpha, double? L1, double? L2) : DeclaredLayer(Origin, Name);
