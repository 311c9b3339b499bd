using System.Runtime.Intrinsics;

namespace GradCompile.Runtime.Tests.Mathematics;

/// <summary>Accuracy over all of the floats, special values, and the same bits at every width.</summary>
public class VectorMathTests
{
    /// <summary>A prime, so that every exponent and all kinds of mantissas come by: 268,000 floats of both signs.</summary>
    private const long Step = 16001;

    public static TheoryData<string> Elementary => Function.Elementary;

    public static TheoryData<string> Slopes => Function.Slopes;

    public static TheoryData<string> Names => Function.Names;

    [Theory]
    [MemberData(nameof(Elementary))]
    public void WithinFourUnitsInTheLastPlaceOfEveryFloat(string name)
    {
        var function = Function.All[name];
        var (worst, at) = (0.0, 0f);
        foreach (var x in Samples())
        {
            var error = Ulps.Of(function.Scalar(x), function.Exact(x));
            if (error > worst) (worst, at) = (error, x);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {worst:F3} ulp at {at:R}");
        Assert.True(worst <= 4, $"{name}({at:R}) is {function.Scalar(at):R}, {worst:F2} units in the last place from {function.Exact(at):R}.");
    }

    [Theory]
    [MemberData(nameof(Slopes))]
    public void SlopesAreRightToAFewRoundings(string name)
    {
        var function = Function.All[name];
        foreach (var x in Samples().Where(x => !float.IsNaN(x)))
        {
            var exact = function.Exact(x);
            Assert.True(Math.Abs(function.Scalar(x) - exact) <= 1e-6, $"{name}({x:R}) is {function.Scalar(x):R} instead of {exact:R}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSameBitsAtEveryWidth(string name)
    {
        var function = Function.All[name];
        foreach (var block in Samples().Chunk(16))
        {
            if (block.Length < 16) break;
            var x = Vector512.Create(block);
            var wide = function.Wide(x);
            var medium = Vector512.Create(function.Medium(x.GetLower()), function.Medium(x.GetUpper()));
            var narrow = Vector512.Create(
                Vector256.Create(function.Narrow(x.GetLower().GetLower()), function.Narrow(x.GetLower().GetUpper())),
                Vector256.Create(function.Narrow(x.GetUpper().GetLower()), function.Narrow(x.GetUpper().GetUpper())));
            for (var lane = 0; lane < 16; lane++)
            {
                var (a, b, c, d) = (wide[lane], medium[lane], narrow[lane], function.Scalar(block[lane]));
                Assert.True(Same(a, b) && Same(a, c) && Same(a, d), $"{name}({block[lane]:R}): {a:R}, {b:R}, {c:R} and {d:R} at 512, 256, 128 bits and for one number.");
            }
        }
    }

    [Theory]
    [InlineData("Exp", float.NegativeInfinity, 0f)]
    [InlineData("Exp", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Exp", float.MaxValue, float.PositiveInfinity)]
    [InlineData("Exp", float.MinValue, 0f)]
    [InlineData("Exp", 0f, 1f)]
    [InlineData("Expm1", float.NegativeInfinity, -1f)]
    [InlineData("Expm1", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Expm1", float.Epsilon, float.Epsilon)]
    [InlineData("Expm1", -3 * float.Epsilon, -3 * float.Epsilon)]
    [InlineData("Expm1", -0f, -0f)]
    [InlineData("Log", 0f, float.NegativeInfinity)]
    [InlineData("Log", 1f, 0f)]
    [InlineData("Log", -1f, float.NaN)]
    [InlineData("Log", float.NegativeInfinity, float.NaN)]
    [InlineData("Log", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Log1p", -1f, float.NegativeInfinity)]
    [InlineData("Log1p", -1.0000001f, float.NaN)]
    [InlineData("Log1p", float.NegativeInfinity, float.NaN)]
    [InlineData("Log1p", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Log1p", float.Epsilon, float.Epsilon)]
    [InlineData("Log1p", -0f, -0f)]
    [InlineData("Tanh", float.NegativeInfinity, -1f)]
    [InlineData("Tanh", float.PositiveInfinity, 1f)]
    [InlineData("Tanh", float.Epsilon, float.Epsilon)]
    [InlineData("Tanh", -0f, -0f)]
    [InlineData("Sigmoid", float.NegativeInfinity, 0f)]
    [InlineData("Sigmoid", float.PositiveInfinity, 1f)]
    [InlineData("Sigmoid", 0f, 0.5f)]
    [InlineData("Softplus", float.NegativeInfinity, 0f)]
    [InlineData("Softplus", float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData("Softplus", float.MaxValue, float.MaxValue)]
    [InlineData("Erf", float.NegativeInfinity, -1f)]
    [InlineData("Erf", float.PositiveInfinity, 1f)]
    [InlineData("Erf", -0f, -0f)]
    public void SpecialValues(string name, float x, float expected)
    {
        var actual = Function.All[name].Scalar(x);
        Assert.True(Same(expected, actual), $"{name}({x:R}) is {actual:R} instead of {expected:R}.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NotANumberStaysOne(string name)
    {
        Assert.True(float.IsNaN(Function.All[name].Scalar(float.NaN)));
        Assert.True(float.IsNaN(Function.All[name].Scalar(BitConverter.UInt32BitsToSingle(0x7f800001))));
        Assert.True(float.IsNaN(Function.All[name].Scalar(BitConverter.UInt32BitsToSingle(0xffffffff))));
    }

    [Theory]
    [InlineData("Exp", -100f)]
    [InlineData("Sigmoid", -100f)]
    [InlineData("Softplus", -100f)]
    [InlineData("Tanh", 1e-40f)]
    [InlineData("Erf", 1e-40f)]
    public void DenormalResultsAreNotFlushed(string name, float x)
    {
        var actual = Function.All[name].Scalar(x);
        Assert.True(float.IsSubnormal(actual), $"{name}({x:R}) is {actual:R}, which is no denormal.");
        Assert.True(Ulps.Of(actual, Function.All[name].Exact(x)) <= 1);
    }

    [Theory]
    [InlineData("Exp")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Softplus")]
    public void MonotoneWhereItSaturates(string name)
    {
        // A step down near an asymptote would show as a wrong sign of a slope.
        var function = Function.All[name];
        for (var x = -110f; x < 95; x += 0.37f) Assert.True(function.Scalar(x) <= function.Scalar(x + 0.37f), $"{name} falls after {x:R}.");
    }

    private static IEnumerable<float> Samples()
    {
        for (long bits = 0; bits <= uint.MaxValue; bits += Step) yield return BitConverter.UInt32BitsToSingle((uint)bits);

        // Densely where networks live.
        for (var x = -20f; x < 20; x += 1 / 1024f) yield return x;
    }

    private static bool Same(float a, float b) => (float.IsNaN(a) && float.IsNaN(b)) || BitConverter.SingleToUInt32Bits(a) == BitConverter.SingleToUInt32Bits(b);
}
