using GradCompile.CompilerServices;

namespace GradCompile.Runtime.Tests.Threads;

/// <summary>A team does every unit once, whoever else asks it at the same time, and however often its members fall asleep.</summary>
public class ThreadTeamTests
{
    [Theory]
    [InlineData(1, 1, 4)]
    [InlineData(7, 1, 2)]
    [InlineData(7, 16, 4)]
    [InlineData(1000, 16, 3)]
    [InlineData(1001, 24, 8)]
    [InlineData(100_000, 1, 4)]
    [InlineData(3, 1, 64)]
    public void EveryUnitIsDoneOnce(int units, int grain, int threads)
    {
        var work = new Tally(units);
        for (var run = 1; run <= 50; run++)
        {
            ThreadTeam.Shared.Run(work, 0, grain, threads);
            ThreadTeam.Shared.Run(work, units, grain, threads);
            Assert.All(work.Counts, count => Assert.Equal(run, count));
        }
    }

    [Fact]
    public void MembersThatSleepAreWoken()
    {
        var work = new Tally(64);
        for (var run = 1; run <= 20; run++)
        {
            Thread.Sleep(5); // longer than a member looks for work
            ThreadTeam.Shared.Run(work, 64, 1, 4);
            Assert.All(work.Counts, count => Assert.Equal(run, count));
        }
    }

    [Fact]
    public void ManyCallersAtOnceAreServed()
    {
        Parallel.For(0, 8, _ =>
        {
            var work = new Tally(500);
            for (var run = 1; run <= 200; run++)
            {
                ThreadTeam.Shared.Run(work, 500, 4, 3);
                Assert.All(work.Counts, count => Assert.Equal(run, count));
            }
        });
    }

    [Fact]
    public void WorkInsideWorkIsDoneByTheOneWhoFindsIt()
    {
        var outer = new Nested();
        ThreadTeam.Shared.Run(outer, 16, 1, 4);
        Assert.All(outer.Inner, inner => Assert.All(inner.Counts, count => Assert.Equal(1, count)));
    }

    [Fact]
    public void AnExceptionReachesTheCallerAndTheTeamGoesOn()
    {
        for (var unit = 0; unit < 8; unit++)
        {
            var failing = new Failing(unit);
            var error = Assert.Throws<InvalidOperationException>(() => ThreadTeam.Shared.Run(failing, 8, 1, 4));
            Assert.Equal($"unit {unit}", error.Message);
            Assert.Equal(8, failing.Begun);
            var work = new Tally(64);
            ThreadTeam.Shared.Run(work, 64, 1, 4);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(512, 16, 4, 32)]
    [InlineData(512, 16, 1, 128)]
    [InlineData(10, 1, 4, 1)]
    [InlineData(50, 24, 4, 24)]
    [InlineData(784, 12, 4, 204)]
    public void SharesAreSomeForEachThread(int units, int grain, int threads, int expected) =>
        Assert.Equal(expected, ThreadTeam.ShareSize(units, grain, threads));

    private sealed class Tally(int units) : ISharedWork
    {
        public int[] Counts { get; } = new int[units];

        public void Run(int from, int to)
        {
            for (var unit = from; unit < to; unit++) Interlocked.Increment(ref Counts[unit]);
        }
    }

    private sealed class Failing(int unit) : ISharedWork
    {
        private int _begun;

        public int Begun => _begun;

        public void Run(int from, int to)
        {
            Interlocked.Add(ref _begun, to - from);
            if (from <= unit && unit < to) throw new InvalidOperationException($"unit {unit}");
        }
    }

    private sealed class Nested : ISharedWork
    {
        public Tally[] Inner { get; } = [.. Enumerable.Range(0, 16).Select(_ => new Tally(30))];

        public void Run(int from, int to)
        {
            for (var unit = from; unit < to; unit++) ThreadTeam.Shared.Run(Inner[unit], 30, 1, 4);
        }
    }
}
