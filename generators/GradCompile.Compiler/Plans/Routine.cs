using System.Collections.Generic;
using System.Linq;

namespace GradCompile.Compiler.Plans;

/// <summary>The types of a routine's parameters.</summary>
public enum ParameterType
{
    Reference, LabelReference, LossReference, Int, UInt, Float, Shape, Pass,
}

public sealed record RoutineParameter(ParameterType Type, string Name);

/// <summary>A method of the generated code.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it computes: the mathematics in a line or two.</param>
/// <param name="ReturnsLoss">Whether it returns a double.</param>
/// <param name="IsEntry">Whether the network's program calls it; others are private to the kernels.</param>
/// <param name="IsPass">Whether it only calls other routines, one operation after the other: what it does itself takes no time.</param>
/// <param name="IsShared">Whether all networks of a project share it: its name says all that it does.</param>
public sealed record Routine(
    string Name, IReadOnlyList<string> Summary, IReadOnlyList<RoutineParameter> Parameters, bool ReturnsLoss, bool IsEntry, IReadOnlyList<Statement> Body, bool IsPass = false,
    bool IsShared = false)
{
    /// <summary>The class of the routines that networks share, as these call it.</summary>
    public const string SharedClass = "Tiles";

    /// <summary>Whether it is a step of a pass.</summary>
    public bool IsStep => Parameters.Count > 1 && Parameters[0].Type == ParameterType.Pass;

    /// <summary>
    /// Whether the JIT should compile it once and fully. A loop over vectors in the code of its first tier is dozens of times slower, and
    /// is replaced only after a tenth of a second; straight code may go through the tiers, whose first is soon there.
    /// </summary>
    public bool IsCompiledAtOnce => !IsPass && Body.Any(s => s.HasLoop);

    /// <summary>
    /// An estimate of its IL instructions, from above. CoreCLR stops optimising a method beyond 20,000 instructions or
    /// 60,000 bytes; schedules stay below 14,000 and 40,000.
    /// </summary>
    public int EstimatedInstructions => 8 + Body.Sum(s => s.Nodes);
}
