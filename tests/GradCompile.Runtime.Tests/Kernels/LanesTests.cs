using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GradCompile.Runtime.Tests.Kernels;

public sealed class LanesTests
{
    /// <summary>Magnitudes so far apart that any other order of summing gives other bits in most draws.</summary>
    private static float[] Draw(Random random) =>
        [.. Enumerable.Range(0, 16).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4))))];

    private static float Tree(float[] lanes, Func<float, float, float> join)
    {
        var level = (float[])lanes.Clone();
        for (var half = 8; half >= 1; half /= 2)
        {
            for (var i = 0; i < half; i++) level[i] = join(level[i], level[i + half]);
        }

        return level[0];
    }

    [Fact]
    public void The_sum_folds_lane_i_with_i_plus_8_then_4_then_2_then_1_at_every_width()
    {
        var random = new Random(1);
        var differsFromTheNaiveOrder = 0;
        for (var draw = 0; draw < 2000; draw++)
        {
            var lanes = Draw(random);
            var expected = BitConverter.SingleToInt32Bits(Tree(lanes, (a, b) => a + b));
            foreach (var sum in Sums(lanes)) Assert.Equal(expected, BitConverter.SingleToInt32Bits(sum));
            if (expected != BitConverter.SingleToInt32Bits(lanes.Aggregate(0f, (a, b) => a + b))) differsFromTheNaiveOrder++;
        }

        Assert.True(differsFromTheNaiveOrder > 500, $"only {differsFromTheNaiveOrder} of the draws can tell one order from another");
    }

    [Fact]
    public void The_maximum_is_found_in_any_lane()
    {
        var random = new Random(2);
        for (var lane = 0; lane < 16; lane++)
        {
            var lanes = Draw(random);
            lanes[lane] = 1e6f;
            foreach (var maximum in Maxima(lanes)) Assert.Equal(1e6f, maximum);
            for (var i = 0; i < 16; i++) lanes[i] = -1e6f * (i + 2);
            lanes[lane] = -5f;
            foreach (var maximum in Maxima(lanes)) Assert.Equal(-5f, maximum);
            lanes[lane] = float.PositiveInfinity;
            foreach (var maximum in Maxima(lanes)) Assert.Equal(float.PositiveInfinity, maximum);
        }

        foreach (var maximum in Maxima([.. Enumerable.Repeat(float.NegativeInfinity, 16)])) Assert.Equal(float.NegativeInfinity, maximum);
    }

    [Fact]
    public void Lanes_at_even_and_at_odd_places_are_parted_at_every_width()
    {
        float[] all = [.. Enumerable.Range(0, 32).Select(i => (float)i)];
        var (left, right) = (Vector512.Create(all.AsSpan(0, 16)), Vector512.Create(all.AsSpan(16)));
        Check(2, i => Lanes.Evens(left, right)[i], i => Lanes.Odds(left, right)[i], 16);
        Check(2, i => Lanes.Evens(left.GetLower(), left.GetUpper())[i], i => Lanes.Odds(left.GetLower(), left.GetUpper())[i], 8);
        Check(2, i => Lanes.Evens(left.GetLower().GetLower(), left.GetLower().GetUpper())[i], i => Lanes.Odds(left.GetLower().GetLower(), left.GetLower().GetUpper())[i], 4);

        static void Check(int step, Func<int, float> evens, Func<int, float> odds, int lanes)
        {
            for (var i = 0; i < lanes; i++) Assert.Equal((step * i, (step * i) + 1), (evens(i), odds(i)));
        }
    }

    [Fact]
    public void Not_a_number_in_any_lane_comes_through_the_sum_and_the_maximum()
    {
        for (var lane = 0; lane < 16; lane++)
        {
            var lanes = Draw(new Random(lane));
            lanes[lane] = float.NaN;
            foreach (var sum in Sums(lanes)) Assert.True(float.IsNaN(sum), $"sum, lane {lane}");
            foreach (var maximum in Maxima(lanes)) Assert.True(float.IsNaN(maximum), $"maximum, lane {lane}");
        }
    }

    private static float[] Sums(float[] l) =>
    [
        Lanes.Sum(Vector512.Create(l)), Lanes.Sum(Eight(l, 0), Eight(l, 8)), Lanes.Sum(Four(l, 0), Four(l, 4), Four(l, 8), Four(l, 12)),
    ];

    private static float[] Maxima(float[] l) =>
    [
        Lanes.Max(Vector512.Create(l)), Lanes.Max(Eight(l, 0), Eight(l, 8)), Lanes.Max(Four(l, 0), Four(l, 4), Four(l, 8), Four(l, 12)),
    ];

    private static Vector256<float> Eight(float[] lanes, nuint from) => Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(lanes), from);

    private static Vector128<float> Four(float[] lanes, nuint from) => Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(lanes), from);
}
