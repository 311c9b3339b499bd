using System;
using System.Collections.Generic;
using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Forecasts;

/// <summary>A loss that works output by output on targets drawn at random, given the output y.</summary>
/// <param name="Mean">E ∂loss/∂y over the targets.</param>
/// <param name="Square">E (∂loss/∂y)².</param>
/// <param name="Breakpoints">Where to split integrals over y.</param>
internal sealed record ElementwiseLoss(Func<double, double> Mean, Func<double, double> Square, double[] Breakpoints);

/// <summary>Where the way back begins: the gradient of one sample's loss by the outputs, for random targets.</summary>
internal static class LossForecast
{
    private static readonly double[] Bend = [-6, -2, 0, 2, 6];

    /// <summary>Targets: N(0, 1), for the binary cross-entropy 0 or 1 with equal odds. A squared error has closed forms below.</summary>
    private static readonly Dictionary<LossKind, ElementwiseLoss> Table = new()
    {
        [LossKind.MeanAbsoluteError] = new(y => (2 * SpecialFunctions.NormalCdf(y)) - 1, _ => 1, Bend),
        [LossKind.Huber] = new(HuberMean, HuberSquare, Bend),
        [LossKind.SigmoidCrossEntropy] = new(
            y => SpecialFunctions.Sigmoid(y) - 0.5,
            y => (0.5 * Square(SpecialFunctions.Sigmoid(y))) + (0.5 * Square(SpecialFunctions.Sigmoid(-y))),
            Bend),
    };

    /// <summary>The loss that a network without one is forecast with.</summary>
    public static LossKind Default(long outputs) => outputs == 1 ? LossKind.MeanSquaredError : LossKind.SoftmaxCrossEntropy;

    public static Sensitivity Of(LossKind loss, in Signal output, int batch, MomentIntegrals integrals) => loss switch
    {
        LossKind.SoftmaxCrossEntropy => CrossEntropy(output, batch),
        LossKind.MeanSquaredError => SquaredError(output),
        _ => Elementwise(Table[loss], output, integrals),
    };

    /// <summary>δ = ∂yₖ/∂y, the same for every sample: what the neural tangent kernel begins with.</summary>
    public static Sensitivity OfOneOutput(in Signal output) => new() { Own = 1 / output.Width, Pair = 1 / output.Width };

    /// <summary>δ = softmax(y) − target.</summary>
    private static Sensitivity CrossEntropy(in Signal output, int batch)
    {
        var (moments, correlation) = SoftmaxForecast.Moments(output);
        var k = moments.Classes;
        var own = (1 + moments.Square - (2 / k)) / k;
        var (pairSquare, slope) = moments.Pair(correlation);
        var pair = Math.Max(0, pairSquare - (1 / k)) / k;

        // Stein: E Σ yₖsₖ = σ²·E Σ ∂ₖsₖ = σ²(1 − S), and the labels know nothing of y.
        var along = moments.Variance * (1 - moments.Square);
        var share = moments.Variance > 0 ? Math.Max(0, output.Noise - output.NoiseCoherent) / moments.Variance : 0;

        // What the samples have in common is Σ(y − ȳ)² of K − 1 free logits, a number of the seed, until the softmax is decided.
        var common = own > 0 ? (batch - 1) * pair / (own + ((batch - 1) * pair)) : 0;
        var undecided = k > 1 ? common * (1 - moments.Square) * k / (k - 1) : 0;
        return new Sensitivity
        {
            Own = own,
            Pair = pair,
            OwnCoherent = k > 1 ? -own / (k - 1) : 0,
            PairCoherent = k > 1 ? -pair / (k - 1) : 0,
            PairSlope = slope * share / k,
            Alignment = own > 0 && output.Second > 0 ? Math.Min(1, along / (k * Math.Sqrt(output.Second * own))) : 0,
            InheritedSharedVariance = k > 1 ? undecided * undecided * SpecialFunctions.Log1p(2 / (k - 1)) : 0,
        };
    }

    /// <summary>δ = 2(y − t)/K.</summary>
    private static Sensitivity SquaredError(in Signal output)
    {
        var target = Math.Exp(-2 * output.LogScale);
        if (output.LogScale < 0) return SquaredError(output.In(0));
        var scale = 4 / (output.Width * output.Width);
        var total = output.Second + target;
        return new Sensitivity
        {
            Own = scale * total,
            Pair = scale * output.Pair,
            OwnCoherent = scale * ((output.Mean * output.Mean) + output.CommonCoherent + output.NoiseCoherent),
            PairCoherent = scale * ((output.Mean * output.Mean) + output.CommonCoherent),
            PairSlope = scale * output.Noise,
            Alignment = Math.Sqrt(output.Second / total),
            LogScale = 2 * output.LogScale,
        };
    }

    private static Sensitivity Elementwise(ElementwiseLoss loss, in Signal output, MomentIntegrals integrals)
    {
        var signal = (output.LogScale < 0 ? output.In(0) : output).Independent();
        var scale = 1 / (signal.Width * signal.Width);
        var sums = integrals.Of(loss, signal);
        return new Sensitivity
        {
            Own = scale * sums.Own,
            Pair = scale * sums.Pair,
            OwnCoherent = scale * sums.OwnCoherent,
            PairCoherent = scale * sums.PairCoherent,
            PairSlope = scale * sums.PairSlope,
            Alignment = signal.Second > 0 ? Math.Max(-1, Math.Min(1, sums.Along / Math.Sqrt(signal.Second * sums.Own))) : 0,
        };
    }

    /// <summary>E clip(y − t, −1, 1): the slope of the Huber loss is the error within ±1 and its sign beyond.</summary>
    private static double HuberMean(double y)
    {
        // t ~ N(0, 1): the primitive of the probability that |y − t| < 1.
        return Primitive(y + 1) - Primitive(y - 1) - 1;

        static double Primitive(double x) => (x * SpecialFunctions.NormalCdf(x)) + SpecialFunctions.NormalDensity(x);
    }

    private static double HuberSquare(double y)
    {
        var (a, b) = (y - 1, y + 1);
        var inside = SpecialFunctions.NormalCdf(b) - SpecialFunctions.NormalCdf(a);
        var (densityA, densityB) = (SpecialFunctions.NormalDensity(a), SpecialFunctions.NormalDensity(b));

        // E (y − t)² for t within [a, b], and 1 beyond.
        var second = (y * y * inside) - (2 * y * (densityA - densityB)) + inside + (a * densityA) - (b * densityB);
        return second + 1 - inside;
    }

    private static double Square(double x) => x * x;
}
