namespace GradCompile.CompilerServices;

/// <summary>
/// The threads that share work with whoever calls. They are started when they are first needed, wait a little for more work when
/// they are done, and sleep after that. Nothing is allocated for a piece of work. A team does one piece of work at a time: a second
/// caller does its work alone.
/// </summary>
internal sealed class ThreadTeam
{
    /// <summary>Threads of a piece of work, the caller's counted.</summary>
    public const int MostThreads = 64;

    /// <summary>Shares for each thread, so that one that is held up leaves its later shares to the others.</summary>
    private const int SharesPerThread = 4;

    private readonly TeamMember?[] _members = new TeamMember?[MostThreads - 1];
    private int _started;
    private int _isBusy;
    private uint _generation;
    private ISharedWork? _work;
    private int _units;
    private int _size;
    private int _unfinished;

    /// <summary>What is to be had: one number, so that whoever takes a share knows that it is one of the work described by the fields.</summary>
    private long _offer;

    /// <summary>The team of the process.</summary>
    public static ThreadTeam Shared { get; } = new();

    /// <summary>Does all units, on the calling thread and on others; returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="units">How many units it has.</param>
    /// <param name="grain">A share is a multiple of so many.</param>
    /// <param name="threads">How many threads may work on it.</param>
    public void Run(ISharedWork work, int units, int grain, int threads)
    {
        threads = Math.Min(threads, MostThreads);
        if (threads == 1 || units <= grain || Interlocked.CompareExchange(ref _isBusy, 1, 0) != 0)
        {
            if (units > 0) work.Run(0, units);
            return;
        }

        _size = ShareSize(units, grain, threads);
        _units = units;
        _work = work;
        var shares = (units + _size - 1) / _size;
        var helpers = Math.Min(threads, shares) - 1;
        Volatile.Write(ref _unfinished, shares);
        Interlocked.Exchange(ref _offer, Offer.Of(++_generation, helpers, shares));
        Call(helpers);
        while (TryTake(-1, out var share)) Do(share);
        var wait = default(SpinWait);
        while (Volatile.Read(ref _unfinished) != 0) wait.SpinOnce(sleep1Threshold: -1);
        _work = null;
        Volatile.Write(ref _isBusy, 0);
    }

    /// <summary>Units of a share: some shares for each thread.</summary>
    internal static int ShareSize(int units, int grain, int threads)
    {
        var grains = ((long)units + grain - 1) / grain;
        var shares = threads * SharesPerThread;
        return checked((int)(grain * ((grains + shares - 1) / shares)));
    }

    /// <summary>Whether there is a share for the member with this number.</summary>
    internal bool HasShare(int member) => Offer.IsFor(Volatile.Read(ref _offer), member);

    /// <summary>Takes the next share.</summary>
    /// <param name="member">The number of the member; -1 for the caller, who may always take one.</param>
    /// <param name="share">The number of the share.</param>
    internal bool TryTake(int member, out int share)
    {
        while (true)
        {
            var offer = Volatile.Read(ref _offer);
            share = Offer.Next(offer);
            if (!Offer.IsFor(offer, member)) return false;
            if (Interlocked.CompareExchange(ref _offer, offer + 1, offer) == offer) return true;
        }
    }

    /// <summary>Does a share that was taken. The work cannot end before, so its fields stand.</summary>
    internal void Do(int share)
    {
        var from = share * _size;
        _work!.Run(from, Math.Min(from + _size, _units));
        Interlocked.Decrement(ref _unfinished);
    }

    private void Call(int helpers)
    {
        for (var i = 0; i < helpers; i++)
        {
            if (i >= _started) _members[_started++] = new TeamMember(this, i);
            _members[i]!.Wake();
        }
    }

    /// <summary>Shares on offer in 64 bits: the generation of the work (16), helpers (8), shares (20), the next share (20).</summary>
    private static class Offer
    {
        private const int CountBits = 20;
        private const long CountMask = (1 << CountBits) - 1;

        public static long Of(uint generation, int helpers, int shares) =>
            ((long)(ushort)generation << (64 - 16)) | ((long)helpers << (2 * CountBits)) | ((long)shares << CountBits);

        public static int Next(long offer) => (int)(offer & CountMask);

        public static bool IsFor(long offer, int member) => (offer & CountMask) < ((offer >> CountBits) & CountMask) && member < ((offer >> (2 * CountBits)) & 0xFF);
    }
}
