using System.Runtime.Intrinsics;

namespace GradCompile.Runtime.Tests.Mathematics;

/// <summary>Rates, independence and the same mask at every width.</summary>
public class DropoutMaskTests
{
    private const int Elements = 1 << 20;

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void DropsAtItsRateAndScalesTheRest(double rate)
    {
        foreach (var layer in Enumerable.Range(0, 5))
        {
            var mask = Mask(42, layer, rate, 1.25f);
            Assert.All(mask.Distinct(), value => Assert.True(value is 0 or 1.25f));
            var dropped = mask.Count(value => value == 0) / (double)Elements;
            Assert.True(Math.Abs(dropped - rate) <= 4.5 * Math.Sqrt(rate * (1 - rate) / Elements), $"{dropped} instead of {rate}");
        }
    }

    [Fact]
    public void TheSameMaskAtEveryWidthAndFromEveryElement()
    {
        var (low, high) = DropoutMask.LayerKey(7, 3);
        var threshold = Threshold(0.3);
        for (uint element = 0; element < 4000; element += 7)
        {
            var wide = DropoutMask.Keep512(low, high, element, threshold, 2);
            Assert.Equal(wide.GetLower(), DropoutMask.Keep256(low, high, element, threshold, 2));
            Assert.Equal(wide.GetUpper(), DropoutMask.Keep256(low, high, element + 8, threshold, 2));
            for (uint quarter = 0; quarter < 4; quarter++)
            {
                var narrow = DropoutMask.Keep128(low, high, element + (4 * quarter), threshold, 2);
                for (var lane = 0; lane < 4; lane++) Assert.Equal(wide[(int)(4 * quarter) + lane], narrow[lane]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(784)]
    [InlineData(65536)]
    public void NeighboursAreIndependent(int distance)
    {
        var mask = Mask(1, 0, 0.5, 1);
        Uncorrelated(mask[..^distance], mask[distance..]);
    }

    [Fact]
    public void LayersAndStepsAreIndependent()
    {
        for (var other = 1; other <= 8; other++)
        {
            Uncorrelated(Mask(5, 0, 0.5, 1), Mask(5, other, 0.5, 1));
            Uncorrelated(Mask(5, 0, 0.5, 1), Mask(5 + (ulong)other, 0, 0.5, 1));
        }
    }

    [Fact]
    public void RowsOfBitsAreUniform()
    {
        // How often each of the 256 patterns of eight neighbours comes: χ² with 255 degrees of freedom.
        var mask = Mask(99, 1, 0.5, 1);
        var counts = new int[256];
        for (var i = 0; i < Elements; i += 8) counts[Enumerable.Range(0, 8).Sum(bit => mask[i + bit] == 0 ? 1 << bit : 0)]++;
        const double Expected = Elements / 8 / 256.0;
        Assert.InRange(counts.Sum(c => (c - Expected) * (c - Expected) / Expected), 160, 370);
    }

    private static uint Threshold(double rate) => (uint)(rate * 4294967296.0);

    private static void Uncorrelated(float[] a, float[] b)
    {
        var agreeing = a.Zip(b).Count(pair => pair.First == pair.Second);
        Assert.True(Math.Abs(agreeing - (a.Length / 2.0)) <= 4.5 * Math.Sqrt(a.Length) / 2, $"{agreeing} of {a.Length} agree.");
    }

    private static float[] Mask(ulong key, int layer, double rate, float scale)
    {
        var (low, high) = DropoutMask.LayerKey(key, layer);
        var mask = new float[Elements];
        for (var i = 0; i < Elements; i += 16) DropoutMask.Keep512(low, high, (uint)i, Threshold(rate), scale).CopyTo(mask, i);
        return mask;
    }
}
