using System;
using System.Globalization;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>A weighted layer with all that the rules on gradients ask of it.</summary>
/// <param name="Forecast">What it will do.</param>
/// <param name="Weight">Its weights.</param>
/// <param name="Bias">Its biases, or null.</param>
/// <param name="Declared">Its attribute; null for a projection, which has none.</param>
/// <param name="IsNormalized">Whether a normalisation reads its output, so that the scale of its weights does not matter.</param>
/// <param name="MeetsNorm">Whether a normalisation reads its output, or what its activation makes of it.</param>
/// <param name="MeetsDropout">Whether a dropout stands between it and the next weights.</param>
/// <param name="IsLast">Whether no other weighted layer follows.</param>
/// <param name="Block">The residual sums that it is a part of, outermost first, with dots; empty outside.</param>
/// <param name="IsClosed">Whether it stands in a residual branch that starts at exactly zero, or below a last layer that does, so that its gradient is zero at first by design.</param>
/// <param name="ActivationLayer">The activation attribute behind it, where the activation is a layer of its own.</param>
internal sealed record WeightedLayer(
    WeightedLayerForecast Forecast, Parameter Weight, Parameter? Bias, DeclaredLayer? Declared,
    bool IsNormalized, bool MeetsNorm, bool MeetsDropout, bool IsLast, string Block, bool IsClosed, ActivationLayer? ActivationLayer)
{
    public string Name => Forecast.Name;

    public Origin Origin => Forecast.Origin;

    public ActivationKind Activation => Forecast.Activation;

    public WeightLaw Law => WeightLaw.Of(Weight.Initializer);

    /// <summary>The options of its attribute; null for a projection.</summary>
    public WeightOptions? Options => Declared switch
    {
        DenseLayer dense => dense.Options,
        Conv2DLayer convolution => convolution.Options,
        _ => null,
    };

    /// <summary>Its initialiser as a user would write it: <c>HeNormal</c>, <c>Normal(0.1)</c>.</summary>
    public string Init
    {
        get
        {
            var kind = Options?.Init == InitKind.Zeros ? InitKind.Zeros : Weight.Initializer.Kind;
            var hasScale = Options?.InitScale is not null && kind is not (InitKind.Zeros or InitKind.PyTorchDefault);
            return hasScale ? string.Format(CultureInfo.InvariantCulture, "{0}({1:G3})", kind, Options!.InitScale) : kind.ToString();
        }
    }

    /// <summary>Whether all its weights are the same number.</summary>
    public bool IsConstant => Law.Variance == 0;

    /// <summary>The variance of the weights in units of 1/fan-in: 2 is He's, 1 is LeCun's.</summary>
    public double Gain => (Law.Variance + (Law.Mean * Law.Mean)) * Forecast.FanIn;
}
