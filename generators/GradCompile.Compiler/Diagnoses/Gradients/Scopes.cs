using System.Collections.Generic;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The residual sums that a layer is a part of, as its full name says them.</summary>
internal static class Scopes
{
    /// <summary>The innermost first: <c>residual2.residual1</c> and <c>residual2</c> for <c>residual2.residual1.dense3</c>.</summary>
    public static IEnumerable<string> Of(string layer)
    {
        for (var dot = layer.LastIndexOf('.'); dot > 0; dot = layer.LastIndexOf('.', dot - 1)) yield return layer.Substring(0, dot);
    }
}
