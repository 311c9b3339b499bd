using System.Diagnostics;

namespace GradCompile.Benchmarks.Threads;

/// <summary>Times calls in turns with something else, on a machine whose speed changes from second to second.</summary>
internal static class TurnTaking
{
    /// <summary>A turn lasts about as long; one call at least.</summary>
    private const double TurnSeconds = 0.1;

    /// <summary>How long all the turns of one thing take together, at most about.</summary>
    private const double TotalSeconds = 6;

    private const int FewestTurns = 3;

    /// <summary>Calls of a turn, and turns, from the time of one call.</summary>
    public static (int Calls, int Turns) Plan(double seconds, int mostTurns)
    {
        var calls = Math.Max(1, (int)(TurnSeconds / seconds));
        return (calls, Math.Clamp((int)(TotalSeconds / (calls * seconds)), FewestTurns, Math.Max(FewestTurns, mostTurns)));
    }

    /// <summary>Seconds a call, with the number of threads it is set to.</summary>
    public static double Seconds(Action call, int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++) call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / calls;
    }
}
