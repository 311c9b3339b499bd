using System;

namespace GradCompile.Compiler.Activations;

/// <summary>Functions that netstandard2.0 lacks, to about 1e-15 relative.</summary>
public static class SpecialFunctions
{
    private const double InverseSqrtPi = 0.56418958354775628695;
    private const double InverseSqrtTwo = 0.70710678118654752440;
    private const double InverseSqrtTwoPi = 0.39894228040143267794;

    // W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
    private static readonly double[] ErfNumerator = [3.16112374387056560e0, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3, 1.85777706184603153e-1];
    private static readonly double[] ErfDenominator = [2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];
    private static readonly double[] MiddleNumerator =
    [
        5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2,
        1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3, 2.15311535474403846e-8,
    ];

    private static readonly double[] MiddleDenominator =
    [
        1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3, 3.29079923573345963e3,
        4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static readonly double[] TailNumerator =
    [
        3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4, 1.63153871373020978e-2,
    ];

    private static readonly double[] TailDenominator = [2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3];

    /// <summary>φ(x), the density of the standard normal.</summary>
    public static double NormalDensity(double x) => InverseSqrtTwoPi * Math.Exp(-0.5 * x * x);

    /// <summary>Φ(x); its lower tail keeps its relative precision.</summary>
    public static double NormalCdf(double x) => 0.5 * Erfc(-x * InverseSqrtTwo);

    public static double Erf(double x) => Math.Abs(x) <= 0.46875 ? ErfSmall(x) : x > 0 ? 1 - ErfcPositive(x) : ErfcPositive(-x) - 1;

    public static double Erfc(double x) => Math.Abs(x) <= 0.46875 ? 1 - ErfSmall(x) : x > 0 ? ErfcPositive(x) : 2 - ErfcPositive(-x);

    /// <summary>eˣ − 1 without cancellation near 0.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.3) return Math.Exp(x) - 1;
        var sum = x;
        var term = x;
        for (var n = 2; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum;
    }

    /// <summary>ln(1 + x) without cancellation near 0.</summary>
    public static double Log1p(double x)
    {
        // Kahan: the rounding of 1 + x cancels in the quotient.
        var rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * (x / (rounded - 1));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>σ′(x), precise in both tails.</summary>
    public static double SigmoidDerivative(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return e / ((1 + e) * (1 + e));
    }

    /// <summary>ln(1 + eˣ).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    private static double ErfSmall(double x)
    {
        var square = x * x;
        var above = ErfNumerator[4] * square;
        var below = square;
        for (var i = 0; i < 3; i++)
        {
            above = (above + ErfNumerator[i]) * square;
            below = (below + ErfDenominator[i]) * square;
        }

        return x * (above + ErfNumerator[3]) / (below + ErfDenominator[3]);
    }

    private static double ErfcPositive(double x)
    {
        double result;
        if (x <= 4)
        {
            var above = MiddleNumerator[8] * x;
            var below = x;
            for (var i = 0; i < 7; i++)
            {
                above = (above + MiddleNumerator[i]) * x;
                below = (below + MiddleDenominator[i]) * x;
            }

            result = (above + MiddleNumerator[7]) / (below + MiddleDenominator[7]);
        }
        else
        {
            var inverse = 1 / (x * x);
            var above = TailNumerator[5] * inverse;
            var below = inverse;
            for (var i = 0; i < 4; i++)
            {
                above = (above + TailNumerator[i]) * inverse;
                below = (below + TailDenominator[i]) * inverse;
            }

            result = (InverseSqrtPi - (inverse * (above + TailNumerator[4]) / (below + TailDenominator[4]))) / x;
        }

        return Math.Exp(-x * x) * result;
    }
}
