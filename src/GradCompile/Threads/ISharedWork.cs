namespace GradCompile.CompilerServices;

/// <summary>Work in units of which each can be done by any thread, in any order.</summary>
internal interface ISharedWork
{
    /// <summary>Does the units from <paramref name="from"/> up to <paramref name="to"/>.</summary>
    void Run(int from, int to);
}
