using GradCompile.CompilerServices;

namespace GradCompile.Runtime.Tests.Threads;

/// <summary>How a pass cuts a batch.</summary>
public class PassTests
{
    [Theory]
    [InlineData(1, 16, 32, 1)]
    [InlineData(33, 16, 32, 2)]
    [InlineData(512, 16, 32, 16)]
    [InlineData(1000, 16, 64, 16)]
    [InlineData(10_000, 4, 2512, 4)]
    public void PiecesGoByTheRowsAlone(int rows, int most, int pieceRows, int pieces)
    {
        foreach (var threads in new[] { 1, 4 })
        {
            var pass = Of(rows, threads);
            Assert.Equal((pieceRows, pieces), (pass.PieceRows(most), pass.Pieces(most)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void RowsGoThroughAStepInChunks(int threads)
    {
        var done = new int[1000];
        Of(1000, threads).OverRows(
            (_, from, to, repeat) =>
            {
                Assert.Equal((0, 7), (from % 32, repeat));
                Assert.InRange(to - from, 1, 64);
                for (var row = from; row < to; row++) Interlocked.Increment(ref done[row]);
            },
            grain: 32, chunk: 64, repeat: 7);
        Assert.All(done, count => Assert.Equal(1, count));
    }

    private static Pass Of(int rows, int threads)
    {
        var pass = new Pass();
        var nothing = new AlignedBuffer(0);
        pass.Predict(ref nothing.Start, ref nothing.Start, ref nothing.Start, ref nothing.Start, rows, threads);
        return pass;
    }
}
