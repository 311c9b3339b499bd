namespace GradCompile.CompilerServices;

/// <summary>A uniformly random matrix with orthonormal rows or columns, whichever are fewer (Mezzadri 2007; Saxe et al. 2014).</summary>
internal static class OrthogonalMatrix
{
    /// <param name="values">rows × columns, row after row.</param>
    /// <param name="rows">Outputs.</param>
    /// <param name="columns">Inputs.</param>
    /// <param name="gain">The length of each vector.</param>
    /// <param name="random">The stream.</param>
    public static void Fill(Span<float> values, int rows, int columns, float gain, RandomStream random)
    {
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        var vectors = new double[count][];
        for (var i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            do
            {
                for (var j = 0; j < length; j++) vectors[i][j] = random.Normal();

                // Gram–Schmidt twice: once leaves rounding errors that a second pass removes.
                for (var pass = 0; pass < 2; pass++)
                {
                    for (var k = 0; k < i; k++) Remove(vectors[i], vectors[k]);
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

    private static void Remove(double[] vector, double[] unit)
    {
        var product = 0.0;
        for (var j = 0; j < unit.Length; j++) product += vector[j] * unit[j];
        for (var j = 0; j < unit.Length; j++) vector[j] -= product * unit[j];
    }

    /// <summary>False for a vector that lay, but for rounding, in the space of those before it.</summary>
    private static bool Normalise(double[] vector)
    {
        var square = 0.0;
        foreach (var x in vector) square += x * x;
        if (square < 1e-12) return false;
        var factor = 1 / Math.Sqrt(square);
        for (var j = 0; j < vector.Length; j++) vector[j] *= factor;
        return true;
    }
}
