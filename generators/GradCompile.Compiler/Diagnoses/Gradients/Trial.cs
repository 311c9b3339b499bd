using System;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Tells causes apart by trying: what would be forecast if one thing were different.</summary>
internal static class Trial
{
    /// <summary>Whether a finding is gone from the changed network.</summary>
    public static bool IsGone(NetworkUnderExamination network, DeclaredNetwork changed, Func<TrainingForecast, bool> fires) =>
        network.Changed(changed)?.Training is { } training && !fires(training);
}
