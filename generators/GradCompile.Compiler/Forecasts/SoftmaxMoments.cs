using System;

namespace GradCompile.Compiler.Forecasts;

/// <summary>Moments of softmax(y) of K independent Gaussian logits.</summary>
internal readonly record struct SoftmaxMoments
{
    /// <summary>Below it the first terms of the series in the variance are enough.</summary>
    private const double SmallDeviation = 0.3;

    /// <summary>Above it 1 − S falls as one over the deviation: only near ties are undecided.</summary>
    private const double LargeDeviation = 8;
    private const double Step = 0.35;

    private readonly double _second;

    private SoftmaxMoments(double classes, double variance, double square, double cube, double second)
    {
        Classes = classes;
        Variance = variance;
        Square = square;
        Cube = cube;
        _second = second;
    }

    public double Classes { get; }

    public double Variance { get; }

    /// <summary>S = E Σ sₖ².</summary>
    public double Square { get; }

    /// <summary>E Σ sₖ³.</summary>
    public double Cube { get; }

    /// <param name="classes">K.</param>
    /// <param name="variance">Of a logit, without what all logits share.</param>
    public static SoftmaxMoments Of(double classes, double variance)
    {
        if (classes <= 1) return new(1, variance, 1, 1, 0);
        var deviation = Math.Sqrt(variance);
        if (deviation < SmallDeviation)
        {
            var growth = variance * (1 - (1 / classes));
            var square = (1 + growth + (variance * variance * (0.5 - (2 / classes)))) / classes;
            var cube = (1 + (3 * growth)) / (classes * classes);
            return new(classes, variance, square, cube, SecondTerm(classes, variance, square, cube));
        }

        var integrated = Math.Min(deviation, LargeDeviation);
        var (exactSquare, exactCube) = Integrate(classes, integrated);
        var undecided = integrated / deviation;
        return new(
            classes, variance, 1 - (undecided * (1 - exactSquare)), 1 - (undecided * (1 - exactCube)),
            SecondTerm(classes, integrated * integrated, exactSquare, exactCube));
    }

    /// <summary>S_ab = E Σ sₖ(a)sₖ(b) of logits with correlation c, and its derivative by c.</summary>
    public (double Value, double Slope) Pair(double c)
    {
        if (Classes <= 1) return (1, 0);

        // The Hermite (Mehler) series in c, its terms non-negative: the first three from Stein's identity, the rest by its
        // sum at c = 1, between a cubic and the arcsine of hard decisions.
        var k = Classes;
        var first = Math.Min(Variance * (1 - Square) * (1 - Square) / (k - 1), Square - (1 / k));
        var second = Math.Min(_second, Square - (1 / k) - first);
        var rest = Math.Max(0, Square - (1 / k) - first - second);
        var hard = Variance / (Variance + 8);
        var root = Math.Sqrt(Math.Max(1e-6, 1 - (c * c)));
        var arc = (Math.Asin(Math.Min(1, c)) - c) / ((0.5 * Math.PI) - 1);
        var arcSlope = ((1 / root) - 1) / ((0.5 * Math.PI) - 1);
        return (
            (1 / k) + (first * c) + (second * c * c) + (rest * (((1 - hard) * c * c * c) + (hard * arc))),
            first + (2 * second * c) + (rest * (((1 - hard) * 3 * c * c) + (hard * arcSlope))));
    }

    /// <summary>½σ⁴·Σ (E ∂ₗ∂ₘsₖ)², by symmetry from S and E Σ s³; for hard decisions it depends on σ no more.</summary>
    private static double SecondTerm(double k, double variance, double square, double cubes)
    {
        var cube = cubes / k;
        var mixed = ((square / k) - cube) / (k - 1);
        var product = (1 - square) / (k * (k - 1));
        var triple = k > 2 ? (product - (2 * mixed)) / (k - 2) : 0;
        var diagonal = (1 / k) - (3 * square / k) + (2 * cube);
        var side = (2 * mixed) - product;
        return 0.5 * variance * variance * k * ((diagonal * diagonal) + (3 * (k - 1) * side * side) + ((k - 1) * (k - 2) * 4 * triple * triple));
    }

    /// <summary>
    /// 1/X² = ∫ t·exp(−tX) dt turns E s² of a quotient into a product over independent logits: with x = exp(τ + y),
    /// S = K ∫ E[x²e⁻ˣ]·E[e⁻ˣ]^(K−1) dτ, and E Σ s³ likewise with ½x³. Both integrals run over one lattice.
    /// </summary>
    private static (double Square, double Cube) Integrate(double classes, double deviation)
    {
        var log = Math.Log(classes);
        var reach = (int)Math.Ceiling(6 * deviation / Step);
        var low = -(int)Math.Ceiling((log + (deviation * (Math.Sqrt(2 * log) + 5)) + 8) / Step);
        var high = (int)Math.Ceiling(((5 * deviation) + 4) / Step);
        var count = high - low + 1 + (2 * reach);
        var none = new double[count];
        var square = new double[count];
        var cube = new double[count];
        for (var i = 0; i < count; i++)
        {
            var x = Math.Exp((low - reach + i) * Step);
            none[i] = Math.Exp(-x);
            square[i] = x * x * none[i];
            cube[i] = 0.5 * x * square[i];
        }

        var weights = new double[(2 * reach) + 1];
        var total = 0.0;
        for (var j = 0; j < weights.Length; j++)
        {
            var z = (j - reach) * Step / deviation;
            total += weights[j] = Math.Exp(-0.5 * z * z);
        }

        double squareSum = 0, cubeSum = 0;
        for (var i = 0; i <= high - low; i++)
        {
            double empty = 0, second = 0, third = 0;
            for (var j = 0; j < weights.Length; j++)
            {
                empty += weights[j] * none[i + j];
                second += weights[j] * square[i + j];
                third += weights[j] * cube[i + j];
            }

            var others = Math.Pow(empty / total, classes - 1);
            squareSum += second * others;
            cubeSum += third * others;
        }

        var unit = classes * Step / total;
        return (Math.Min(1, squareSum * unit), Math.Min(1, cubeSum * unit));
    }
}
