using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>A reason to doubt a declaration that compiles, as data: an analyzer makes the diagnostic of it.</summary>
/// <param name="Id">One of <see cref="DiagnosisIds"/>.</param>
/// <param name="Message">One or two sentences: the joint cause with its number, and the fix.</param>
/// <param name="Origin">The attribute where a change helps most.</param>
/// <param name="Fixes">Mechanical fixes, the best first; none where the fix is a matter of judgement.</param>
/// <param name="IsHint">Whether it is only worth a look: shown in the editor and silent in a build, whatever its rule's severity.</param>
/// <param name="IsError">Whether there is no doubt of it: an error, whatever its rule's severity.</param>
public sealed record Diagnosis(string Id, string Message, Origin Origin, EquatableArray<Fix> Fixes = default, bool IsHint = false, bool IsError = false);
