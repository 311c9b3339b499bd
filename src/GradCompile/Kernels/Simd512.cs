using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>512 bits.</summary>
internal readonly struct Simd512(Vector512<float> value) : ISimd<Simd512>
{
    /// <summary>The bits of √½, below which a mantissa is not taken.</summary>
    private const int RootHalf = 0x3f3504f3;

    public readonly Vector512<float> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 left, Simd512 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 left, Simd512 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator *(Simd512 left, Simd512 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator /(Simd512 left, Simd512 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 value) => new(-value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator <(Simd512 left, Simd512 right) => new(Vector512.LessThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator >(Simd512 left, Simd512 right) => new(Vector512.GreaterThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Fma(Simd512 a, Simd512 b, Simd512 c) => new(Vector512.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Select(Simd512 condition, Simd512 yes, Simd512 no) => new(Vector512.ConditionalSelect(condition.Value, yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Abs(Simd512 value) => new(Vector512.Abs(value.Value));

    // The value is the second operand: where there is no number, x86 takes that one, and ARM takes it from either side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Clamp(Simd512 value, float least, float most) =>
        new(Vector512.MaxNative(Vector512.Create(least), Vector512.MinNative(Vector512.Create(most), value.Value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 AtMost(Simd512 value, float most) => new(Vector512.MinNative(Vector512.Create(most), value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 ExponentBits(Simd512 value) => new(Vector512.ShiftLeft(value.Value.AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 PowerOfTwo(Simd512 n)
    {
        // Adding 2²³ + 127 leaves n + 127 in the low bits; shifted, they are an exponent.
        var biased = (n.Value + Vector512.Create(8388608f + 127)).AsInt32();
        return new(Vector512.ShiftLeft(biased, 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Scale(Simd512 value, Simd512 n)
    {
        if (Avx512F.IsSupported) return new(Avx512F.Scale(value.Value, n.Value));

        // In two halves, of which the first is exact: one rounding in all, as the instruction does it.
        var half = new Simd512(n.Value * 0.5f + Vector512.Create(12582912f) - Vector512.Create(12582912f));
        return value * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Mantissa(Simd512 value)
    {
        var shifted = value.Value.AsInt32() - Vector512.Create(RootHalf);
        return new(((Vector512.BitwiseAnd(shifted, Vector512.Create(0x007fffff))) + Vector512.Create(RootHalf)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Exponent(Simd512 value) =>
        new(Vector512.ConvertToSingle(Vector512.ShiftRightArithmetic(value.Value.AsInt32() - Vector512.Create(RootHalf), 23)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 CopySign(Simd512 magnitude, Simd512 sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(-0f), sign.Value, magnitude.Value));
}
