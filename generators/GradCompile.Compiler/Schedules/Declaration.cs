namespace GradCompile.Compiler.Schedules;

/// <summary>A name for a place in one of the pass's memories.</summary>
/// <param name="Name">The local's name.</param>
/// <param name="Base">The memory.</param>
/// <param name="Fixed">Floats from its beginning.</param>
/// <param name="PerRow">Floats that are added for each row of the batch.</param>
/// <param name="Stride">Floats from one row to the next; 0 where there is one for the whole batch.</param>
internal readonly record struct Declaration(string Name, string Base, int Fixed, int PerRow, int Stride);
