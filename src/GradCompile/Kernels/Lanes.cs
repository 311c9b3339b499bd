using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>Sums and maxima over a block of 16 lanes by one fixed tree: lane i with i + 8, then i + 4, i + 2, i + 1, at every width; and lanes at every other place.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>The sum of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> lanes) => Sum(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The sum of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> low, Vector256<float> high)
    {
        var eight = low + high;
        return FoldSum(eight.GetLower() + eight.GetUpper());
    }

    /// <summary>The sum of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        FoldSum((a + c) + (b + d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float FoldSum(Vector128<float> four)
    {
        var two = four + Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The largest of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> lanes) => Max(lanes.GetLower(), lanes.GetUpper());

    /// <summary>The largest of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector256<float> low, Vector256<float> high)
    {
        var eight = Larger(low, high);
        return FoldMax(Larger(eight.GetLower(), eight.GetUpper()));
    }

    /// <summary>The largest of 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) =>
        FoldMax(Larger(Larger(a, c), Larger(b, d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float FoldMax(Vector128<float> four)
    {
        var two = Larger(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Larger(two, Vector128.Shuffle(two, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The lanes at even places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Evens(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(left, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), right)
        : Vector512.Create(Evens(left.GetLower(), left.GetUpper()), Evens(right.GetLower(), right.GetUpper()));

    /// <summary>The lanes at even places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Evens(Vector256<float> left, Vector256<float> right) =>
        Vector256.Create(Evens(left.GetLower(), left.GetUpper()), Evens(right.GetLower(), right.GetUpper()));

    /// <summary>The lanes at even places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Evens(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported) return Sse.Shuffle(left, right, 0b10_00_10_00);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.UnzipEven(left, right);
        return Vector128.Create(left[0], left[2], right[0], right[2]);
    }

    /// <summary>The lanes at odd places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Odds(Vector512<float> left, Vector512<float> right) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(left, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), right)
        : Vector512.Create(Odds(left.GetLower(), left.GetUpper()), Odds(right.GetLower(), right.GetUpper()));

    /// <summary>The lanes at odd places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Odds(Vector256<float> left, Vector256<float> right) =>
        Vector256.Create(Odds(left.GetLower(), left.GetUpper()), Odds(right.GetLower(), right.GetUpper()));

    /// <summary>The lanes at odd places of two neighbouring vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Odds(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported) return Sse.Shuffle(left, right, 0b11_01_11_01);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.UnzipOdd(left, right);
        return Vector128.Create(left[1], left[3], right[1], right[3]);
    }

    // Not a number wins, whichever side it is on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Larger(Vector256<float> left, Vector256<float> right) => Vector256.Max(left, right);

    // Not a number wins, whichever side it is on.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Larger(Vector128<float> left, Vector128<float> right) => Vector128.Max(left, right);
}
