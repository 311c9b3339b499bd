using System.Runtime.CompilerServices;
using GradCompile.Compiler.Diagnoses;

namespace GradCompile.Generators.Tests;

/// <summary>In these tests a rule that fails fails the analyzer, as it does not at a user's.</summary>
internal static class StrictRules
{
    [ModuleInitializer]
    internal static void Begin() => RuleFailures.AreThrown = true;
}
