using GradCompile.Compiler.Activations;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Forecasts.Tests;

/// <summary>The table of activations and the integrals over it, against definitions and brute force.</summary>
public sealed class IntegralTests
{
    public static TheoryData<ActivationKind> Rows => [.. ActivationTable.Rows.Select(row => row.Kind)];

    public static TheoryData<ActivationKind, double, double, double> Signals()
    {
        var data = new TheoryData<ActivationKind, double, double, double>();
        foreach (var row in ActivationTable.Rows)
        {
            foreach (var (mean, common, noise) in new[] { (0.0, 0.0, 1.0), (0, 0.5, 0.5), (0.7, 2, 0.01), (-1.5, 0.3, 3), (0, 40, 60), (4, 0.01, 0.02), (0, 1e4, 1e3), (0, 1e-4, 1e-6) })
            {
                data.Add(row.Kind, mean, common, noise);
            }
        }

        return data;
    }

    [Fact]
    public void Every_activation_but_softmax_has_a_row() =>
        Assert.Equal(Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.Softmax), ActivationTable.Rows.Select(row => row.Kind));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Values_are_those_of_the_definition(ActivationKind kind)
    {
        var row = ActivationTable.Of(kind);
        for (var x = -12.0; x <= 12; x += 0.0625) Assert.Equal(Formulas.Value(kind, x, 0.3), row.Value(x, 0.3), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Derivatives_are_those_of_the_values(ActivationKind kind)
    {
        var row = ActivationTable.Of(kind);
        const double h = 1e-5;
        for (var x = -12.03; x <= 12; x += 0.0625)
        {
            Assert.Equal((row.Value(x + h, 0.3) - row.Value(x - h, 0.3)) / (2 * h), row.Derivative(x, 0.3), 1e-6);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_saturation_bound_is_where_the_slope_falls_to_a_twentieth(ActivationKind kind)
    {
        var row = ActivationTable.Of(kind);
        if (row.SaturationBound == 0) return;
        var largest = row.Derivative(0, 0);
        Assert.True(row.Derivative(row.SaturationBound - 1e-6, 0) >= 0.05 * largest, "inside");
        Assert.True(row.Derivative(row.SaturationBound + 1e-6, 0) <= 0.05 * largest, "outside");
        Assert.True(row.Derivative(-row.SaturationBound - 1e-6, 0) <= 0.05 * largest, "outside, left");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_default_initialiser_is_the_one_that_lowering_takes(ActivationKind kind)
    {
        var model = Declarations.Network(8, null, Declarations.Dense(8, kind), Declarations.Dense(2)).Lower();
        Assert.Equal(model.Parameters[0].Initializer.Kind, ActivationTable.Of(kind).DefaultInit);
    }

    [Theory]
    [MemberData(nameof(Signals))]
    public void Moments_agree_with_brute_force(ActivationKind kind, double mean, double common, double noise)
    {
        var signal = new Signal { Mean = mean, Common = common, Noise = noise, Width = 50 };
        var moments = new MomentIntegrals().Of(kind, 0.2, signal);
        var expected = BruteForce(kind, mean, common, noise);
        Near(expected.Mean * expected.Mean, moments.Mean * moments.Mean, expected.Second * 1e-3);
        Near(expected.Second, moments.Second, 1e-12);
        Near(expected.Noise, moments.Noise, 1e-12);
        Near(expected.SlopeSquare, moments.SlopeSquare, 1e-12);
        Near(expected.SlopePair, moments.SlopePair, 1e-12);
        Near(expected.Radial, moments.Radial, expected.Second * 1e-3);

        // 1 % is 0.004 decades.
        static void Near(double expected, double actual, double slack) => Assert.True(Math.Abs(actual - expected) <= (0.01 * Math.Abs(expected)) + slack, $"{actual} instead of {expected}");
    }

    [Theory]
    [InlineData(2, 0.01)]
    [InlineData(2, 1)]
    [InlineData(2, 100)]
    [InlineData(10, 0.05)]
    [InlineData(10, 0.5)]
    [InlineData(10, 4)]
    [InlineData(10, 200)]
    [InlineData(100, 1)]
    [InlineData(100, 20)]
    public void Softmax_moments_agree_with_sampling(int classes, double variance)
    {
        var random = new Random(5);
        var deviation = Math.Sqrt(variance);
        const int samples = 40_000;
        double square = 0, cube = 0, pair = 0;
        for (var i = 0; i < samples; i++)
        {
            // Two samples with correlation 0.6.
            var common = Draw(Math.Sqrt(0.6) * deviation, new double[classes]);
            var (a, b) = (Softmax(Draw(Math.Sqrt(0.4) * deviation, common)), Softmax(Draw(Math.Sqrt(0.4) * deviation, common)));
            square += a.Sum(s => s * s) / samples;
            cube += a.Sum(s => s * s * s) / samples;
            pair += a.Zip(b, (s, t) => s * t).Sum() / samples;
        }

        var moments = SoftmaxMoments.Of(classes, variance);
        Assert.Equal(square, moments.Square, 0.012 * square);
        Assert.Equal(cube, moments.Cube, 0.03 * cube);
        Assert.Equal(pair, moments.Pair(0.6).Value, 0.03 * pair);

        double[] Draw(double sigma, double[] mean) => [.. mean.Select(m => m + (sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

        static double[] Softmax(double[] y)
        {
            var largest = y.Max();
            var e = y.Select(x => Math.Exp(x - largest)).ToArray();
            var sum = e.Sum();
            return [.. e.Select(x => x / sum)];
        }
    }

    [Fact]
    public void The_error_function_agrees_with_its_series()
    {
        for (var x = -4.0; x <= 4; x += 0.03125) Assert.Equal(Formulas.Erf(x), SpecialFunctions.Erf(x), 1e-9);
        Assert.Equal(1.5374597944280349e-12, SpecialFunctions.Erfc(5), 1e-22);
        Assert.Equal(2.0884875837625446e-45, SpecialFunctions.Erfc(10), 1e-55);
    }

    [Fact]
    public void A_correlation_next_to_one_keeps_the_noise()
    {
        // d′ = v/2·[(1 − c) − 2√2/(3π)·(1 − c)^1.5] for ReLU; 1 − c as a difference would have no digit left.
        var moments = new MomentIntegrals().Of(ActivationKind.ReLU, 0, new Signal { Common = 1, Noise = 1e-30, Width = 10 });
        Assert.Equal(0.5e-30, moments.Noise, 1e-36);
    }

    /// <summary>The trapezoidal rule with thousands of nodes.</summary>
    private static ActivationMoments BruteForce(ActivationKind kind, double mean, double common, double noise)
    {
        var inner = Grid(noise, common == 0 ? 20_000 : 1200);
        double sum = 0, second = 0, variance = 0, slope = 0, slopePair = 0, radial = 0;
        foreach (var (m, outerWeight) in Grid(common, 1200))
        {
            double value = 0, square = 0, derivative = 0;
            foreach (var (z, weight) in inner)
            {
                var u = mean + m + z;
                var f = Formulas.Value(kind, u, 0.2);
                var d = ActivationTable.Of(kind).Derivative(u, 0.2);
                value += weight * f;
                square += weight * f * f;
                derivative += weight * d;
                slope += outerWeight * weight * d * d;
                radial += outerWeight * weight * u * f * d;
            }

            sum += outerWeight * value;
            second += outerWeight * square;
            variance += outerWeight * (square - (value * value));
            slopePair += outerWeight * derivative * derivative;
        }

        return new ActivationMoments { Mean = sum, Second = second, Noise = variance, SlopeSquare = slope, SlopePair = slopePair, Radial = radial };
    }

    private static (double Node, double Weight)[] Grid(double variance, int count)
    {
        if (variance == 0) return [(0, 1)];
        var nodes = Enumerable.Range(0, count).Select(i => -8 + (16.0 * i / (count - 1))).ToArray();
        var total = nodes.Sum(z => Math.Exp(-0.5 * z * z));
        return [.. nodes.Select(z => (z * Math.Sqrt(variance), Math.Exp(-0.5 * z * z) / total))];
    }
}
