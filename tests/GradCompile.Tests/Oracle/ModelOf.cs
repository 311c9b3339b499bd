using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>The lowered model of a network in source, for the oracle.</summary>
internal static class ModelOf
{
    public static NetworkModel Source(string source, string type = "Net")
    {
        var compilation = UserProject.Compile(source).Output;
        var bound = NetworkBinding.Bind(compilation.GetTypeByMetadataName(type)!, compilation, CancellationToken.None);
        var (model, fault) = NetworkLowering.Lower(bound!.Network!);
        Assert.Null(fault);
        return model!;
    }

    /// <summary>Rows of doubles from a flat span of floats.</summary>
    public static double[][] Rows(ReadOnlySpan<float> values, int size)
    {
        var rows = new double[values.Length / size][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[size];
            for (var i = 0; i < size; i++) rows[row][i] = values[(row * size) + i];
        }

        return rows;
    }
}
