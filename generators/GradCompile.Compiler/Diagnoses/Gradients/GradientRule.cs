using System.Collections.Generic;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>A rule on the forecast of a network that is trained: how an untrained network starts matters to nobody.</summary>
internal abstract class GradientRule : DiagnosisRule
{
    public sealed override IEnumerable<Diagnosis> Examine(NetworkUnderExamination network) =>
        network.Training is { } training ? Examine(network, training) : [];

    protected abstract IEnumerable<Diagnosis> Examine(NetworkUnderExamination network, TrainingForecast training);
}
