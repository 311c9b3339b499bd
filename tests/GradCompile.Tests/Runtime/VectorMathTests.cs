using System.Runtime.Intrinsics;
using GradCompile.CompilerServices;

namespace GradCompile.Tests;

/// <summary>Elementary functions over all exponents: within 4 units in the last place, right at the ends, the same in every lane and width.</summary>
public class VectorMathTests
{
    private static readonly Dictionary<string, (Func<float, float> Scalar, Func<Vector128<float>, Vector128<float>> Four, Func<Vector256<float>, Vector256<float>> Eight, Func<Vector512<float>, Vector512<float>> Sixteen, Func<double, double> Exact)> Functions = new()
    {
        ["Exp"] = (VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, Math.Exp),
        ["Expm1"] = (VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, Expm1),
        ["Log"] = (VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log, Math.Log),
        ["Log1p"] = (VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, Log1p),
        ["Tanh"] = (VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, Math.Tanh),
        ["Sigmoid"] = (VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x))),
        ["Softplus"] = (VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, x => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)))),
        ["Erf"] = (VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, Erf),
    };

    public static TheoryData<string> Names() => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void WithinFourUnitsInTheLastPlace(string name)
    {
        var (function, _, _, _, exact) = Functions[name];
        for (long bits = 0; bits <= uint.MaxValue; bits += 39_989)
        {
            var x = BitConverter.UInt32BitsToSingle((uint)bits);
            if (!float.IsFinite(x)) continue;
            var expected = exact(x);
            var found = function(x);
            if (double.IsNaN(expected))
            {
                Assert.True(float.IsNaN(found), $"{name}({x:G9}) is {found:G9}; expected not a number.");
                continue;
            }

            var rounded = (float)expected;
            if (float.IsInfinity(rounded))
            {
                Assert.Equal(rounded, found);
                continue;
            }

            var unit = MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded);
            Assert.True(Math.Abs(found - expected) <= 4 * unit, $"{name}({x:G9}) is {found:G9}; expected {expected:G9}, {Math.Abs(found - expected) / unit:F1} units away.");
        }
    }

    [Theory]
    [InlineData("Exp", 0, double.PositiveInfinity)]
    [InlineData("Expm1", -1, double.PositiveInfinity)]
    [InlineData("Log", double.NaN, double.PositiveInfinity)]
    [InlineData("Log1p", double.NaN, double.PositiveInfinity)]
    [InlineData("Tanh", -1, 1)]
    [InlineData("Sigmoid", 0, 1)]
    [InlineData("Softplus", 0, double.PositiveInfinity)]
    [InlineData("Erf", -1, 1)]
    public void RightAtTheEnds(string name, double atMinusInfinity, double atInfinity)
    {
        var function = Functions[name].Scalar;
        Assert.Equal((float)atMinusInfinity, function(float.NegativeInfinity));
        Assert.Equal((float)atInfinity, function(float.PositiveInfinity));
        Assert.True(float.IsNaN(function(float.NaN)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryLaneAndWidthGivesTheSameBits(string name)
    {
        var (scalar, four, eight, sixteen, _) = Functions[name];
        var random = new Random(5);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var x = Vector512.Create([.. Enumerable.Range(0, 16).Select(_ => trial % 2 == 0 ? (random.NextSingle() - 0.5f) * 40 : BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))]);
            var wide = sixteen(x);
            for (var lane = 0; lane < 16; lane++)
            {
                var bits = BitConverter.SingleToInt32Bits(wide[lane]);
                if (float.IsNaN(wide[lane])) continue;
                Assert.Equal(bits, BitConverter.SingleToInt32Bits(scalar(x[lane])));
                Assert.Equal(bits, BitConverter.SingleToInt32Bits(eight(lane < 8 ? x.GetLower() : x.GetUpper())[lane % 8]));
                var half = lane < 8 ? x.GetLower() : x.GetUpper();
                Assert.Equal(bits, BitConverter.SingleToInt32Bits(four(lane % 8 < 4 ? half.GetLower() : half.GetUpper())[lane % 4]));
            }
        }
    }

    [Fact]
    public void SumsAndMaximaFollowOneTree()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 1_000; trial++)
        {
            var lanes = Enumerable.Range(0, 16).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var (sum, max) = ((float[])lanes.Clone(), lanes.Max());
            for (var half = 8; half > 0; half /= 2)
            {
                for (var i = 0; i < half; i++) sum[i] += sum[i + half];
            }

            var v = Vector512.Create(lanes);
            var (low, high) = (v.GetLower(), v.GetUpper());
            Assert.Equal(sum[0], Lanes.Sum(v));
            Assert.Equal(sum[0], Lanes.Sum(low, high));
            Assert.Equal(sum[0], Lanes.Sum(low.GetLower(), low.GetUpper(), high.GetLower(), high.GetUpper()));
            Assert.Equal(max, Lanes.Max(v));
            Assert.Equal(max, Lanes.Max(low, high));
            Assert.Equal(max, Lanes.Max(low.GetLower(), low.GetUpper(), high.GetLower(), high.GetUpper()));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 17)]
    [InlineData(16, 16)]
    [InlineData(37, 5)]
    [InlineData(130, 67)]
    public void TransposeMovesEveryElementAndClearsThePadding(int rows, int columns)
    {
        var (sourceStride, stride) = (columns + 3, (rows + 15) / 16 * 16);
        var source = Enumerable.Range(1, rows * sourceStride).Select(i => (float)i).ToArray();
        var destination = Enumerable.Repeat(-1f, (columns * stride) + 1).ToArray();
        Matrices.Transpose(ref source[0], rows, columns, sourceStride, ref destination[0], stride);
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < stride; r++) Assert.Equal(r < rows ? source[(r * sourceStride) + c] : 0, destination[(c * stride) + r]);
        }

        Assert.Equal(-1, destination[^1]);
    }

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;

    private static double Log1p(double x) => Math.Abs(x) < 1e-4 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    /// <summary>The series near 0, the continued fraction beyond.</summary>
    private static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (a > 6) return Math.Sign(x);
        if (a < 2.5)
        {
            var (sum, term) = (x, x);
            for (var n = 1; n < 120; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        var fraction = 0.0;
        for (var k = 200; k > 0; k--) fraction = k / 2.0 / (a + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction)));
    }
}
