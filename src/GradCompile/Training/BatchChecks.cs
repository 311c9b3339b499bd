using System.Globalization;

namespace GradCompile.CompilerServices;

/// <summary>Refuses batches that do not fit, before anything is written.</summary>
internal static class BatchChecks
{
    /// <summary>The rows of <paramref name="inputs"/>, which must be whole.</summary>
    public static int Rows(ProgramLayout layout, ReadOnlySpan<float> inputs)
    {
        var rows = inputs.Length / layout.InputSize;
        return rows * layout.InputSize == inputs.Length
            ? rows
            : throw new ArgumentException($"The inputs have {Counted.Of(inputs.Length, "number")}; expected a multiple of {layout.InputSize}, one row after the other.", nameof(inputs));
    }

    public static void Outputs(ProgramLayout layout, int rows, int length)
    {
        if ((long)rows * layout.OutputSize == length) return;
        var found = $"The outputs hold {Counted.Of(length, "number")}";
        throw rows == 0
            ? new ArgumentException($"The inputs are empty, or null. {found}; expected as many rows of {layout.InputSize} inputs as there are rows of {layout.OutputSize} outputs.", "inputs")
            : new ArgumentException($"{found}; expected {(long)rows * layout.OutputSize}: {Counted.Of(rows, "row")} of {layout.OutputSize}.", "outputs");
    }

    public static void Targets(ProgramLayout layout, int rows, int length)
    {
        if ((long)rows * layout.OutputSize != length)
        {
            throw new ArgumentException($"{Counted.There(length, "target")}; expected {(long)rows * layout.OutputSize}: {Counted.Of(rows, "row")} of {layout.OutputSize}.", "targets");
        }
    }

    /// <summary>A copy of the labels, which kernels use as places in memory: another thread may still write to the caller's.</summary>
    public static ReadOnlySpan<int> Labels(ProgramLayout layout, int rows, ReadOnlySpan<int> labels)
    {
        if (layout.LabelClasses == 0)
        {
            throw new NotSupportedException($"Class labels go with SoftmaxCrossEntropy, or with SigmoidCrossEntropy on one output; this network's loss is {layout.Loss} on {Counted.Of(layout.OutputSize, "output")}. Give it float targets instead.");
        }

        if (labels.Length != rows)
        {
            throw new ArgumentException($"{Counted.There(labels.Length, "label")}; expected {rows}, one for each row.", nameof(labels));
        }

        var copy = ThreadScratch.Own.Copy(labels);
        for (var i = 0; i < copy.Length; i++)
        {
            if ((uint)copy[i] >= (uint)layout.LabelClasses)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(labels), string.Create(CultureInfo.InvariantCulture, $"Label {i} is {copy[i]}; a label lies from 0 to {layout.LabelClasses - 1}."));
            }
        }

        return copy;
    }

    public static void NotEmpty(int rows)
    {
        if (rows == 0) throw new ArgumentException("The batch has no rows: the inputs are empty, or null. A loss needs at least one row.", "inputs");
    }

    public static void Training(ProgramLayout layout, int rows)
    {
        NotEmpty(rows);
        if (rows < layout.MinimumTrainingRows)
        {
            throw new ArgumentException($"The batch has {Counted.Of(rows, "row")}; a batch norm has no variance over a single value a channel: train with at least {layout.MinimumTrainingRows} rows.", "inputs");
        }
    }

    /// <summary>So many rows in whole blocks.</summary>
    public static int Capacity(int rows, int block) => (rows + block - 1) / block * block;

    /// <summary>Floats of scratch for so many rows.</summary>
    public static int Scratch(int fixedFloats, int perRow, int rows)
    {
        var length = fixedFloats + ((long)perRow * rows);
        return length < int.MaxValue - 64
            ? (int)length
            : throw new ArgumentException($"A batch of {Counted.Of(rows, "row")} needs {length} floats of memory, more than an array holds; train in smaller batches.", "inputs");
    }
}
