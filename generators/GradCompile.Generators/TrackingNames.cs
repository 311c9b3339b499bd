namespace GradCompile.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask whether a step ran again.</summary>
public static class TrackingNames
{
    /// <summary>Symbols to data: the only step that an unrelated edit runs again.</summary>
    public const string Bind = nameof(Bind);

    /// <summary>What the project's properties say.</summary>
    public const string Settings = nameof(Settings);

    /// <summary>The error of a property that cannot be read.</summary>
    public const string WrongSetting = nameof(WrongSetting);

    /// <summary>A declaration to the text of its generated files.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>The file names that more than one network asks for.</summary>
    public const string SharedFileNames = nameof(SharedFileNames);

    /// <summary>The tiles of all networks, width by width.</summary>
    public const string Tiles = nameof(Tiles);

    /// <summary>Each network's files with the names to avoid.</summary>
    public const string Print = nameof(Print);
}
