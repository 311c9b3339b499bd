using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.Benchmarks.Measuring;

/// <summary>
/// What one core gives at best: a loop of nothing but independent fused multiply-adds, whose operands never leave the
/// registers. A multiply-add counts two operations for each lane.
/// </summary>
internal static class FmaLimit
{
    /// <summary>Chains that do not wait for each other: four cycles of latency on two ports need eight.</summary>
    private const int Chains = 12;

    /// <summary>A core needs about a millisecond of wide work before it runs at speed.</summary>
    private static readonly long WarmUpTicks = Stopwatch.Frequency / 1000;

    /// <summary>The width that the compiled networks use here. <c>Vector512.IsHardwareAccelerated</c> is false where the runtime merely prefers 256 bits.</summary>
    public static int WidestBits { get; } = Avx512F.IsSupported ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>The widths that this processor has, the widest first.</summary>
    public static IReadOnlyList<int> Widths { get; } = [.. new[] { 512, 256, 128 }.Where(bits => bits <= WidestBits)];

    /// <summary>Runs the widest loop until the core is at speed.</summary>
    public static void WarmUp()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetTimestamp() - start < WarmUpTicks) Run(WidestBits, 1000);
    }

    /// <summary>The limit now, in operations a second, from a run of about the given length.</summary>
    /// <param name="bits">512, 256 or 128.</param>
    /// <param name="seconds">How long to look; half a millisecond is enough on a core that is warm.</param>
    public static double Measure(int bits, double seconds)
    {
        const int Turns = 2000;
        long turns = 0;
        var start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            Run(bits, Turns);
            turns += Turns;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        while (elapsed < seconds);
        return turns * Chains * (bits / 32) * 2.0 / elapsed;
    }

    private static float Run(int bits, int turns) => bits switch
    {
        512 => Run512(turns),
        256 => Run256(turns),
        _ => Run128(turns),
    };

    // The three loops differ in a type alone, but a generic one would be no loop over registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Run512(int turns)
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
            k = Vector512.FusedMultiplyAdd(k, x, y);
            l = Vector512.FusedMultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Run256(int turns)
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
            k = Vector256.FusedMultiplyAdd(k, x, y);
            l = Vector256.FusedMultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Run128(int turns)
    {
        var (x, y) = (Vector128.Create(0.999f), Vector128.Create(0.001f));
        Vector128<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var turn = 0; turn < turns; turn++)
        {
            a = Vector128.FusedMultiplyAdd(a, x, y);
            b = Vector128.FusedMultiplyAdd(b, x, y);
            c = Vector128.FusedMultiplyAdd(c, x, y);
            d = Vector128.FusedMultiplyAdd(d, x, y);
            e = Vector128.FusedMultiplyAdd(e, x, y);
            f = Vector128.FusedMultiplyAdd(f, x, y);
            g = Vector128.FusedMultiplyAdd(g, x, y);
            h = Vector128.FusedMultiplyAdd(h, x, y);
            i = Vector128.FusedMultiplyAdd(i, x, y);
            j = Vector128.FusedMultiplyAdd(j, x, y);
            k = Vector128.FusedMultiplyAdd(k, x, y);
            l = Vector128.FusedMultiplyAdd(l, x, y);
        }

        return (a + b + c + d + e + f + g + h + i + j + k + l).ToScalar();
    }
}
