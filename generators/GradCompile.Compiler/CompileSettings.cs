using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Schedules;

namespace GradCompile.Compiler;

/// <summary>What a project asks of the compiler, besides its networks.</summary>
/// <param name="VectorWidths">The widths of vectors, in bits, that kernels are written for, the widest first; the narrowest is always among them.</param>
/// <param name="FaultsAreReported">Whether an analyzer reports a fault; where none runs, the generated text must fail the build by itself.</param>
public sealed record CompileSettings(EquatableArray<int> VectorWidths, bool FaultsAreReported)
{
    /// <summary>All widths, and analyzers that run.</summary>
    public static CompileSettings Default { get; } = new(Widths.ToEquatableArray(), FaultsAreReported: true);

    /// <summary>
    /// Instructions in one width of vectors, by the schedules' estimate, beyond which a network is refused: its text would cost the C# compiler some
    /// gigabytes and minutes. Four hundred dense layers of different sizes are 14 MB of text and within it.
    /// </summary>
    internal int MostInstructions { get; init; } = 1_500_000;

    /// <summary>The widths that there are, the widest first.</summary>
    public static IEnumerable<int> Widths => Target.All.Select(target => target.Bits);

    /// <summary>The width that every processor can run.</summary>
    public static int Narrowest => Widths.Last();
}
