using GradCompile.CompilerServices;

namespace GradCompile.Runtime.Tests.Threads;

/// <summary>Whatever happens to the caller or to a thread that should help, all is done when the call returns, and the next piece of work is shared again.</summary>
public class TeamFailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void AnInterruptIsKeptUntilTheWorkIsDone()
    {
        var team = new ThreadTeam();
        var work = new Meeting();
        var (stillAtWork, isKept) = (false, false);
        var caller = new Thread(() =>
        {
            team.Run(work, 2, 1, 2);
            stillAtWork = work.Done < 2;
            try
            {
                Thread.Sleep(1);
            }
            catch (ThreadInterruptedException)
            {
                isKept = true;
            }
        });

        // The helper holds its unit until long after the caller is done with its own and has been interrupted while it waits.
        work.Helper = () =>
        {
            Assert.True(SpinWait.SpinUntil(() => work.Done == 1, Patience));
            for (var i = 0; i < 20; i++)
            {
                caller.Interrupt();
                Thread.Sleep(5);
            }
        };
        caller.Start();
        Assert.True(caller.Join(Patience));
        Assert.Equal(2, work.Done);
        Assert.False(stillAtWork);
        Assert.True(isKept);
        IsShared(team);
    }

    /// <summary>Members fall asleep between the calls, so that the interrupt may meet the caller while it wakes one.</summary>
    [Fact]
    public void AnInterruptAtAnyMomentLosesNoMember()
    {
        var team = new ThreadTeam();
        var isOver = false;
        var wrong = 0;
        var caller = new Thread(() =>
        {
            for (var run = 0; run < 300; run++)
            {
                var work = new Tally(64);
                try
                {
                    if (run % 10 == 0) Thread.Sleep(1);
                }
                catch (ThreadInterruptedException)
                {
                }

                team.Run(work, 64, 1, 3);
                if (work.Counts.Any(count => count != 1)) wrong++;
            }

            Volatile.Write(ref isOver, true);
        });
        caller.Start();
        while (!Volatile.Read(ref isOver))
        {
            caller.Interrupt();
            Thread.Yield();
        }

        Assert.True(caller.Join(Patience));
        Assert.Equal(0, wrong);
        IsShared(team);
    }

    [Fact]
    public void ThreadsThatCannotBeStartedAreDoneWithoutAndTriedAgain()
    {
        var attempts = 0;
        var canStart = false;
        var team = new ThreadTeam(thread =>
        {
            attempts++;
            if (!canStart) throw new OutOfMemoryException("no thread is left");
            thread.Start();
        });
        for (var run = 0; run < 2500; run++)
        {
            var work = new Tally(16);
            team.Run(work, 16, 1, 4);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }

        Assert.Equal(3, attempts);
        canStart = true;
        for (var run = 0; run < 1000; run++) team.Run(new Tally(16), 16, 1, 4);
        IsShared(team);
    }

    /// <summary>Two units that are each done only once the other one has begun.</summary>
    private static void IsShared(ThreadTeam team)
    {
        var work = new Meeting();
        work.Helper = () => { };
        work.Caller = () => Assert.True(SpinWait.SpinUntil(() => work.Done == 1, Patience), "nobody helped");
        team.Run(work, 2, 1, 2);
        Assert.Equal(2, work.Done);
    }

    /// <summary>Two units; what the calling thread does in its one differs from what another thread does.</summary>
    private sealed class Meeting : ISharedWork
    {
        private int _begun;
        private int _done;

        public int Done => Volatile.Read(ref _done);

        public Action Caller { get; set; } = () => { };

        public Action Helper { get; set; } = () => { };

        public void Run(int from, int to)
        {
            for (var unit = from; unit < to; unit++)
            {
                var isHelper = Thread.CurrentThread.Name?.StartsWith("GradCompile", StringComparison.Ordinal) == true;
                Interlocked.Increment(ref _begun);

                // Each takes one unit: the second begins before the first is over.
                Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _begun) == 2, Patience), "nobody helped");
                (isHelper ? Helper : Caller)();
                Interlocked.Increment(ref _done);
            }
        }
    }

    private sealed class Tally(int units) : ISharedWork
    {
        public int[] Counts { get; } = new int[units];

        public void Run(int from, int to)
        {
            for (var unit = from; unit < to; unit++) Interlocked.Increment(ref Counts[unit]);
        }
    }
}
