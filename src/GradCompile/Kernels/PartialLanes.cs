using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>
/// Vectors of which only the first lanes count. With a constant count each method is a few instructions without a branch, put
/// together in registers: memory written in pieces and read as a whole would wait for the pieces.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialLanes
{
    /// <summary>All bits set in the first lanes.</summary>
    /// <param name="count">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> First512(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    /// <summary>All bits set in the first lanes.</summary>
    /// <param name="count">0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> First256(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();

    /// <summary>All bits set in the first lanes.</summary>
    /// <param name="count">0 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> First128(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle();

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="count">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(ref float source, int count)
    {
        if (count >= 16) return Vector512.LoadUnsafe(ref source);
        if (count > 8) return Vector256.LoadUnsafe(ref source).ToVector512Unsafe().WithUpper(Load256(ref Unsafe.Add(ref source, 8), count - 8));
        return Load256(ref source, count).ToVector512();
    }

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="count">0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(ref float source, int count)
    {
        if (count >= 8) return Vector256.LoadUnsafe(ref source);
        if (count > 4) return Vector256.Create(Vector128.LoadUnsafe(ref source), Load128(ref Unsafe.Add(ref source, 4), count - 4));
        return Load128(ref source, count).ToVector256();
    }

    /// <summary>The first elements, and zeros behind; nothing beyond them is read.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="count">0 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(ref float source, int count)
    {
        if (count >= 4) return Vector128.LoadUnsafe(ref source);
        if (count == 3) return Pair(ref source).WithElement(2, Unsafe.Add(ref source, 2));
        if (count == 2) return Pair(ref source);
        return count == 1 ? Vector128.CreateScalar(source) : Vector128<float>.Zero;
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where the first one goes.</param>
    /// <param name="count">0 to 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, ref float destination, int count)
    {
        if (count >= 16)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count > 8)
        {
            value.GetLower().StoreUnsafe(ref destination);
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 8), count - 8);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where the first one goes.</param>
    /// <param name="count">0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, ref float destination, int count)
    {
        if (count >= 8)
        {
            value.StoreUnsafe(ref destination);
        }
        else if (count > 4)
        {
            value.GetLower().StoreUnsafe(ref destination);
            Store(value.GetUpper(), ref Unsafe.Add(ref destination, 4), count - 4);
        }
        else
        {
            Store(value.GetLower(), ref destination, count);
        }
    }

    /// <summary>Writes the first lanes and nothing beyond.</summary>
    /// <param name="value">The lanes.</param>
    /// <param name="destination">Where the first one goes.</param>
    /// <param name="count">0 to 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, ref float destination, int count)
    {
        if (count >= 4)
        {
            value.StoreUnsafe(ref destination);
            return;
        }

        if (count >= 2) Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref destination), value.AsInt64().ToScalar());
        if (count == 3) Unsafe.Add(ref destination, 2) = value.GetElement(2);
        if (count == 1) destination = value.ToScalar();
    }

    /// <summary>Two elements and two zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pair(ref float source) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<long>(ref Unsafe.As<float, byte>(ref source))).AsSingle();
}
