using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>Prediction of many rows, chunk after chunk; threads share the chunks, each with scratch of its own.</summary>
internal sealed unsafe class Prediction : ISharedWork
{
    private NetworkProgram? _program;
    private int _vectorBits;
    private AlignedBuffer? _parameters;
    private AlignedBuffer? _statistics;
    private float* _inputs;
    private float* _outputs;
    private int _rows;

    /// <summary>Predicts all rows. Inputs and outputs must be pinned.</summary>
    public void Run(NetworkProgram program, int vectorBits, AlignedBuffer parameters, AlignedBuffer statistics, float* inputs, float* outputs, int rows, int threads)
    {
        (_program, _vectorBits, _parameters, _statistics) = (program, vectorBits, parameters, statistics);
        _inputs = inputs;
        _outputs = outputs;
        _rows = rows;
        var chunk = program.Layout.PredictChunkRows;
        ThreadTeam.Shared.Run(this, (rows + chunk - 1) / chunk, 1, threads);
        _program = null;
        _parameters = _statistics = null;
    }

    /// <summary>Predicts a chunk of rows; the outputs stand in the calling thread's scratch until its next call.</summary>
    public static ref float Chunk(NetworkProgram program, int vectorBits, AlignedBuffer parameters, AlignedBuffer statistics, float* inputs, int rows, int threads)
    {
        var layout = program.Layout;
        var own = ThreadScratch.Own;
        if (rows <= layout.FewRows)
        {
            ref var few = ref own.ForPrediction(BatchChecks.Scratch(layout.FewScratchFixed, layout.FewScratchPerRow, rows));
            own.Pass.Predict(ref *inputs, ref parameters.Start, ref statistics.Start, ref few, rows, threads);
            program.ForwardFew(vectorBits, own.Pass);
            Keep(parameters, statistics);
            return ref Unsafe.Add(ref few, layout.FewScratchFixed + (layout.FewOutputOffset * rows));
        }

        var capacity = BatchChecks.Capacity(rows, layout.PredictRowBlock);
        ref var scratch = ref own.ForPrediction(BatchChecks.Scratch(layout.PredictScratchFixed, layout.PredictScratchPerRow, capacity));
        own.Pass.Predict(ref *inputs, ref parameters.Start, ref statistics.Start, ref scratch, rows, threads);
        program.Forward(vectorBits, own.Pass);
        Keep(parameters, statistics);
        return ref Unsafe.Add(ref scratch, layout.PredictScratchFixed + (layout.PredictOutputOffset * capacity));
    }

    /// <summary>A pass holds addresses, which keep nothing alive: a network whose last use is this call could be collected during it.</summary>
    private static void Keep(AlignedBuffer parameters, AlignedBuffer statistics)
    {
        GC.KeepAlive(parameters);
        GC.KeepAlive(statistics);
    }

    void ISharedWork.Run(int from, int to)
    {
        var layout = _program!.Layout;
        for (var chunk = from; chunk < to; chunk++)
        {
            var row = chunk * layout.PredictChunkRows;
            var count = Math.Min(layout.PredictChunkRows, _rows - row);
            ref var result = ref Chunk(_program, _vectorBits, _parameters!, _statistics!, _inputs + ((nint)row * layout.InputSize), count, threads: 1);
            Matrices.Unpad(ref result, layout.OutputStride, ref _outputs[(nint)row * layout.OutputSize], layout.OutputSize, count);
        }
    }
}
