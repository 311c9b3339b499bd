namespace GradCompile.Compiler.Declared;

/// <summary>
/// Where something was written, as data: the attribute's index in the source order of the type's attributes, and the type.
/// Locations are found again from it only when a diagnostic is reported.
/// </summary>
/// <param name="Type">The block's key, or empty for the network class itself.</param>
/// <param name="Attribute">The attribute's index among the type's attributes, or -1 for the class's name.</param>
public readonly record struct Origin(string Type, int Attribute)
{
    /// <summary>The name of the network class.</summary>
    public static Origin Class => new("", -1);
}
