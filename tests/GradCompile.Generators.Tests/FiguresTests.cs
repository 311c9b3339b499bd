using GradCompile.Compiler.Diagnoses.Gradients;

namespace GradCompile.Generators.Tests;

/// <summary>There is a text for every number.</summary>
public class FiguresTests
{
    public static TheoryData<double> Numbers =>
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon, 0, -0.0, 1e300, -1e300, 1e-320, 1e18, 29, 30, -29,
        int.MaxValue, int.MinValue, 0.99999, 9.96, 4.9999,
    ];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void AllAreTotal(double value)
    {
        string[] texts = [Figures.Power(value), Figures.Of(value), Figures.Percent(value), Figures.Literal(value), Figures.Literal(Figures.Rounded(value))];
        Assert.All(texts, text => Assert.NotEmpty(text));
        Assert.All(texts, text => Assert.True(text.Length < 40, text));
        Assert.All(texts, text => Assert.DoesNotContain("NaN", text, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.DoesNotContain("∞", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-9.0969, "8e-10")]
    [InlineData(-1.4318, "0.037")]
    [InlineData(double.NegativeInfinity, "0")]
    [InlineData(400, "1e400")]
    public void PowersAreShort(double log, string text) => Assert.Equal(text, Figures.Power(log));
}
