using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Vectors of which only the first lanes count.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialLanes
{
    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> First512(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref float source, int count)
    {
        var value = Vector512<float>.Zero;
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector512<float>, byte>(ref value), ref Unsafe.As<float, byte>(ref source), (uint)count * sizeof(float));
        return value;
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, int count) =>
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref destination), ref Unsafe.As<Vector512<float>, byte>(ref value), (uint)count * sizeof(float));

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First256(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref float source, int count)
    {
        var value = Vector256<float>.Zero;
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector256<float>, byte>(ref value), ref Unsafe.As<float, byte>(ref source), (uint)count * sizeof(float));
        return value;
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, int count) =>
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref destination), ref Unsafe.As<Vector256<float>, byte>(ref value), (uint)count * sizeof(float));

    /// <summary>All bits set in the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> First128(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref float source, int count)
    {
        var value = Vector128<float>.Zero;
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector128<float>, byte>(ref value), ref Unsafe.As<float, byte>(ref source), (uint)count * sizeof(float));
        return value;
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float destination, int count) =>
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<float, byte>(ref destination), ref Unsafe.As<Vector128<float>, byte>(ref value), (uint)count * sizeof(float));
}
