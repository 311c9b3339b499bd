using System.Runtime.CompilerServices;

namespace GradCompile.Runtime.Tests.Parameters;

/// <summary>On a cache line, zeroed, where it was put.</summary>
public class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public unsafe void BeginsAtACacheLineAndStaysThere(int length)
    {
        var buffers = Enumerable.Range(0, 20).Select(_ => new AlignedBuffer(length)).ToArray();
        var addresses = buffers.Select(b => (nuint)Unsafe.AsPointer(ref b.Start)).ToArray();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        for (var i = 0; i < buffers.Length; i++)
        {
            Assert.Equal(0u, addresses[i] % 64);
            Assert.Equal(addresses[i], (nuint)Unsafe.AsPointer(ref buffers[i].Start));
            Assert.Equal((length, length), (buffers[i].Length, buffers[i].Span.Length));
            Assert.True(buffers[i].Span.IndexOfAnyExcept(0f) < 0);
            if (length > 0) Assert.True(Unsafe.AreSame(ref buffers[i].Start, ref buffers[i].Span[0]));
        }
    }

    [Fact]
    public void ANegativeLengthIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));
}
