namespace GradCompile.Benchmarks.Workloads;

/// <summary>Counts the operations of matrix products; everything else (biases, activations, loss, optimizer) is overhead and counts nothing.</summary>
internal static class Operations
{
    /// <summary>One product of the given sizes.</summary>
    public static double Product(double rows, double depth, double columns) => 2 * rows * depth * columns;

    /// <summary>The forward pass of a chain of dense layers.</summary>
    public static double Forward(int rows, params int[] widths) => Enumerable.Range(1, widths.Length - 1).Sum(i => Product(rows, widths[i - 1], widths[i]));

    /// <summary>Forward pass, weight gradients, and the input gradients of every layer but the first.</summary>
    public static double Step(int rows, params int[] widths) => (3 * Forward(rows, widths)) - Product(rows, widths[0], widths[1]);
}
