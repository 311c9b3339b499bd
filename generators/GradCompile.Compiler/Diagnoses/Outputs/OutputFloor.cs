using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Structure;
using GradCompile.Compiler.Layers;

namespace GradCompile.Compiler.Diagnoses.Outputs;

/// <summary>The least value that an activation gives, where there is one on that side only.</summary>
internal static class OutputFloor
{
    /// <summary>Null for an activation without a floor, or with a ceiling as well.</summary>
    public static double? Of(Step step) => step.Activation switch
    {
        ActivationKind.ReLU or ActivationKind.Softplus => 0,
        ActivationKind.GELU => -0.169971,
        ActivationKind.SiLU => -0.278465,
        ActivationKind.Mish => -0.308843,
        ActivationKind.HardSwish => -0.375,
        ActivationKind.ELU => -Alpha(step),
        ActivationKind.SELU => -1.758099,
        ActivationKind.LeakyReLU when Alpha(step) == 0 => 0,
        _ => null,
    };

    /// <summary>Whether it has no gradient at all below zero.</summary>
    public static bool IsRectifier(Step step) =>
        step.Activation == ActivationKind.ReLU || (step.Activation is ActivationKind.LeakyReLU or ActivationKind.ELU && Alpha(step) == 0);

    private static double Alpha(Step step) => Alphas.Resolve(step.Activation, step.Layer switch
    {
        ActivationLayer activation => activation.Alpha,
        ResidualLayer residual => residual.Alpha,
        _ => step.Options?.Alpha,
    });
}
