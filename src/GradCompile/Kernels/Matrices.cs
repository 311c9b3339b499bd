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
    /// <summary>Rows and columns that are transposed together, so that the pages they lie on stay known to the processor.</summary>
    private const int Tile = 128;

    private const int Block = 8;

    /// <summary>destination[c, r] = source[r, c], and zeros behind the rows up to the destination's stride.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="sourceStride">Floats from one of its rows to the next.</param>
    /// <param name="destination">The transposed matrix.</param>
    /// <param name="destinationStride">Floats from one of its rows to the next: at least <paramref name="rows"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int rows, int columns, int sourceStride, ref float destination, int destinationStride)
    {
        var (wholeRows, wholeColumns) = (rows & -Block, columns & -Block);
        for (var top = 0; top < wholeRows; top += Tile)
        {
            var bottom = Math.Min(top + Tile, wholeRows);
            for (var left = 0; left < wholeColumns; left += Tile)
            {
                TransposeTile(ref source, top, bottom, left, Math.Min(left + Tile, wholeColumns), sourceStride, ref destination, destinationStride);
            }
        }

        TransposeElements(ref source, 0, rows, wholeColumns, columns, sourceStride, ref destination, destinationStride);
        TransposeElements(ref source, wholeRows, rows, 0, wholeColumns, sourceStride, ref destination, destinationStride);
        if (rows == destinationStride) return;
        for (var column = 0; column < columns; column++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, ((nint)column * destinationStride) + rows), destinationStride - rows).Clear();
        }
    }

    /// <summary>Rows that stand one after the other, spread so that each begins a stride after the last, with zeros behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Sixteen columns at a time, so that a cache line of the source is read at once, and down, so that the destination is written in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeTile(ref float source, int top, int bottom, int left, int right, int sourceStride, ref float destination, int destinationStride)
    {
        for (var column = left; column < right; column += 2 * Block)
        {
            for (var row = top; row < bottom; row += Block)
            {
                ref var from = ref Unsafe.Add(ref source, ((nint)row * sourceStride) + column);
                ref var to = ref Unsafe.Add(ref destination, ((nint)column * destinationStride) + row);
                Transpose8x8(ref from, sourceStride, ref to, destinationStride);
                if (column + Block < right) Transpose8x8(ref Unsafe.Add(ref from, Block), sourceStride, ref Unsafe.Add(ref to, Block * (nint)destinationStride), destinationStride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x8(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        if (Avx.IsSupported)
        {
            Transpose8x4(ref source, sourceStride, ref destination, destinationStride);
            Transpose8x4(ref Unsafe.Add(ref source, 4), sourceStride, ref Unsafe.Add(ref destination, 4 * destinationStride), destinationStride);
            return;
        }

        ref var lower = ref Unsafe.Add(ref source, 4 * sourceStride);
        ref var right = ref Unsafe.Add(ref destination, 4 * destinationStride);
        Transpose4x4(ref source, sourceStride, ref destination, destinationStride);
        Transpose4x4(ref lower, sourceStride, ref Unsafe.Add(ref destination, 4), destinationStride);
        Transpose4x4(ref Unsafe.Add(ref source, 4), sourceStride, ref right, destinationStride);
        Transpose4x4(ref Unsafe.Add(ref lower, 4), sourceStride, ref Unsafe.Add(ref right, 4), destinationStride);
    }

    /// <summary>Eight rows of four: each vector holds a row and the one four below it, so that halves need not be exchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8x4(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var (a, b) = (TwoRows(ref source, sourceStride), TwoRows(ref Unsafe.Add(ref source, sourceStride), sourceStride));
        var (c, d) = (TwoRows(ref Unsafe.Add(ref source, 2 * sourceStride), sourceStride), TwoRows(ref Unsafe.Add(ref source, 3 * sourceStride), sourceStride));
        var (acLow, acHigh, bdLow, bdHigh) = (Avx.UnpackLow(a, c), Avx.UnpackHigh(a, c), Avx.UnpackLow(b, d), Avx.UnpackHigh(b, d));
        Avx.UnpackLow(acLow, bdLow).StoreUnsafe(ref destination);
        Avx.UnpackHigh(acLow, bdLow).StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        Avx.UnpackLow(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        Avx.UnpackHigh(acHigh, bdHigh).StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));

        static Vector256<float> TwoRows(ref float row, nint stride) =>
            Vector256.Create(Vector128.LoadUnsafe(ref row), Vector128.LoadUnsafe(ref Unsafe.Add(ref row, 4 * stride)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        var (a, b) = (Vector128.LoadUnsafe(ref source), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, sourceStride)));
        var (c, d) = (Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * sourceStride)), Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * sourceStride)));
        var (ac, bd) = (Interleave(a, c), Interleave(b, d));
        var (low, high) = (Interleave(ac.Low, bd.Low), Interleave(ac.High, bd.High));
        low.Low.StoreUnsafe(ref destination);
        low.High.StoreUnsafe(ref Unsafe.Add(ref destination, destinationStride));
        high.Low.StoreUnsafe(ref Unsafe.Add(ref destination, 2 * destinationStride));
        high.High.StoreUnsafe(ref Unsafe.Add(ref destination, 3 * destinationStride));
    }

    /// <summary>(a₀ b₀ a₁ b₁) and (a₂ b₂ a₃ b₃).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return (Sse.UnpackLow(a, b), Sse.UnpackHigh(a, b));
        if (AdvSimd.Arm64.IsSupported) return (AdvSimd.Arm64.ZipLow(a, b), AdvSimd.Arm64.ZipHigh(a, b));
        return (Vector128.Create(a[0], b[0], a[1], b[1]), Vector128.Create(a[2], b[2], a[3], b[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
