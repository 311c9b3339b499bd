using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradCompile.CompilerServices;

/// <summary>
/// A network's memory and the order of its steps: prediction, gradients, clipping, update. The generated members forward to it;
/// after the first call with a batch of a given size it allocates nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkEngine
{
    /// <summary>Floating-point operations that repay waking other threads: some 0.2 ms of one core.</summary>
    private const double WorthThreads = 2e7;

    /// <summary>What <see cref="Threads"/> may be: well above the processors of a machine, all of which may be asked for, and above what a team has.</summary>
    private const int MostThreads = 1024;

    private readonly NetworkProgram _program;
    private readonly ProgramLayout _layout;
    private readonly TensorTable _tensors;
    private readonly Trainer? _trainer;
    private readonly AlignedBuffer _parameters;
    private readonly AlignedBuffer _statistics;
    private readonly NetworkUse _use = new();
    private readonly TargetCheck _targets;
    private int _threads;

    /// <summary>Draws the weights as declared; the same seed gives the same bits.</summary>
    public NetworkEngine(NetworkProgram program, ulong seed)
        : this(program, seed, initialise: true)
    {
    }

    private NetworkEngine(NetworkProgram program, ulong seed, bool initialise)
    {
        ArgumentNullException.ThrowIfNull(program);
        _program = program;
        _layout = program.Layout;
        VectorBits = Hardware.Among(_layout.VectorWidths, Hardware.VectorBits);
        _targets = new TargetCheck(_layout);
        _parameters = new AlignedBuffer(_layout.ParameterLength);
        _statistics = new AlignedBuffer(_layout.StatisticsLength);
        _tensors = new TensorTable(_layout.Tensors, _parameters, _statistics);
        if (_layout.IsTrainable) _trainer = new Trainer(program, _parameters, _statistics, seed);
        if (initialise) _tensors.Initialise(seed);
    }

    /// <summary>The optimizer's rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, infinite or not a number.</exception>
    public float LearningRate
    {
        get => Trainer.LearningRate;
        set => Trainer.LearningRate = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"The learning rate is {value}; it must be finite and at least 0."));
    }

    /// <summary>Whether a batch whose loss or gradient is not finite is trained on all the same.</summary>
    public bool AllowNonFinite
    {
        get => Trainer.AllowNonFinite;
        set => Trainer.AllowNonFinite = value;
    }

    /// <summary>How many threads work on a batch; 0 leaves it to the batch. Any value gives the same bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than any machine has.</exception>
    public int Threads
    {
        get => _threads;
        set => _threads = value is >= 0 and <= MostThreads
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture,
                $"Threads is {value}; it must lie from 0, which leaves it to the batch, to {MostThreads}. At most {ThreadTeam.MostThreads} work on a batch, whatever it is."));
    }

    /// <summary>The width of the kernels that run: 512, 256 or 128. Tests choose among those that the processor can run.</summary>
    internal int VectorBits { get; set; }

    private Trainer Trainer => _trainer ?? throw new NotSupportedException("This network has no loss, so it cannot be trained; declare one, as [Loss(Loss.MeanSquaredError)].");

    /// <summary>A network from a safetensors file, with an optimizer that starts afresh.</summary>
    /// <exception cref="CheckpointException">The file does not fit.</exception>
    public static NetworkEngine FromFile(NetworkProgram program, string path)
    {
        var engine = new NetworkEngine(program, 0, initialise: false);
        Checkpoint.Load(path, engine._tensors);
        return engine;
    }

    /// <summary>Runs the network in evaluation mode.</summary>
    public void Predict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        // One row is a matter of nanoseconds: nothing is asked twice.
        if (_layout.HasRowPath && inputs.Length == _layout.InputSize && outputs.Length == _layout.OutputSize && !inputs.Overlaps(outputs))
        {
            _program.ForwardRow(
                VectorBits, ref MemoryMarshal.GetReference(inputs), ref MemoryMarshal.GetReference(outputs), ref _parameters.Start, ref _statistics.Start);
            return;
        }

        var rows = BatchChecks.Rows(_layout, inputs);
        BatchChecks.Outputs(_layout, rows, outputs.Length);
        if (rows == 0) return;
        if (inputs.Overlaps(outputs)) throw new ArgumentException("Inputs and outputs overlap; give the outputs memory of their own.", nameof(outputs));
        var threads = ThreadsFor(rows, 1);
        fixed (float* from = inputs, to = outputs)
        {
            if (threads > 1 && rows / _layout.PredictChunkRows >= threads)
            {
                ThreadScratch.Own.Prediction.Run(_program, VectorBits, _parameters, _statistics, from, to, rows, threads);
                return;
            }

            for (var row = 0; row < rows; row += _layout.PredictChunkRows)
            {
                var count = Math.Min(_layout.PredictChunkRows, rows - row);
                ref var result = ref Prediction.Chunk(_program, VectorBits, _parameters, _statistics, from + ((nint)row * _layout.InputSize), count, threads);
                Matrices.Unpad(ref result, _layout.OutputStride, ref to[(nint)row * _layout.OutputSize], _layout.OutputSize, count);
            }
        }
    }

    /// <summary>The loss of a batch in evaluation mode, penalties not included.</summary>
    public float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        _ = Trainer;
        var rows = BatchChecks.Rows(_layout, inputs);
        BatchChecks.NotEmpty(rows);
        BatchChecks.Targets(_layout, rows, targets.Length);
        _targets.Check(targets, allowNonFinite: true);
        return Evaluate(inputs, targets, [], rows);
    }

    /// <summary>The same with class labels.</summary>
    public float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        _ = Trainer;
        var rows = BatchChecks.Rows(_layout, inputs);
        BatchChecks.NotEmpty(rows);
        return Evaluate(inputs, [], BatchChecks.Labels(_layout, rows, labels), rows);
    }

    /// <summary>The loss of a batch in training mode, penalties included; gradients are left in place.</summary>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => Step(nameof(ComputeGradients), inputs, targets, isApplied: false);

    /// <summary>The same with class labels.</summary>
    public float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Step(nameof(ComputeGradients), inputs, labels, isApplied: false);

    /// <summary>Clips as declared, then takes one optimizer step.</summary>
    public void ApplyGradients()
    {
        var trainer = Trainer;
        _use.BeginChange(nameof(ApplyGradients));
        try
        {
            trainer.ApplyGradients([], []);
        }
        finally
        {
            _use.EndChange();
        }
    }

    /// <summary>One training step.</summary>
    public float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => Step(nameof(Train), inputs, targets, isApplied: true);

    /// <summary>One training step with class labels.</summary>
    public float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels) => Step(nameof(Train), inputs, labels, isApplied: true);

    /// <summary>Copies a tensor in PyTorch's shape and order.</summary>
    public void GetTensor(string name, Span<float> destination) => _tensors.Get(name, destination);

    /// <summary>Replaces a tensor.</summary>
    public void SetTensor(string name, ReadOnlySpan<float> source)
    {
        _use.BeginChange(nameof(SetTensor));
        try
        {
            _tensors.Set(name, source);
        }
        finally
        {
            _use.EndChange();
        }
    }

    /// <summary>Copies the gradient of a tensor.</summary>
    public void GetGradient(string name, Span<float> destination) => _tensors.GetGradient(name, Trainer.Gradients, destination);

    /// <summary>Writes weights and running statistics to a safetensors file, without what the optimizer remembers.</summary>
    public void Save(string path)
    {
        _use.BeginSave();
        try
        {
            Checkpoint.Save(path, _tensors);
        }
        finally
        {
            _use.EndSave();
        }
    }

    private float Step(string member, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, bool isApplied)
    {
        _ = Trainer;
        var rows = BatchChecks.Rows(_layout, inputs);
        BatchChecks.Training(_layout, rows);
        BatchChecks.Targets(_layout, rows, targets.Length);
        return Step(member, inputs, targets, [], rows, isApplied);
    }

    private float Step(string member, ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels, bool isApplied)
    {
        _ = Trainer;
        var rows = BatchChecks.Rows(_layout, inputs);
        BatchChecks.Training(_layout, rows);
        return Step(member, inputs, [], BatchChecks.Labels(_layout, rows, labels), rows, isApplied);
    }

    /// <summary>A batch that was checked, with targets or labels.</summary>
    private float Step(string member, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, int rows, bool isApplied)
    {
        var trainer = Trainer;
        _use.BeginChange(member);
        try
        {
            var loss = trainer.ComputeGradients(VectorBits, ThreadsFor(rows, 3), inputs, targets, labels, rows);
            if (isApplied) trainer.ApplyGradients(inputs, targets);
            return loss;
        }
        finally
        {
            _use.EndChange();
        }
    }

    private float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, int rows)
    {
        double loss = 0;
        var threads = ThreadsFor(rows, 1);
        fixed (float* from = inputs)
        {
            for (var row = 0; row < rows; row += _layout.PredictChunkRows)
            {
                var count = Math.Min(_layout.PredictChunkRows, rows - row);
                ref var outputs = ref Prediction.Chunk(_program, VectorBits, _parameters, _statistics, from + ((nint)row * _layout.InputSize), count, threads);
                loss += _program.Loss(
                    VectorBits, ref outputs,
                    ref targets.IsEmpty ? ref Unsafe.NullRef<float>() : ref Unsafe.Add(ref MemoryMarshal.GetReference(targets), (nint)row * _layout.OutputSize),
                    ref labels.IsEmpty ? ref Unsafe.NullRef<int>() : ref Unsafe.Add(ref MemoryMarshal.GetReference(labels), row),
                    count, rows);
            }
        }

        return (float)loss;
    }

    /// <summary>The threads for a batch: as wished, or all processors where the work repays waking them.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="passes">How many times the work of a forward pass it is.</param>
    private int ThreadsFor(int rows, int passes)
    {
        if (_threads > 0) return _threads;
        return (double)_layout.Info.FlopsPerRow * rows * passes < WorthThreads ? 1 : Environment.ProcessorCount;
    }
}
