using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;

namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>Partial loads and stores on the last elements before memory that may not be touched.</summary>
public sealed class PartialLanesTests
{
    [Fact]
    public void Masks_have_all_bits_set_in_the_first_lanes_and_none_behind()
    {
        for (var count = 0; count <= 16; count++) Assert.Equal(Expected(16, count), Bits(PartialLanes.First512(count)));
        for (var count = 0; count <= 8; count++) Assert.Equal(Expected(8, count), Bits(PartialLanes.First256(count).ToVector512())[..8]);
        for (var count = 0; count <= 4; count++) Assert.Equal(Expected(4, count), Bits(PartialLanes.First128(count).ToVector256().ToVector512())[..4]);

        static int[] Expected(int lanes, int count) => [.. Enumerable.Range(0, lanes).Select(lane => lane < count ? -1 : 0)];
    }

    [Fact]
    public void Loads_read_up_to_the_end_of_a_page_and_put_zeros_behind()
    {
        using var page = new GuardedPage();
        for (var count = 0; count <= 16; count++)
        {
            var last = page.Last(count);
            for (var i = 0; i < count; i++) last[i] = i + 1;
            ref var start = ref MemoryMarshal.GetReference(last);
            int[] expected = [.. Enumerable.Range(0, 16).Select(i => BitConverter.SingleToInt32Bits(i < count ? i + 1 : 0))];
            Assert.Equal(expected, Bits(PartialLanes.Load512(ref start, count)));
            if (count <= 8) Assert.Equal(expected, Bits(Widened(PartialLanes.Load256(ref start, count))));
            if (count <= 4) Assert.Equal(expected, Bits(Widened(PartialLanes.Load128(ref start, count))));
        }
    }

    [Fact]
    public void Loads_and_stores_carry_every_bit_pattern()
    {
        float[] odd = [.. new[] { 0x7f800001u, 0xffffffffu, 0x80000000u, 1u, 0x7f800000u, 0x00400000u, 0xff800001u, 0x80000001u }.Select(BitConverter.UInt32BitsToSingle)];
        for (var count = 0; count <= 8; count++)
        {
            var copy = new float[8];
            PartialLanes.Store(PartialLanes.Load256(ref odd[0], count), ref copy[0], count);
            Assert.Equal(MemoryMarshal.Cast<float, uint>(odd.AsSpan(0, count)), MemoryMarshal.Cast<float, uint>(copy.AsSpan(0, count)));
        }
    }

    [Fact]
    public void Stores_write_the_first_lanes_up_to_the_end_of_a_page_and_nothing_else()
    {
        using var page = new GuardedPage();
        var value = Vector512.Create([.. Enumerable.Range(1, 16).Select(i => (float)i)]);
        for (var count = 0; count <= 16; count++)
        {
            Check(count, (ref float start) => PartialLanes.Store(value, ref start, count));
            if (count <= 8) Check(count, (ref float start) => PartialLanes.Store(value.GetLower(), ref start, count));
            if (count <= 4) Check(count, (ref float start) => PartialLanes.Store(value.GetLower().GetLower(), ref start, count));
        }

        void Check(int count, Write write)
        {
            // Once at the end of the page, and once with room behind that has to stay as it was.
            foreach (var behind in new[] { 0, 20 })
            {
                var last = page.Last(count + behind + 1);
                last.Fill(-7);
                write(ref last[1..].IsEmpty ? ref page.End : ref last[1]);
                Assert.Equal(-7, last[0]);
                for (var i = 0; i < count; i++) Assert.Equal(i + 1, last[1 + i]);
                Assert.Equal(-1, last[(count + 1)..].IndexOfAnyExcept(-7f));
            }
        }
    }

    private delegate void Write(ref float start);

    private static int[] Bits(Vector512<float> lanes) => [.. Enumerable.Range(0, 16).Select(lane => lanes.AsInt32()[lane])];

    private static Vector512<float> Widened(Vector256<float> lanes) => Vector512.Create(lanes, Vector256<float>.Zero);

    private static Vector512<float> Widened(Vector128<float> lanes) => Widened(Vector256.Create(lanes, Vector128<float>.Zero));
}
