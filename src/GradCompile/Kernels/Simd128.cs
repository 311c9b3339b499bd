using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>128 bits.</summary>
internal readonly struct Simd128(Vector128<float> value) : ISimd<Simd128>
{
    /// <summary>The bits of √½, below which a mantissa is not taken.</summary>
    private const int RootHalf = 0x3f3504f3;

    public readonly Vector128<float> Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator +(Simd128 left, Simd128 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 left, Simd128 right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator *(Simd128 left, Simd128 right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator /(Simd128 left, Simd128 right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator -(Simd128 value) => new(-value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator <(Simd128 left, Simd128 right) => new(Vector128.LessThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 operator >(Simd128 left, Simd128 right) => new(Vector128.GreaterThan(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Fma(Simd128 a, Simd128 b, Simd128 c) => new(Vector128.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Select(Simd128 condition, Simd128 yes, Simd128 no) => new(Vector128.ConditionalSelect(condition.Value, yes.Value, no.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Abs(Simd128 value) => new(Vector128.Abs(value.Value));

    // The value is the second operand: where there is no number, x86 takes that one, and ARM takes it from either side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Clamp(Simd128 value, float least, float most) =>
        new(Vector128.MaxNative(Vector128.Create(least), Vector128.MinNative(Vector128.Create(most), value.Value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 AtMost(Simd128 value, float most) => new(Vector128.MinNative(Vector128.Create(most), value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 ExponentBits(Simd128 value) => new(Vector128.ShiftLeft(value.Value.AsInt32(), 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 PowerOfTwo(Simd128 n)
    {
        // Adding 2²³ + 127 leaves n + 127 in the low bits; shifted, they are an exponent.
        var biased = (n.Value + Vector128.Create(8388608f + 127)).AsInt32();
        return new(Vector128.ShiftLeft(biased, 23).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Scale(Simd128 value, Simd128 n)
    {
        if (Avx512F.VL.IsSupported) return new(Avx512F.VL.Scale(value.Value, n.Value));

        // In two halves, of which the first is exact: one rounding in all, as the instruction does it.
        var half = new Simd128(n.Value * 0.5f + Vector128.Create(12582912f) - Vector128.Create(12582912f));
        return value * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Mantissa(Simd128 value)
    {
        var shifted = value.Value.AsInt32() - Vector128.Create(RootHalf);
        return new(((Vector128.BitwiseAnd(shifted, Vector128.Create(0x007fffff))) + Vector128.Create(RootHalf)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 Exponent(Simd128 value) =>
        new(Vector128.ConvertToSingle(Vector128.ShiftRightArithmetic(value.Value.AsInt32() - Vector128.Create(RootHalf), 23)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128 CopySign(Simd128 magnitude, Simd128 sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(-0f), sign.Value, magnitude.Value));
}
