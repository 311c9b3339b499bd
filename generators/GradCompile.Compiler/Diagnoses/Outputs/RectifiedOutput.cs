using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Diagnoses.Structure;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>The part of GRAD2004 on outputs that stop at a floor: what a ReLU cuts off has no gradient.</summary>
internal static class RectifiedOutput
{
    /// <summary>Of more outputs, as of a picture, some that stay 0 do little harm.</summary>
    private const int Few = 10;
    private const double LeastDead = 0.005;

    public static Diagnosis? Of(NetworkUnderExamination network, OutputTail tail)
    {
        if (tail.Activations.FirstOrDefault(OutputFloor.IsRectifier) is { } rectifier) return Rectified(network, tail, rectifier);
        var bent = tail.Activations.FirstOrDefault(step => step.Activation is ActivationKind.GELU or ActivationKind.SiLU or ActivationKind.Mish or ActivationKind.HardSwish);
        return bent is null ? null : new Diagnosis(
            DiagnosisIds.SquashedRegression,
            $"'{bent.Name}' puts the outputs through {bent.Activation} before {tail.Loss}: no output is below {Words.Decimals(OutputFloor.Of(bent)!.Value)}, so targets below it are out of reach. Remove the {bent.Activation}.",
            bent.Origin,
            new EquatableArray<Fix>(tail.Without(bent)),
            IsHint: true);
    }

    private static Diagnosis Rectified(NetworkUnderExamination network, OutputTail tail, Step step) => new(
        DiagnosisIds.SquashedRegression,
        $"'{step.Name}' puts the outputs through {step.Activation} before {tail.Loss}: an output that starts below 0 for all rows{Forecast(network)} has no gradient and stays 0, and targets below 0 are out of reach. Remove the {step.Activation}, or use Softplus where targets cannot be negative.",
        step.Origin,
        new EquatableArray<Fix>(
            tail.Without(step),
            new Fix("Use Activation.Softplus", Changes.WithActivation(step, ActivationKind.Softplus).ToEquatableArray())),
        IsHint: tail.Outputs > Few || network.Training is { Last.IsNormalized: true });

    private static string Forecast(NetworkUnderExamination network) =>
        network.Training is { } training && training.Last.Forecast.Dead >= LeastDead ? $", as {Figures.Percent(training.Last.Forecast.Dead)} over all seeds are forecast to," : "";
}
