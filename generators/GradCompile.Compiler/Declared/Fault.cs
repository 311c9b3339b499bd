namespace GradCompile.Compiler.Declared;

/// <summary>A reason why a declaration cannot be compiled, as data: an analyzer makes the diagnostic of it.</summary>
/// <param name="Id">The diagnostic's id, <c>GRAD0…</c>, one of <see cref="FaultIds"/>.</param>
/// <param name="Message">One sentence: what was found, what was expected, how to fix it.</param>
/// <param name="Origin">The attribute at fault.</param>
/// <param name="Fixes">Mechanical fixes, the best first; mostly none.</param>
public sealed record Fault(string Id, string Message, Origin Origin, EquatableArray<Fix> Fixes = default);

/// <summary>The ids of the errors of a declaration. The table of rules gives each its title and page.</summary>
public static class FaultIds
{
    /// <summary>The class cannot carry generated members (not partial, nested, generic, static, a struct, a record …).</summary>
    public const string UnsuitableType = "GRAD0001";

    /// <summary>No layers, layers on several parts, a layer attribute without <c>[Network]</c> or <c>[Block]</c>.</summary>
    public const string LayersMisplaced = "GRAD0002";

    /// <summary>A size that is not positive, or no input shape.</summary>
    public const string BadSize = "GRAD0003";

    /// <summary>A rate or coefficient out of its range, NaN or infinite.</summary>
    public const string BadNumber = "GRAD0004";

    /// <summary>Shapes that do not fit together, as a <c>Dense</c> on an image.</summary>
    public const string ShapeMismatch = "GRAD0005";

    /// <summary>A name that clashes, or is no name.</summary>
    public const string BadName = "GRAD0006";

    /// <summary>Two losses, optimizers or clippings.</summary>
    public const string Duplicate = "GRAD0007";

    /// <summary>A block that contains itself, is no <c>[Block]</c>, or does not fit its sum.</summary>
    public const string BadBlock = "GRAD0008";

    /// <summary>A network or tensor beyond what an array can hold.</summary>
    public const string TooLarge = "GRAD0009";
}
