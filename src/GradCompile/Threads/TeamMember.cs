namespace GradCompile.CompilerServices;

/// <summary>A thread of a team. It looks for work for a while and sleeps when there is none.</summary>
internal sealed class TeamMember
{
    /// <summary>Looks for work before a thread sleeps: about a tenth of a millisecond, longer than the gap between two steps.</summary>
    private const int MostLooks = 128;

    /// <summary>What a look waits, in the processor's own small pauses.</summary>
    private const int Pauses = 20;

    private readonly ThreadTeam _team;
    private readonly int _number;
    private readonly SemaphoreSlim _bell = new(0);
    private int _isAsleep;

    public TeamMember(ThreadTeam team, int number, Action<Thread> start)
    {
        _team = team;
        _number = number;
        start(new Thread(Work) { IsBackground = true, Name = $"GradCompile {number}" });
    }

    /// <summary>Wakes the thread if it sleeps.</summary>
    /// <returns>Whether the calling thread was interrupted on the way; the bell was rung all the same.</returns>
    public bool Wake()
    {
        if (Volatile.Read(ref _isAsleep) != 1 || Interlocked.Exchange(ref _isAsleep, 0) != 1) return false;
        var isInterrupted = false;
        while (true)
        {
            try
            {
                _bell.Release();
                return isInterrupted;
            }
            catch (ThreadInterruptedException)
            {
                // Nobody else will ring for a member that is marked as awake.
                isInterrupted = true;
            }
        }
    }

    private void Work()
    {
        var looks = 0;
        while (true)
        {
            if (_team.TryTake(_number, out var share))
            {
                _team.Do(share);
                looks = 0;
            }
            else if (++looks < MostLooks)
            {
                Thread.SpinWait(Pauses);
            }
            else
            {
                Sleep();
                looks = 0;
            }
        }
    }

    /// <summary>An offer that is made while the thread falls asleep is seen by it, or its maker sees the thread asleep.</summary>
    private void Sleep()
    {
        Interlocked.Exchange(ref _isAsleep, 1);
        if (_team.HasShare(_number) && Interlocked.Exchange(ref _isAsleep, 0) == 1) return;
        _bell.Wait();
    }
}
