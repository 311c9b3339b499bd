using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>Rearrangements of matrices; only data moves.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Matrices
{
    /// <summary>Rows that are transposed together, so that what is written stays in the first-level cache.</summary>
    private const int Strip = 16;

    /// <summary>destination[c, r] = source[r, c], and zeros behind the rows up to the destination's stride.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sourceStride">Floats from one of its rows to the next.</param>
    /// <param name="destination">The transposed matrix.</param>
    /// <param name="destinationStride">Floats from one of its rows to the next: a multiple of 16, at least <paramref name="rows"/>.</param>
    public static void Transpose(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        for (var top = 0; top < rows; top += Strip)
        {
            var end = Math.Min(top + Strip, rows);
            var left = 0;
            for (; left <= columns - 4; left += 4)
            {
                var row = top;
                for (; row <= end - 4; row += 4)
                {
                    Transpose4x4(ref Unsafe.Add(ref source, ((nint)row * sourceStride) + left), sourceStride, ref Unsafe.Add(ref destination, ((nint)left * destinationStride) + row), destinationStride);
                }

                TransposeElements(ref source, row, end, left, left + 4, sourceStride, ref destination, destinationStride);
            }

            TransposeElements(ref source, top, end, left, columns, sourceStride, ref destination, destinationStride);
        }

        if (rows == destinationStride) return;
        for (var column = 0; column < columns; column++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, ((nint)column * destinationStride) + rows), destinationStride - rows).Clear();
        }
    }

    /// <summary>Rows that stand one after the other, spread so that each begins a stride after the last, with zeros behind.</summary>
    public static void Pad(ref float source, int columns, ref float destination, int stride, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            var spread = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)row * stride), stride);
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)row * columns), columns).CopyTo(spread);
            spread[columns..].Clear();
        }
    }

    /// <summary>Rows that begin a stride after each other, put one after the other.</summary>
    public static void Unpad(ref float source, int stride, ref float destination, int columns, int rows)
    {
        if (stride == columns)
        {
            MemoryMarshal.CreateReadOnlySpan(ref source, checked(rows * columns)).CopyTo(MemoryMarshal.CreateSpan(ref destination, rows * columns));
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, (nint)row * stride), columns)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, (nint)row * columns), columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(ref float source, int sourceStride, ref float destination, int destinationStride)
    {
        var a = Vector128.LoadUnsafe(ref source);
        var b = Vector128.LoadUnsafe(ref source, (nuint)sourceStride);
        var c = Vector128.LoadUnsafe(ref source, (nuint)(2 * sourceStride));
        var d = Vector128.LoadUnsafe(ref source, (nuint)(3 * sourceStride));
        var (ac, bd) = (Interleave(a, c), Interleave(b, d));
        var (low, high) = (Interleave(ac.Low, bd.Low), Interleave(ac.High, bd.High));
        low.Low.StoreUnsafe(ref destination);
        low.High.StoreUnsafe(ref destination, (nuint)destinationStride);
        high.Low.StoreUnsafe(ref destination, (nuint)(2 * destinationStride));
        high.High.StoreUnsafe(ref destination, (nuint)(3 * destinationStride));
    }

    /// <summary>(a₀ b₀ a₁ b₁) and (a₂ b₂ a₃ b₃).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        if (AdvSimd.Arm64.IsSupported) return (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b));
        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }

    private static void TransposeElements(ref float source, int fromRow, int toRow, int fromColumn, int toColumn, int sourceStride, ref float destination, int destinationStride)
    {
        for (var row = fromRow; row < toRow; row++)
        {
            for (var column = fromColumn; column < toColumn; column++)
            {
                Unsafe.Add(ref destination, ((nint)column * destinationStride) + row) = Unsafe.Add(ref source, ((nint)row * sourceStride) + column);
            }
        }
    }
}
