namespace GradCompile.Compiler.Declared;

/// <summary>A change of attributes that an editor offers.</summary>
/// <param name="Title">What it does, in the imperative: <c>Use Init.HeNormal</c>. Equal titles are fixed together by "fix all".</param>
/// <param name="Edits">Its edits of the text, which touch different arguments or attributes.</param>
public sealed record Fix(string Title, EquatableArray<Edit> Edits);

/// <summary>One edit of one attribute.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Target">The attribute it is done to, or beside.</param>
/// <param name="Name">The argument's name, where there is one: <c>Init</c>; the parameter's name for a positional argument: <c>activation</c>.</param>
/// <param name="Text">C#: the argument's value, or an attribute without its brackets.</param>
/// <param name="Other">A second attribute, where there is one.</param>
public sealed record Edit(EditKind Kind, Origin Target, string Name, string Text, Origin? Other = null)
{
    /// <summary>
    /// Writes <c>name = text</c>, in place of what the argument said before, be it written as a property, by its parameter's name or by its place.
    /// </summary>
    public static Edit Set(Origin target, string name, string text) => new(EditKind.SetArgument, target, name, text);

    /// <summary>Writes the positional argument <paramref name="index"/>, or appends it.</summary>
    public static Edit SetPositional(Origin target, int index, string text) => new(EditKind.SetPositional, target, index.ToString(System.Globalization.CultureInfo.InvariantCulture), text);

    /// <summary>Writes all positional arguments anew, however they are written: <c>1, 28, 28</c>.</summary>
    public static Edit SetAllPositional(Origin target, string text) => new(EditKind.SetAllPositional, target, "", text);

    /// <summary>Takes the argument away, however it is written.</summary>
    public static Edit Unset(Origin target, string name) => new(EditKind.RemoveArgument, target, name, "");

    /// <summary>Puts an attribute behind the target.</summary>
    public static Edit InsertAfter(Origin target, string attribute) => new(EditKind.InsertAfter, target, "", attribute);

    /// <summary>Puts an attribute in the target's place.</summary>
    public static Edit Replace(Origin target, string attribute) => new(EditKind.Replace, target, "", attribute);

    /// <summary>Takes the target away.</summary>
    public static Edit Remove(Origin target) => new(EditKind.Remove, target, "", "");

    /// <summary>Moves the target, as it is written, to the place behind another attribute.</summary>
    public static Edit MoveAfter(Origin target, Origin other) => new(EditKind.MoveAfter, target, "", "", other);

    /// <summary>Makes the class partial that the target stands on.</summary>
    public static Edit MakePartial(Origin target) => new(EditKind.MakePartial, target, "", "");

    /// <summary>Gives the target another attribute name, and keeps its arguments: <c>Adam</c> to <c>AdamW</c>.</summary>
    public static Edit Rename(Origin target, string attribute) => new(EditKind.Rename, target, "", attribute);
}

/// <summary>What an <see cref="Edit"/> does.</summary>
public enum EditKind
{
    SetArgument,
    SetPositional,
    SetAllPositional,
    RemoveArgument,
    InsertAfter,
    Replace,
    Remove,
    Rename,
    MoveAfter,
    MakePartial,
}
