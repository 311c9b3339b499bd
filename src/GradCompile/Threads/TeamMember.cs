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

    public TeamMember(ThreadTeam team, int number)
    {
        _team = team;
        _number = number;
        new Thread(Work) { IsBackground = true, Name = $"GradCompile {number + 1}" }.Start();
    }

    /// <summary>Wakes the thread if it sleeps.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _isAsleep) == 1 && Interlocked.Exchange(ref _isAsleep, 0) == 1) _bell.Release();
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
