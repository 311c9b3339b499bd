using System;
using System.Collections.Generic;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>
/// What becomes of a rule, or of a fix being tried, that fails: it has nothing to say, and the others speak. Tests let it be thrown, so that it is seen.
/// </summary>
internal static class RuleFailures
{
    /// <summary>Whether failures are thrown on; for tests.</summary>
    public static bool AreThrown { get; set; }

    /// <summary>What <paramref name="work"/> gives, or <paramref name="otherwise"/> where it fails.</summary>
    public static T Guard<T>(Func<T> work, T otherwise)
    {
        try
        {
            return work();
        }
        catch (Exception) when (!AreThrown)
        {
            return otherwise;
        }
    }

    /// <summary>What a rule finds; nothing where it fails.</summary>
    public static IReadOnlyList<Diagnosis> Guarded(this DiagnosisRule rule, NetworkUnderExamination network) =>
        Guard<IReadOnlyList<Diagnosis>>(() => [.. rule.Examine(network)], []);
}
