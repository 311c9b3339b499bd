namespace GradCompile.CompilerServices;

/// <summary>The generator SplitMix64 (Steele, Lea and Flood 2014): it makes good streams of any seed.</summary>
internal static class SplitMix64
{
    /// <summary>From one state to the next: 2⁶⁴ divided by the golden ratio.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The output for a state.</summary>
    public static ulong Mix(ulong state)
    {
        state += Increment;
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }
}
