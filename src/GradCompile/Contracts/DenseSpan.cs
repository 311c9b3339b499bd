using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace GradCompile;

/// <summary>The numbers of a tensor span as rows that stand one after the other, or an error that says why they do not.</summary>
internal static class DenseSpan
{
    public static ReadOnlySpan<float> Rows(in ReadOnlyTensorSpan<float> tensor, IReadOnlyList<int> rowShape, string name)
    {
        Check(tensor.Lengths, tensor.Strides, tensor.FlattenedLength, rowShape, name);
        return MemoryMarshal.CreateReadOnlySpan(in tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    public static Span<float> Rows(in TensorSpan<float> tensor, IReadOnlyList<int> rowShape, string name)
    {
        Check(tensor.Lengths, tensor.Strides, tensor.FlattenedLength, rowShape, name);
        return MemoryMarshal.CreateSpan(ref tensor.GetPinnableReference(), (int)tensor.FlattenedLength);
    }

    private static void Check(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides, nint count, IReadOnlyList<int> rowShape, string name)
    {
        if (count == 0) return;
        if (!EndsAtRow(lengths, rowShape))
        {
            throw new ArgumentException(
                $"The {name} have the shape [{Text(lengths)}]; expected [rows, {string.Join(", ", rowShape)}], or other dimensions behind the rows that hold as many numbers.", name);
        }

        if (count > int.MaxValue) throw new ArgumentException($"The {name} have {count} numbers, more than a span holds; pass them in parts.", name);
        if (!IsDense(lengths, strides))
        {
            throw new ArgumentException(
                $"The {name} [{Text(lengths)}] lie with strides [{Text(strides)}] in memory; expected row after row without gaps. Copy them first, as with FlattenTo.", name);
        }
    }

    /// <summary>Whether some of the last dimensions hold exactly one row; none of them if a row is one number.</summary>
    private static bool EndsAtRow(ReadOnlySpan<nint> lengths, IReadOnlyList<int> rowShape)
    {
        long row = 1;
        for (var i = 0; i < rowShape.Count; i++) row *= rowShape[i];
        long product = 1;
        for (var i = lengths.Length - 1; i >= 0 && product < row; i--) product *= lengths[i];
        return product == row;
    }

    private static bool IsDense(ReadOnlySpan<nint> lengths, ReadOnlySpan<nint> strides)
    {
        nint expected = 1;
        for (var i = lengths.Length - 1; i >= 0; i--)
        {
            if (lengths[i] > 1 && strides[i] != expected) return false;
            expected *= lengths[i];
        }

        return true;
    }

    private static string Text(ReadOnlySpan<nint> numbers) => string.Join(", ", numbers.ToArray());
}
