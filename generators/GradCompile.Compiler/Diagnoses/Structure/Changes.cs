using System.Collections.Generic;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Structure;

/// <summary>The usual edits of a layer, written once.</summary>
internal static class Changes
{
    /// <summary>Takes a layer's activation away, with its parameter.</summary>
    public static IEnumerable<Edit> WithoutActivation(Step step)
    {
        if (step.Layer is ActivationLayer)
        {
            yield return Edit.Remove(step.Origin);
            yield break;
        }

        yield return Edit.Unset(step.Origin, "Activation");
        if (HasAlpha(step.Layer)) yield return Edit.Unset(step.Origin, "Alpha");
    }

    /// <summary>Gives a layer another activation, with that one's usual parameter.</summary>
    public static IEnumerable<Edit> WithActivation(Step step, ActivationKind kind)
    {
        var text = "Activation." + kind;
        yield return step.Layer is ActivationLayer ? Edit.SetPositional(step.Origin, 0, text) : Edit.Set(step.Origin, "Activation", text);
        if (HasAlpha(step.Layer)) yield return Edit.Unset(step.Origin, "Alpha");
    }

    private static bool HasAlpha(DeclaredLayer layer) => layer switch
    {
        DenseLayer dense => dense.Options.Alpha is not null,
        Conv2DLayer convolution => convolution.Options.Alpha is not null,
        ActivationLayer activation => activation.Alpha is not null,
        ResidualLayer residual => residual.Alpha is not null,
        _ => false,
    };
}
