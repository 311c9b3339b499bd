using GradCompile.CompilerServices;

namespace GradCompile.Runtime.Tests.Threads;

/// <summary>Sums over long vectors are right, and the same bits on any number of threads.</summary>
public class ChunkedWorkTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(1 << 15)]
    [InlineData((1 << 15) + 16)]
    [InlineData(1_000_000)]
    public void ASumOfSquaresIsTheSameOnAnyNumberOfThreads(int length)
    {
        var random = new Random(length);
        var values = new AlignedBuffer(length);
        foreach (ref var value in values.Span) value = random.NextSingle() - 0.5f;
        var expected = values.Span.ToArray().Sum(v => (double)v * v);
        var one = new SumOfSquares().Of(values, 0, length, 1);
        Assert.Equal(expected, one, 1e-9 * expected);
        foreach (var threads in new[] { 2, 3, 4 }) Assert.Equal(one, new SumOfSquares().Of(values, 0, length, threads));
    }

    [Fact]
    public void OnlyTheRangeAskedForIsTouched()
    {
        var values = new AlignedBuffer(200_000);
        values.Span.Fill(2);
        new Scaling().Of(values, 16, 100_000, 0.5, 4);
        Assert.All(values.Span[16..100_016].ToArray(), v => Assert.Equal(1, v));
        Assert.Equal([2f, 2f], [values.Span[15], values.Span[100_016]]);
    }
}
