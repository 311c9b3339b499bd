using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>
/// The weights of a convolution or a wide dense layer in memory: panels of 64 outputs, each [tap][input][outputs], the outputs of the last panel padded to
/// a multiple of 16; and the way between that and PyTorch's [output][input][tap].
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Filters
{
    /// <summary>Outputs of a panel.</summary>
    internal const int Panel = 64;

    /// <summary>The kernel turned round with inputs and outputs exchanged, as the gradient by the input needs it: some of its panels and taps.</summary>
    /// <param name="source">The weights.</param>
    /// <param name="outputs">Channels written.</param>
    /// <param name="inputs">Channels read.</param>
    /// <param name="taps">Taps of the kernel: its height times its width.</param>
    /// <param name="destination">As many weights, in panels of 64 inputs.</param>
    /// <param name="from">The first unit: a tap of a panel of outputs.</param>
    /// <param name="to">The unit behind the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref float source, int outputs, int inputs, int taps, ref float destination, int from, int to)
    {
        for (var unit = from; unit < to; unit++)
        {
            var (output, tap) = (unit / taps * Panel, unit % taps);
            var width = Math.Min(Panel, RoundUp(outputs) - output);
            var columns = Math.Min(Panel, outputs - output);
            for (var input = 0; input < inputs; input += Panel)
            {
                var otherWidth = Math.Min(Panel, RoundUp(inputs) - input);
                var start = ((nint)output * taps * inputs) + (((nint)(tap * inputs) + input) * width);
                var end = ((nint)input * taps * outputs) + (((nint)((taps - 1 - tap) * outputs) + output) * otherWidth);
                Matrices.Transpose(
                    ref Unsafe.Add(ref source, start), Math.Min(Panel, inputs - input), columns, width, ref Unsafe.Add(ref destination, end), otherWidth);
            }
        }
    }

    /// <summary>From PyTorch's order to memory; the padding is left alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Write(ReadOnlySpan<float> source, int outputs, int inputs, int taps, Span<float> memory)
    {
        for (var output = 0; output < outputs; output++)
        {
            var (start, width) = Column(output, outputs, inputs, taps);
            for (var input = 0; input < inputs; input++)
            {
                var filter = source.Slice(((output * inputs) + input) * taps, taps);
                for (var tap = 0; tap < taps; tap++) memory[start + (((tap * inputs) + input) * width)] = filter[tap];
            }
        }
    }

    /// <summary>From memory to PyTorch's order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Read(ReadOnlySpan<float> memory, int outputs, int inputs, int taps, Span<float> destination)
    {
        for (var output = 0; output < outputs; output++)
        {
            var (start, width) = Column(output, outputs, inputs, taps);
            for (var input = 0; input < inputs; input++)
            {
                var filter = destination.Slice(((output * inputs) + input) * taps, taps);
                for (var tap = 0; tap < taps; tap++) filter[tap] = memory[start + (((tap * inputs) + input) * width)];
            }
        }
    }

    internal static int RoundUp(int count) => (count + Blocks.Lanes - 1) & -Blocks.Lanes;

    /// <summary>Where an output's weights begin, and the floats from one to the next.</summary>
    private static (int Start, int Width) Column(int output, int outputs, int inputs, int taps)
    {
        var panel = output / Panel * Panel;
        return ((panel * taps * inputs) + output - panel, Math.Min(Panel, RoundUp(outputs) - panel));
    }
}
