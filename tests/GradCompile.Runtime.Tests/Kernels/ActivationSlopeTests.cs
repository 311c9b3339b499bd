using System.Runtime.Intrinsics;

namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>Slopes of activations where a formula easily goes wrong: at the ends, in the tails and near their zero.</summary>
public sealed class ActivationSlopeTests
{
    public static TheoryData<string> Names => ["Silu", "Mish", "Gelu"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_ends_are_0_and_1(string name)
    {
        foreach (var x in new[] { 105f, 1e10f, float.MaxValue, float.PositiveInfinity })
        {
            Assert.Equal(1f, Slope(name, x));
            Assert.Equal(0f, Slope(name, -x));
        }

        Assert.True(float.IsNaN(Slope(name, float.NaN)));
    }

    [Theory]
    [InlineData("Silu", 0.5f)]
    [InlineData("Mish", 0.6f)]
    [InlineData("Gelu", 0.5f)]
    public void At_0_they_are_what_the_formulas_say(string name, float expected)
    {
        foreach (var x in new[] { 0f, -0f, float.Epsilon, -1e-40f }) Assert.Equal(expected, Slope(name, x), 6e-8);
    }

    [Theory]
    [InlineData("Silu", -85, -2)]
    [InlineData("Silu", -0.5, 30)]
    [InlineData("Mish", -85, -2)]
    [InlineData("Mish", -0.5, 30)]
    [InlineData("Gelu", -13, -1)]
    [InlineData("Gelu", -0.5, 30)]
    public void Away_from_their_zero_they_are_within_8_units_in_the_last_place(string name, double from, double to)
    {
        for (var i = 0; i <= 40_000; i++)
        {
            var x = (float)(from + ((to - from) * i / 40_000));
            var (found, exact) = (Slope(name, x), Exact(name, x));
            var unit = Math.ScaleB(1, Math.ILogB(exact) - 23);
            Assert.True(Math.Abs(found - exact) <= 8 * unit, $"{name}({x:R}) is {found:R}, {Math.Abs(found - exact) / unit:F1} units in the last place from {exact:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Around_their_zero_the_sign_is_right(string name)
    {
        var (below, above) = (-2.0, 0.0);
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (below + above) / 2;
            if (Exact(name, middle) < 0) below = middle;
            else above = middle;
        }

        Assert.InRange(above, -1.3, -0.7);
        for (var i = 1; i <= 1000; i++)
        {
            Assert.True(Slope(name, (float)(above - (1e-6 * i))) < 0, $"{name} at {i} millionths below its zero, {above}");
            Assert.True(Slope(name, (float)(above + (1e-6 * i))) > 0, $"{name} at {i} millionths above its zero, {above}");
        }
    }

    private static float Slope(string name, float x)
    {
        var lanes = Vector128.Create(x);
        return (name switch
        {
            "Silu" => ActivationMath.SiluDerivative(lanes),
            "Mish" => ActivationMath.MishDerivative(lanes),
            _ => ActivationMath.GeluDerivative(lanes),
        }).ToScalar();
    }

    /// <summary>In double precision and without cancellation in the tails.</summary>
    private static double Exact(string name, double x)
    {
        var e = Math.Exp(x);
        var sigmoid = x < 0 ? e / (1 + e) : 1 / (1 + Math.Exp(-x));
        switch (name)
        {
            case "Silu":
                return sigmoid * (1 + (x / (1 + e)));
            case "Mish":
                var squareLess1 = e * (e + 2); // (1 + e)² − 1
                var tanh = squareLess1 / (squareLess1 + 2);
                return tanh + (x * (1 + tanh) * 2 / (squareLess1 + 2) * sigmoid);
            default:
                var density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
                return (x < 0 ? density * MillsRatio(-x) : 1 - (density * MillsRatio(x))) + (x * density);
        }
    }

    /// <summary>Φ(−a)/φ(a): the series of Φ near 0, and Laplace's continued fraction beyond.</summary>
    private static double MillsRatio(double a)
    {
        if (a < 1)
        {
            double term = a, sum = a;
            for (var n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum) && term != 0; n += 2) sum += term *= a * a / n;
            return (Math.Sqrt(Math.PI / 2) * Math.Exp(a * a / 2)) - sum;
        }

        var fraction = 0.0;
        for (var n = 400; n >= 1; n--) fraction = n / (a + fraction);
        return 1 / (a + fraction);
    }
}
