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
            : throw new ArgumentException($"The inputs have {inputs.Length} numbers; expected a multiple of {layout.InputSize}, one row after the other.", nameof(inputs));
    }

    public static void Outputs(ProgramLayout layout, int rows, int length)
    {
        if ((long)rows * layout.OutputSize != length)
        {
            throw new ArgumentException($"The outputs hold {length} numbers; expected {(long)rows * layout.OutputSize}: {rows} rows of {layout.OutputSize}.", "outputs");
        }
    }

    public static void Targets(ProgramLayout layout, int rows, int length)
    {
        if ((long)rows * layout.OutputSize != length)
        {
            throw new ArgumentException($"There are {length} targets; expected {(long)rows * layout.OutputSize}: {rows} rows of {layout.OutputSize}.", "targets");
        }
    }

    public static void Labels(ProgramLayout layout, int rows, ReadOnlySpan<int> labels)
    {
        if (layout.LabelClasses == 0)
        {
            throw new NotSupportedException($"Class labels go with SoftmaxCrossEntropy, or with SigmoidCrossEntropy on one output; this network's loss is {layout.Loss} on {layout.OutputSize} outputs. Give it float targets instead.");
        }

        if (labels.Length != rows)
        {
            throw new ArgumentException($"There are {labels.Length} labels; expected {rows}, one for each row.", nameof(labels));
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)layout.LabelClasses)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"Label {i} is {labels[i]}; a label lies from 0 to {layout.LabelClasses - 1}.");
            }
        }
    }

    public static void NotEmpty(int rows)
    {
        if (rows == 0) throw new ArgumentException("The batch has no rows; a loss needs at least one.", "inputs");
    }

    public static void Training(ProgramLayout layout, int rows)
    {
        NotEmpty(rows);
        if (rows < layout.MinimumTrainingRows)
        {
            throw new ArgumentException($"The batch has {rows} row; a batch norm has no variance over a single value a channel: train with at least {layout.MinimumTrainingRows} rows.", "inputs");
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
            : throw new ArgumentException($"A batch of {rows} rows needs {length} floats of memory, more than an array holds; train in smaller batches.", "inputs");
    }
}
