namespace GradCompile.Compiler.Schedules;

/// <summary>A name for a place in one of the pass's memories; or, without a memory, for the key of a dropout.</summary>
/// <param name="Name">The local's name.</param>
/// <param name="Base">The memory.</param>
/// <param name="Fixed">Floats from its beginning; the number of the dropout.</param>
/// <param name="PerRow">Floats that are added for each row of the batch.</param>
internal readonly record struct Declaration(string Name, string Base, int Fixed, int PerRow)
{
    public bool IsDropoutKey => Base.Length == 0;
}
