namespace GradCompile.TestKit;

/// <summary>Measures what code allocates on the managed heap of the thread that calls it.</summary>
public static class AllocationProbe
{
    /// <summary>
    /// The bytes that one call allocates once it is warm: the least of several, as the runtime's own bookkeeping (tiering,
    /// stubs made at a first call) now and then lands on the measured thread.
    /// </summary>
    public static long BytesPerCall(Action action, int warmUps = 2, int calls = 5)
    {
        for (var i = 0; i < warmUps; i++) action();
        var least = long.MaxValue;
        for (var i = 0; i < calls; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
