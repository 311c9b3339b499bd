using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>256 bits.</summary>
internal readonly struct Simd256(Vector256<float> value) : ISimd<Simd256>
{
    /// <summary>The bits of √½, below which a mantissa is not taken.</summary>
    private const int RootHalf = 0x3f3504f3;

    public readonly Vector256<float> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator +(Simd256 left, Simd256 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 left, Simd256 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator *(Simd256 left, Simd256 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator /(Simd256 left, Simd256 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator -(Simd256 value) => new(-value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator <(Simd256 left, Simd256 right) => new(Vector256.LessThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 operator >(Simd256 left, Simd256 right) => new(Vector256.GreaterThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Fma(Simd256 a, Simd256 b, Simd256 c) => new(Vector256.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Select(Simd256 condition, Simd256 yes, Simd256 no) => new(Vector256.ConditionalSelect(condition.Value, yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Abs(Simd256 value) => new(Vector256.Abs(value.Value));

    // The value is the second operand: where there is no number, x86 takes that one, and ARM takes it from either side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Clamp(Simd256 value, float least, float most) =>
        new(Vector256.MaxNative(Vector256.Create(least), Vector256.MinNative(Vector256.Create(most), value.Value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 AtMost(Simd256 value, float most) => new(Vector256.MinNative(Vector256.Create(most), value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 ExponentBits(Simd256 value) => new(Vector256.ShiftLeft(value.Value.AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 PowerOfTwo(Simd256 n)
    {
        // Adding 2²³ + 127 leaves n + 127 in the low bits; shifted, they are an exponent.
        var biased = (n.Value + Vector256.Create(8388608f + 127)).AsInt32();
        return new(Vector256.ShiftLeft(biased, 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Scale(Simd256 value, Simd256 n)
    {
        if (Avx512F.VL.IsSupported) return new(Avx512F.VL.Scale(value.Value, n.Value));

        // In two halves, of which the first is exact: one rounding in all, as the instruction does it.
        var half = new Simd256(n.Value * 0.5f + Vector256.Create(12582912f) - Vector256.Create(12582912f));
        return value * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Mantissa(Simd256 value)
    {
        var shifted = value.Value.AsInt32() - Vector256.Create(RootHalf);
        return new(((Vector256.BitwiseAnd(shifted, Vector256.Create(0x007fffff))) + Vector256.Create(RootHalf)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 Exponent(Simd256 value) =>
        new(Vector256.ConvertToSingle(Vector256.ShiftRightArithmetic(value.Value.AsInt32() - Vector256.Create(RootHalf), 23)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd256 CopySign(Simd256 magnitude, Simd256 sign) =>
        new(Vector256.ConditionalSelect(Vector256.Create(-0f), sign.Value, magnitude.Value));
}
