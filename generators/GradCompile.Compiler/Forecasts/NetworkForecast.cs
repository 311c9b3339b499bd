using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Forecasts;

/// <summary>
/// What a network will do at initialisation, from its declaration alone. All logarithms are to base 10; −∞ stands for exactly zero.
/// Gradients are of the loss without penalties, for a batch of <c>BatchSize</c> random inputs and targets, in training mode.
/// </summary>
/// <param name="Layers">One for each weighted layer in forward order, projections after their block.</param>
/// <param name="LogLogitSignal">log₁₀ of d_L, the variance of an output from sample to sample.</param>
/// <param name="LogLogitSecond">log₁₀ of q_L, the second moment of an output.</param>
/// <param name="LogitDeviation">The standard deviation of the outputs over units and samples, finite for any network.</param>
/// <param name="SoftmaxSharpness">S = E Σ softmax²: 1/C for outputs near 0, 1 for one-hot; 0 unless the loss is a softmax cross-entropy.</param>
/// <param name="LogVariance">The variance over seeds of ln ‖δ‖² at the first layer: depth over width (Hanin and Nica 2018).</param>
/// <param name="LogSignalShareAfterAdam">log₁₀(d_L / q_L) once Adam's first steps have added 0.07² to the variance of every weight; below −6 the network has collapsed for good.</param>
/// <param name="LogSampleShare">log₁₀ of the share of d that the samples make, dropout's masks making the rest: the mean over the inputs of the weighted layers but the last. 0 without dropout.</param>
/// <param name="LogLargestSecond">log₁₀ of the largest second moment anywhere in the forward pass; a float32 overflows from 76 on.</param>
/// <param name="LogGradientNorm">log₁₀ of the norm of all weight and bias gradients together.</param>
/// <param name="LogWeightsNorm">log₁₀ of the norm of all weights together.</param>
public sealed record NetworkForecast(
    EquatableArray<WeightedLayerForecast> Layers,
    double LogLogitSignal,
    double LogLogitSecond,
    double LogitDeviation,
    double SoftmaxSharpness,
    double LogVariance,
    double LogSignalShareAfterAdam,
    double LogSampleShare,
    double LogLargestSecond,
    double LogGradientNorm,
    double LogWeightsNorm)
{
    /// <summary>log₁₀ of the first layer's weight gradient relative to the last layer's.</summary>
    public double LogFirstToLast => Layers.Count == 0 ? 0 : Soundness.Ratio(Layers[0].LogWeightGradient, Layers[Layers.Count - 1].LogWeightGradient);

    /// <summary>
    /// How far a gradient is left to chance: the variance over seeds of ln ‖δ‖², and twice −ln of the samples' share, as dropout's masks
    /// come in on the way forward and on the way back. The largest gradients of a batch and its layers, which bound the rate, lie above the
    /// typical one by about as many powers of e.
    /// </summary>
    public double Uncertainty => LogVariance - (2 * System.Math.Log(10) * LogSampleShare);

    /// <summary>log₁₀(1 − c) at the outputs, c the correlation of two samples.</summary>
    public double LogDecorrelation => Soundness.Ratio(LogLogitSignal, LogLogitSecond);

    /// <summary>Whether all of it is numbers, or logarithms of 0.</summary>
    internal bool IsSound => Numbers.All(Soundness.IsNumberOrZero) && Layers.All(layer => layer.IsSound);

    private double[] Numbers =>
        [LogLogitSignal, LogLogitSecond, LogitDeviation, SoftmaxSharpness, LogVariance, LogSignalShareAfterAdam, LogSampleShare, LogLargestSecond, LogGradientNorm, LogWeightsNorm];
}

/// <summary>A weighted layer at initialisation. Logarithms are to base 10.</summary>
/// <param name="Name">As in the tensor names: <c>dense1</c>, <c>residual2.conv1</c>.</param>
/// <param name="Origin">The attribute it comes from.</param>
/// <param name="FanIn">Inputs of a unit.</param>
/// <param name="Units">Units, or channels.</param>
/// <param name="LogForwardRms">Of its output before the activation.</param>
/// <param name="Mean">The mean of that output, in units of its root mean square.</param>
/// <param name="LogNoise">d: the variance of that output from sample to sample.</param>
/// <param name="Correlation">c: the correlation of two samples there, means included.</param>
/// <param name="Activation">The activation that its output reaches first, or <c>Identity</c>.</param>
/// <param name="Saturated">Share of units where |φ′| is below 5 % of its maximum; 0 for an activation that does not saturate on both sides.</param>
/// <param name="Dead">Share of ReLU units that no sample of the batch activates.</param>
/// <param name="LogWeightGradient">The norm of ∂loss/∂weights, median over seeds.</param>
/// <param name="LogBiasGradient">The norm of ∂loss/∂bias; −∞ without a bias.</param>
/// <param name="LogWeightNorm">The norm of the weights.</param>
/// <param name="LogBackward">δ: the root mean square of the gradient of one sample's loss by that output.</param>
/// <param name="Alignment">Corr(u, δ) at that output.</param>
/// <param name="LogKernel">Θₐₐ: ‖∂y/∂weights‖² of one output y of the network, for one sample.</param>
/// <param name="LogKernelPair">Θₐ_b: ⟨∂yₐ/∂weights, ∂y_b/∂weights⟩ for two samples; −∞ where it is not positive.</param>
/// <param name="LogKernelApart">Θₐₐ − Θₐ_b: how far a step on one sample moves it away from another.</param>
public sealed record WeightedLayerForecast(
    string Name,
    Origin Origin,
    int FanIn,
    int Units,
    double LogForwardRms,
    double Mean,
    double LogNoise,
    double Correlation,
    ActivationKind Activation,
    double Saturated,
    double Dead,
    double LogWeightGradient,
    double LogBiasGradient,
    double LogWeightNorm,
    double LogBackward,
    double Alignment,
    double LogKernel,
    double LogKernelPair,
    double LogKernelApart)
{
    /// <summary>The number of weights.</summary>
    public long Weights => (long)FanIn * Units;

    /// <summary>‖G‖ / ‖W‖: what decides under gradient descent.</summary>
    public double LogRelativeGradient => Soundness.Ratio(LogWeightGradient, LogWeightNorm);

    /// <summary>The root mean square of the gradient by a single weight: what Adam compares with its ε.</summary>
    public double LogGradientPerWeight => LogWeightGradient - (0.5 * System.Math.Log10(Weights));

    /// <summary>The standard deviation of the output before the activation, in its root mean square.</summary>
    public double Deviation => System.Math.Sqrt(System.Math.Max(0, 1 - (Mean * Mean)));

    /// <summary>The norm of the weight gradient itself, within the range of a double.</summary>
    public double WeightGradientNorm => Logarithms.PowerOfTen(LogWeightGradient);

    /// <summary>The root mean square of the output itself, within the range of a double.</summary>
    public double ForwardRms => Logarithms.PowerOfTen(LogForwardRms);

    /// <summary>Whether all of it is numbers, or logarithms of 0.</summary>
    internal bool IsSound => Numbers.All(Soundness.IsNumberOrZero);

    private double[] Numbers =>
    [
        LogForwardRms, Mean, LogNoise, Correlation, Saturated, Dead, LogWeightGradient, LogBiasGradient, LogWeightNorm, LogBackward, Alignment, LogKernel, LogKernelPair, LogKernelApart,
    ];
}

/// <summary>What a forecast may say: −∞ stands for exactly zero, and is the only number that is not finite.</summary>
internal static class Soundness
{
    /// <summary>The logarithm of a ratio; of 0 to 0 it is that of 0.</summary>
    public static double Ratio(double numerator, double denominator) => double.IsNegativeInfinity(numerator) ? numerator : numerator - denominator;

    public static bool IsNumberOrZero(double value) => !double.IsNaN(value) && !double.IsPositiveInfinity(value);
}
