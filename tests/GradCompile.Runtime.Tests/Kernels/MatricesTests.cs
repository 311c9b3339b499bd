namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>Rearrangements against plain loops; what lies around the destination stays as it was.</summary>
public sealed class MatricesTests
{
    private const float Untouched = -7;

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 5, 3)]
    [InlineData(8, 8, 8, 8)]
    [InlineData(16, 16, 20, 32)]
    [InlineData(7, 129, 131, 16)]
    [InlineData(130, 9, 16, 144)]
    [InlineData(136, 24, 24, 136)]
    [InlineData(127, 255, 256, 128)]
    [InlineData(784, 128, 128, 784)]
    [InlineData(301, 143, 150, 304)]
    public void Transpose_moves_every_element_and_pads_with_zeros(int rows, int columns, int sourceStride, int stride)
    {
        var source = Numbers(((rows - 1) * sourceStride) + columns);
        var destination = Filled((columns * stride) + 32);
        Matrices.Transpose(ref source[0], rows, columns, sourceStride, ref destination[16], stride);
        var expected = Filled(destination.Length);
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < stride; r++) expected[16 + (c * stride) + r] = r < rows ? source[(r * sourceStride) + c] : 0;
        }

        Assert.Equal(expected, destination);
    }

    [Fact]
    public void Transpose_is_right_at_every_small_size()
    {
        for (var rows = 1; rows <= 20; rows++)
        {
            for (var columns = 1; columns <= 20; columns++) Transpose_moves_every_element_and_pads_with_zeros(rows, columns, columns + (rows % 3), rows + (columns % 3));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 10, 16)]
    [InlineData(64, 16, 16)]
    [InlineData(3, 130, 144)]
    [InlineData(7, 17, 18)]
    public void Pad_spreads_rows_and_Unpad_takes_them_back(int rows, int columns, int stride)
    {
        var packed = Numbers(rows * columns);
        var padded = Filled((rows * stride) + 32);
        Matrices.Pad(ref packed[0], columns, ref padded[16], stride, rows);
        var expected = Filled(padded.Length);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < stride; c++) expected[16 + (r * stride) + c] = c < columns ? packed[(r * columns) + c] : 0;
        }

        Assert.Equal(expected, padded);

        var back = Filled(packed.Length + 32);
        Matrices.Unpad(ref padded[16], stride, ref back[16], columns, rows);
        Assert.Equal([.. Filled(16), .. packed, .. Filled(16)], back);
    }

    [Fact]
    public void Nothing_moves_where_there_are_no_rows()
    {
        float[] one = [1], other = [Untouched];
        Matrices.Transpose(ref one[0], 0, 0, 16, ref other[0], 0);
        Matrices.Pad(ref one[0], 16, ref other[0], 16, 0);
        Matrices.Unpad(ref one[0], 16, ref other[0], 16, 0);
        Assert.Equal(Untouched, other[0]);
    }

    private static float[] Numbers(int count) => [.. Enumerable.Range(1, count).Select(i => (float)i)];

    private static float[] Filled(int count) => [.. Enumerable.Repeat(Untouched, count)];
}
