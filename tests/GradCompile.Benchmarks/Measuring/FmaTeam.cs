namespace GradCompile.Benchmarks.Measuring;

/// <summary>The loop of multiply-adds on several threads at once: what all cores together give at best.</summary>
internal sealed class FmaTeam : IDisposable
{
    private readonly Barrier _start;
    private readonly Barrier _end;
    private readonly double[] _rates;
    private int _active;
    private double _seconds;
    private volatile bool _isOver;

    public FmaTeam(int threads)
    {
        Threads = threads;
        _start = new Barrier(threads);
        _end = new Barrier(threads);
        _rates = new double[threads];
        for (var member = 1; member < threads; member++)
        {
            var number = member;
            new Thread(() => Work(number)) { IsBackground = true, Name = $"FMA {number}" }.Start();
        }
    }

    /// <summary>The caller's included.</summary>
    public int Threads { get; }

    /// <summary>Operations a second of so many threads together, all at the same time, in a run of about the given length.</summary>
    public double Measure(int threads, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, Threads);
        (_active, _seconds) = (threads, seconds);
        _start.SignalAndWait();
        Take(0);
        _end.SignalAndWait();
        return _rates.Take(threads).Sum();
    }

    public void Dispose()
    {
        _isOver = true;
        _start.SignalAndWait();
    }

    private void Work(int member)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_isOver) return;
            if (member < _active) Take(member);
            _end.SignalAndWait();
        }
    }

    private void Take(int member)
    {
        FmaLimit.WarmUp();
        _rates[member] = FmaLimit.Measure(FmaLimit.WidestBits, _seconds);
    }
}
