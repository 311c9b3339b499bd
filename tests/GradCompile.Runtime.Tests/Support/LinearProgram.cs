using System.Runtime.CompilerServices;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>
/// y = Wx + b with mean squared error, or with labels −y[label] averaged over the batch: plain loops in the place of generated
/// kernels, and a record of how the engine called them.
/// </summary>
internal sealed class LinearProgram(ProgramLayout layout) : NetworkProgram
{
    public override ProgramLayout Layout => layout;

    public List<int> ForwardRows { get; } = [];

    public int RowPathCalls { get; private set; }

    public List<(uint, uint)> DropoutKeys { get; } = [];

    public List<int> VectorBits { get; } = [];

    /// <summary>What each call of <see cref="Gradients"/> reports as the batch's statistics.</summary>
    public float[] BatchStatistics { get; } = new float[layout.StatisticsLength];

    /// <summary>Lists grow, so allocation tests switch them off.</summary>
    public bool IsRecording { get; set; } = true;

    /// <summary>What happens in the middle of <see cref="Gradients"/>, and of each call of <see cref="Loss"/>.</summary>
    public Action Meanwhile { get; set; } = () => { };

    /// <summary>What happens at the end of <see cref="Gradients"/>.</summary>
    public Action<Pass> AfterGradients { get; set; } = _ => { };

    public override void Forward(int vectorBits, Pass pass)
    {
        var rows = pass.Rows;
        ref var inputs = ref pass.Inputs;
        ref var parameters = ref pass.Parameters;
        ref var scratch = ref pass.Scratch;
        if (IsRecording)
        {
            ForwardRows.Add(rows);
            VectorBits.Add(vectorBits);
        }

        ref var outputs = ref Unsafe.Add(ref scratch, layout.PredictScratchFixed + (layout.PredictOutputOffset * rows));
        for (var row = 0; row < rows; row++)
        {
            for (var o = 0; o < layout.OutputStride; o++)
            {
                Unsafe.Add(ref outputs, (row * layout.OutputStride) + o) = o < layout.OutputSize ? Output(ref inputs, ref parameters, row, o) : float.NaN;
            }
        }
    }

    public override void ForwardRow(int vectorBits, ref float inputs, ref float outputs, ref float parameters, ref float statistics)
    {
        RowPathCalls++;
        for (var o = 0; o < layout.OutputSize; o++) Unsafe.Add(ref outputs, o) = Output(ref inputs, ref parameters, 0, o);
    }

    public override double Loss(int vectorBits, ref float outputs, ref float targets, ref int labels, int rows, int batchRows)
    {
        double loss = 0;
        Meanwhile();
        for (var row = 0; row < rows; row++)
        {
            if (!Unsafe.IsNullRef(ref labels))
            {
                loss -= Unsafe.Add(ref outputs, (row * layout.OutputStride) + Unsafe.Add(ref labels, row)) / (double)batchRows;
                continue;
            }

            for (var o = 0; o < layout.OutputSize; o++)
            {
                double difference = Unsafe.Add(ref outputs, (row * layout.OutputStride) + o) - Unsafe.Add(ref targets, (row * layout.OutputSize) + o);
                loss += difference * difference / ((double)batchRows * layout.OutputSize);
            }
        }

        return loss;
    }

    public override void Gradients(int vectorBits, Pass pass)
    {
        var rows = pass.Rows;
        ref var inputs = ref pass.Inputs;
        ref var parameters = ref pass.Parameters;
        ref var gradients = ref pass.Gradients;
        if (IsRecording) DropoutKeys.Add(pass.DropoutKey(0));
        for (var i = 0; i < layout.ParameterLength; i++) Unsafe.Add(ref gradients, i) = 0;
        for (var i = 0; i < layout.StatisticsLength; i++) Unsafe.Add(ref pass.BatchStatistics, i) = BatchStatistics[i];
        Meanwhile();
        for (var i = 0; i < layout.TrainScratchFixed + (layout.TrainScratchPerRow * rows); i++) Unsafe.Add(ref pass.Scratch, i) = float.NaN;
        double loss = 0;
        for (var row = 0; row < rows; row++)
        {
            for (var o = 0; o < layout.OutputSize; o++)
            {
                double slope;
                if (!pass.HasLabels)
                {
                    double difference = Output(ref inputs, ref parameters, row, o) - Unsafe.Add(ref pass.Targets, (row * layout.OutputSize) + o);
                    loss += difference * difference / ((double)rows * layout.OutputSize);
                    slope = 2 * difference / ((double)rows * layout.OutputSize);
                }
                else
                {
                    if (Unsafe.Add(ref pass.Labels, row) != o) continue;
                    loss -= Output(ref inputs, ref parameters, row, o) / (double)rows;
                    slope = -1.0 / rows;
                }

                for (var i = 0; i < layout.InputSize; i++)
                {
                    Unsafe.Add(ref gradients, (i * layout.OutputStride) + o) += (float)(slope * Unsafe.Add(ref inputs, (row * layout.InputSize) + i));
                }

                Unsafe.Add(ref gradients, (layout.InputSize * layout.OutputStride) + o) += (float)slope;
            }
        }

        // The whole loss stands in the first block.
        for (var block = 0; block < (rows + 15) / 16; block++) Unsafe.Add(ref pass.Losses, block) = block == 0 ? loss : 0;
        AfterGradients(pass);
    }

    private float Output(ref float inputs, ref float parameters, int row, int output)
    {
        var sum = Unsafe.Add(ref parameters, (layout.InputSize * layout.OutputStride) + output);
        for (var i = 0; i < layout.InputSize; i++)
        {
            sum += Unsafe.Add(ref inputs, (row * layout.InputSize) + i) * Unsafe.Add(ref parameters, (i * layout.OutputStride) + output);
        }

        return sum;
    }
}
