using System.Runtime.ExceptionServices;

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

    /// <summary>How much shorter the longest thread's work must be with fewer shares.</summary>
    private const double WorthFewerShares = 0.97;

    /// <summary>Numbers in a cache line: two threads that count in one line would wait for each other.</summary>
    private const int Line = 64 / sizeof(long);

    /// <summary>Pieces of work that are done without it after a thread could not be started: an attempt costs more than most of them.</summary>
    private const int RunsBetweenStarts = 1000;

    private readonly TeamMember?[] _members = new TeamMember?[MostThreads - 1];
    private readonly Action<Thread> _start;

    /// <summary>What is to be had, for each thread: one number, so that whoever takes a share knows that it is one of the work described by the fields.</summary>
    private readonly long[] _offers = new long[(MostThreads + 1) * Line];

    private int _started;
    private int _runsUntilStart;
    private int _isBusy;
    private uint _generation;
    private ISharedWork? _work;
    private int _units;
    private int _size;
    private int _unfinished;
    private Exception? _failure;

    /// <summary>A team without threads yet.</summary>
    /// <param name="start">How a thread is started; tests have it fail.</param>
    public ThreadTeam(Action<Thread>? start = null) => _start = start ?? (thread => thread.Start());

    /// <summary>The team of the process.</summary>
    public static ThreadTeam Shared { get; } = new();

    /// <summary>Does all units, on the calling thread and on others; returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="units">How many units it has.</param>
    /// <param name="grain">A share is a multiple of so many.</param>
    /// <param name="threads">How many threads may work on it.</param>
    /// <remarks>
    /// An exception of the work, on whatever thread, is thrown here; the shares behind it are done all the same. Nothing else leaves early:
    /// others write to the caller's memory until every share is done. An interrupt of the calling thread is kept for its next wait.
    /// </remarks>
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
        threads = Math.Min(threads, shares);
        Volatile.Write(ref _unfinished, shares);
        _generation++;
        for (var thread = 0; thread < threads; thread++)
        {
            Interlocked.Exchange(ref OfferTo(thread), Offer.Of(_generation, threads, shares * thread / threads, shares * (thread + 1) / threads));
        }

        var isInterrupted = Call(threads - 1);
        while (TryTake(0, out var share)) Do(share);
        isInterrupted |= AwaitOthers();
        var failure = Interlocked.Exchange(ref _failure, null);
        _work = null;
        Volatile.Write(ref _isBusy, 0);
        if (isInterrupted) Thread.CurrentThread.Interrupt();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Units of a share: some shares for each thread, or fewer where the threads would else not come out even.</summary>
    internal static int ShareSize(int units, int grain, int threads)
    {
        var grains = ((long)units + grain - 1) / grain;
        var (best, least) = (grains, double.PositiveInfinity);
        for (var each = SharesPerThread; each >= 1; each--)
        {
            var size = (grains + ((long)threads * each) - 1) / ((long)threads * each);
            var shares = (grains + size - 1) / size;
            var longest = (shares + threads - 1) / threads * size;
            if (longest < WorthFewerShares * least) (best, least) = (size, longest);
        }

        return checked((int)(grain * best));
    }

    /// <summary>Whether there is a share for the thread with this number.</summary>
    internal bool HasShare(int thread)
    {
        var offer = Volatile.Read(ref OfferTo(0));
        for (var other = 0; other < Offer.Threads(offer); other++)
        {
            if (Offer.IsFor(Volatile.Read(ref OfferTo(other)), thread)) return true;
        }

        return false;
    }

    /// <summary>
    /// Takes a share: the thread's own as long as there are any, which are the same parts of memory at every step and lie in its cache;
    /// then what others have not come to.
    /// </summary>
    /// <param name="thread">The number of the thread; 0 is the caller.</param>
    /// <param name="share">The number of the share.</param>
    internal bool TryTake(int thread, out int share)
    {
        share = 0;
        var threads = Offer.Threads(Volatile.Read(ref OfferTo(0)));
        if (thread >= threads) return false;
        for (var turn = 0; turn < threads; turn++)
        {
            ref var place = ref OfferTo((thread + turn) % threads);
            while (true)
            {
                var offer = Volatile.Read(ref place);
                if (!Offer.IsFor(offer, thread)) break;
                share = Offer.Next(offer);
                if (Interlocked.CompareExchange(ref place, offer + 1, offer) == offer) return true;
            }
        }

        return false;
    }

    /// <summary>Does a share that was taken. The work cannot end before, so its fields stand. What goes wrong is the caller's to hear, once nobody works any more.</summary>
    internal void Do(int share)
    {
        var from = share * _size;
        try
        {
            _work!.Run(from, Math.Min(from + _size, _units));
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    private ref long OfferTo(int thread) => ref _offers[(thread + 1) * Line];

    /// <summary>Wakes the helpers, and starts those that are missing; what a thread that cannot be started leaves, the others do.</summary>
    /// <returns>Whether the calling thread was interrupted.</returns>
    private bool Call(int helpers)
    {
        var isInterrupted = false;
        for (var i = 0; i < helpers; i++)
        {
            if (i < _started) isInterrupted |= _members[i]!.Wake();
            else if (!TryStart(ref isInterrupted)) break;
        }

        return isInterrupted;
    }

    private bool TryStart(ref bool isInterrupted)
    {
        if (_runsUntilStart > 0 && --_runsUntilStart > 0) return false;
        try
        {
            _members[_started] = new TeamMember(this, _started + 1, _start);
            _started++;
            return true;
        }
        catch (ThreadInterruptedException)
        {
            isInterrupted = true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            // The process has no memory or no thread left, perhaps for a while.
            _runsUntilStart = RunsBetweenStarts;
        }

        return false;
    }

    /// <returns>Whether the calling thread was interrupted.</returns>
    private bool AwaitOthers()
    {
        var isInterrupted = false;
        var wait = default(SpinWait);
        while (Volatile.Read(ref _unfinished) != 0)
        {
            try
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        return isInterrupted;
    }

    /// <summary>Shares on offer in 64 bits: the generation of the work (16), its threads (8), the share behind the last (20), the next share (20).</summary>
    private static class Offer
    {
        private const int CountBits = 20;
        private const long CountMask = (1 << CountBits) - 1;

        public static long Of(uint generation, int threads, int next, int end) =>
            ((long)(ushort)generation << (64 - 16)) | ((long)threads << (2 * CountBits)) | ((long)end << CountBits) | (uint)next;

        public static int Next(long offer) => (int)(offer & CountMask);

        public static int Threads(long offer) => (int)((offer >> (2 * CountBits)) & 0xFF);

        public static bool IsFor(long offer, int thread) => (offer & CountMask) < ((offer >> CountBits) & CountMask) && thread < Threads(offer);
    }
}
