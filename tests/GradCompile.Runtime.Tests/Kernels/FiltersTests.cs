namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>Weights in panels of 64 outputs.</summary>
public sealed class FiltersTests
{
    [Theory]
    [InlineData(3, 2, 1)]
    [InlineData(64, 5, 1)]
    [InlineData(100, 7, 1)]
    [InlineData(130, 3, 9)]
    public void Weights_lie_in_panels_and_come_back(int outputs, int inputs, int taps)
    {
        float[] source = [.. Enumerable.Range(1, outputs * inputs * taps).Select(i => (float)i)];
        var memory = new float[RoundUp(outputs) * inputs * taps];
        Filters.Write(source, outputs, inputs, taps, memory);
        for (var output = 0; output < outputs; output++)
        {
            var panel = output / 64 * 64;
            var width = Math.Min(64, RoundUp(outputs) - panel);
            for (var term = 0; term < inputs * taps; term++)
            {
                var (tap, input) = (term / inputs, term % inputs);
                Assert.Equal(source[(((output * inputs) + input) * taps) + tap], memory[(panel * inputs * taps) + (term * width) + output - panel]);
            }
        }

        Assert.Equal((RoundUp(outputs) - outputs) * inputs * taps, memory.Count(number => number == 0));
        var back = new float[source.Length];
        Filters.Read(memory, outputs, inputs, taps, back);
        Assert.Equal(source, back);
    }

    /// <summary>What threads transpose in parts is what one transposes at once: W[in][out] in panels of outputs becomes W[out][in] in panels of inputs.</summary>
    [Theory]
    [InlineData(64, 64)]
    [InlineData(100, 7)]
    [InlineData(130, 150)]
    public void A_dense_layer_is_transposed_panel_by_panel(int outputs, int inputs)
    {
        float[] source = [.. Enumerable.Range(1, outputs * inputs).Select(i => (float)i)];
        float[] exchanged = [.. Enumerable.Range(0, outputs * inputs).Select(i => source[(i % outputs * inputs) + (i / outputs)])];
        var memory = new float[RoundUp(outputs) * inputs];
        Filters.Write(source, outputs, inputs, 1, memory);
        var transposed = new float[RoundUp(inputs) * outputs];
        var panels = (RoundUp(outputs) + 63) / 64;
        for (var panel = 0; panel < panels; panel++) Filters.Transpose(ref memory[0], outputs, inputs, 1, ref transposed[0], panel, panel + 1);
        var back = new float[source.Length];
        Filters.Read(transposed, inputs, outputs, 1, back);
        Assert.Equal(exchanged, back);
    }

    private static int RoundUp(int count) => (count + 15) / 16 * 16;
}
