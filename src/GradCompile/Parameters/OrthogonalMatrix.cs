using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>A uniformly random matrix with orthonormal rows or columns, whichever are fewer (Mezzadri 2007; Saxe et al. 2014).</summary>
internal static class OrthogonalMatrix
{
    private const int Lanes = 8;

    /// <param name="values">rows × columns, row after row.</param>
    /// <param name="rows">Outputs.</param>
    /// <param name="columns">Inputs.</param>
    /// <param name="gain">The length of each vector.</param>
    /// <param name="random">The stream.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill(Span<float> values, int rows, int columns, float gain, RandomStream random)
    {
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            // Zeros fill up the last block of lanes and stay zeros.
            vectors[i] = new double[(length + Lanes - 1) / Lanes * Lanes];
            do
            {
                for (var j = 0; j < length; j++) vectors[i][j] = random.Normal();

                // Gram–Schmidt twice: once leaves rounding errors that a second pass removes.
                for (var pass = 0; pass < 2; pass++)
                {
                    for (var k = 0; k < i; k++) AddScaled(-Dot(vectors[i], vectors[k]), vectors[k], vectors[i]);
                }
            }
            while (!Normalise(vectors[i]));
        }

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[(row * columns) + column] = gain * (float)(rows <= columns ? vectors[row][column] : vectors[column][row]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(double[] left, double[] right)
    {
        var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i < left.Length - Lanes; i += 2 * Lanes)
        {
            even = Vector512.FusedMultiplyAdd(Load(left, i), Load(right, i), even);
            odd = Vector512.FusedMultiplyAdd(Load(left, i + Lanes), Load(right, i + Lanes), odd);
        }

        if (i < left.Length) even = Vector512.FusedMultiplyAdd(Load(left, i), Load(right, i), even);
        return Blocks.Sum(even + odd);
    }

    /// <summary>target += factor·source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(double factor, double[] source, double[] target)
    {
        var scale = Vector512.Create(factor);
        for (var i = 0; i < target.Length; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(Load(source, i), scale, Load(target, i)).CopyTo(target, i);
        }
    }

    /// <summary>False for a vector that lay, but for rounding, in the space of those before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Normalise(double[] vector)
    {
        var square = Dot(vector, vector);
        if (square < 1e-12) return false;
        var factor = 1 / Math.Sqrt(square);
        for (var j = 0; j < vector.Length; j++) vector[j] *= factor;
        return true;
    }

    private static Vector512<double> Load(double[] values, int index) => Vector512.Create<double>(values.AsSpan(index, Lanes));
}
