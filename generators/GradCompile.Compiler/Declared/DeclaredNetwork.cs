namespace GradCompile.Compiler.Declared;

/// <summary>A network as its attributes say it, before anything is checked: only data, compared by value.</summary>
/// <param name="Type">The class that carries the attributes.</param>
/// <param name="Input">What <c>[Network]</c> says.</param>
/// <param name="Layers">The layer attributes in source order.</param>
/// <param name="Blocks">Every <c>[Block]</c> class that is reached from the layers, once each.</param>
/// <param name="Losses">All <c>[Loss]</c> attributes; more than one is a fault.</param>
/// <param name="Optimizers">All optimizer attributes; more than one is a fault.</param>
/// <param name="Penalties">The network-wide penalties; they add up.</param>
/// <param name="Clips">All clipping attributes; more than one is a fault.</param>
public sealed record DeclaredNetwork(
    DeclaredType Type,
    DeclaredInput Input,
    EquatableArray<DeclaredLayer> Layers,
    EquatableArray<DeclaredBlock> Blocks,
    EquatableArray<DeclaredLoss> Losses,
    EquatableArray<DeclaredOptimizer> Optimizers,
    EquatableArray<DeclaredPenalty> Penalties,
    EquatableArray<DeclaredClip> Clips);

/// <summary>The user's class: where the generated half must go.</summary>
/// <param name="Namespace">The namespace with dots, or empty for the global one.</param>
/// <param name="Name">The class's name, without <c>@</c>.</param>
/// <param name="IsPublic">Whether the class is public, and so its members can be seen from other assemblies.</param>
/// <param name="IsSealed">Whether the class is sealed.</param>
public sealed record DeclaredType(string Namespace, string Name, bool IsPublic, bool IsSealed)
{
    /// <summary>Namespace and name with a dot between.</summary>
    public string FullName => Namespace.Length == 0 ? Name : Namespace + "." + Name;
}

/// <summary><c>[Network(...)]</c>.</summary>
/// <param name="TrainingSteps">The steps of the optimizer that a verdict is meant for.</param>
/// <param name="IsScaleDeclared">Whether the mean or the deviation is written: else they are anybody's guess.</param>
public sealed record DeclaredInput(
    EquatableArray<int> Shape, double Mean, double Std, int BatchSize, Origin Origin, int TrainingSteps = DeclaredInput.DefaultTrainingSteps, bool IsScaleDeclared = false)
{
    public const int DefaultTrainingSteps = 2000;
}

/// <summary>A class marked <c>[Block]</c>.</summary>
/// <param name="Key">Its fully qualified name, by which <see cref="ResidualLayer.Block"/> refers to it.</param>
/// <param name="Name">Its simple name, for messages.</param>
/// <param name="IsBlock">Whether it carries <c>[Block]</c> at all.</param>
/// <param name="Layers">Its layer attributes in source order.</param>
public sealed record DeclaredBlock(string Key, string Name, bool IsBlock, EquatableArray<DeclaredLayer> Layers);

/// <summary><c>[Loss(...)]</c>.</summary>
public sealed record DeclaredLoss(LossKind Kind, Origin Origin);

/// <summary>A network-wide <c>[L1]</c>, <c>[L2]</c> or <c>[ElasticNet]</c>, as its two coefficients: <c>L1·Σ|w| + L2·Σw²</c>.</summary>
/// <param name="Attribute">The attribute's name without brackets, for messages.</param>
/// <param name="Strength">λ as written.</param>
/// <param name="Ratio">The elastic net's r, else 1 for L1 and 0 for L2.</param>
public sealed record DeclaredPenalty(string Attribute, double Strength, double Ratio, Origin Origin)
{
    public double L1 => Strength * Ratio;

    public double L2 => Strength * (1 - Ratio);
}
