using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using static GradCompile.Compiler.Activations.SpecialFunctions;

namespace GradCompile.Compiler.Activations;

/// <summary>The table of the activations that work element by element. A new activation is one row.</summary>
public static class ActivationTable
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>Where the bend of a smooth activation is over: beyond ±6 each is nearly a straight line.</summary>
    private static readonly double[] Smooth = [-6, 0, 6];

    private static readonly double[] AtZero = [0];

    /// <summary>Every row, in the order of <see cref="ActivationKind"/>.</summary>
    public static IReadOnlyList<ScalarActivation> Rows { get; } =
    [
        new(ActivationKind.Identity, (x, _) => x, (_, _) => 1, AtZero),
        new(ActivationKind.ReLU, (x, _) => Math.Max(x, 0), (x, _) => x > 0 ? 1 : 0, AtZero, HasKinks: true, Silence: 0, DefaultInit: InitKind.HeNormal),
        new(ActivationKind.LeakyReLU, (x, alpha) => x > 0 ? x : alpha * x, (x, alpha) => x > 0 ? 1 : alpha, AtZero, HasKinks: true, DefaultInit: InitKind.HeNormal),
        new(ActivationKind.ELU, (x, alpha) => x > 0 ? x : alpha * Expm1(x), (x, alpha) => x > 0 ? 1 : alpha * Math.Exp(x), Smooth, DefaultInit: InitKind.HeNormal),
        new(
            ActivationKind.SELU,
            (x, _) => SeluScale * (x > 0 ? x : SeluAlpha * Expm1(x)),
            (x, _) => SeluScale * (x > 0 ? 1 : SeluAlpha * Math.Exp(x)),
            Smooth, DefaultInit: InitKind.LeCunNormal),
        new(ActivationKind.GELU, (x, _) => x * NormalCdf(x), (x, _) => NormalCdf(x) + (x * NormalDensity(x)), Smooth, DefaultInit: InitKind.HeNormal),
        new(ActivationKind.SiLU, (x, _) => x * Sigmoid(x), (x, _) => Sigmoid(x) + (x * SigmoidDerivative(x)), Smooth, DefaultInit: InitKind.HeNormal),
        new(ActivationKind.Mish, (x, _) => x * TanhOfSoftplus(x), (x, _) => MishDerivative(x), Smooth, DefaultInit: InitKind.HeNormal),
        new(ActivationKind.Softplus, (x, _) => Softplus(x), (x, _) => Sigmoid(x), Smooth),
        new(ActivationKind.Softsign, (x, _) => x / (1 + Math.Abs(x)), (x, _) => Square(1 / (1 + Math.Abs(x))), [-12, -3, 0, 3, 12], IsBounded: true, SaturationBound: 3.4721359549995794),
        new(ActivationKind.Sigmoid, (x, _) => Sigmoid(x), (x, _) => SigmoidDerivative(x), Smooth, IsBounded: true, SaturationBound: 4.356544523862566),
        new(ActivationKind.Tanh, (x, _) => Math.Tanh(x), (x, _) => 4 * SigmoidDerivative(2 * x), Smooth, IsBounded: true, SaturationBound: 2.178272261931283),
        new(
            ActivationKind.HardSigmoid, (x, _) => Math.Min(Math.Max((x / 6) + 0.5, 0), 1), (x, _) => Math.Abs(x) < 3 ? 1.0 / 6 : 0,
            [-3, 3], HasKinks: true, IsBounded: true, SaturationBound: 3),
        new(ActivationKind.HardTanh, (x, _) => Math.Min(Math.Max(x, -1), 1), (x, _) => Math.Abs(x) < 1 ? 1 : 0, [-1, 1], HasKinks: true, IsBounded: true, SaturationBound: 1),
        new(
            ActivationKind.HardSwish,
            (x, _) => x * Math.Min(Math.Max((x / 6) + 0.5, 0), 1),
            (x, _) => x <= -3 ? 0 : x >= 3 ? 1 : (x / 3) + 0.5,
            [-3, 3], HasKinks: true, DefaultInit: InitKind.HeNormal),
    ];

    private static readonly Dictionary<ActivationKind, ScalarActivation> ByKind = Rows.ToDictionary(row => row.Kind);

    /// <summary>What <c>Init.Auto</c> means for weights before an activation; a softmax, which is none of one number, asks for what plain outputs do.</summary>
    public static InitKind AutoInit(ActivationKind follows) => ByKind.TryGetValue(follows, out var row) ? row.DefaultInit : InitKind.XavierUniform;

    /// <summary>The row of an activation.</summary>
    /// <exception cref="ArgumentException">Softmax works on all features together and has no row.</exception>
    public static ScalarActivation Of(ActivationKind kind) => ByKind.TryGetValue(kind, out var row)
        ? row
        : throw new ArgumentException($"{kind} does not work element by element and has no row in the table of activations.", nameof(kind));

    /// <summary>tanh(ln(1 + eˣ)) as a quotient: n/(n + 2) with n = eˣ(eˣ + 2).</summary>
    private static double TanhOfSoftplus(double x)
    {
        if (x > 20) return 1;
        var e = Math.Exp(x);
        var n = e * (e + 2);
        return n / (n + 2);
    }

    private static double MishDerivative(double x)
    {
        var t = TanhOfSoftplus(x);
        return t + (x * Sigmoid(x) * (1 - (t * t)));
    }

    private static double Square(double x) => x * x;
}
