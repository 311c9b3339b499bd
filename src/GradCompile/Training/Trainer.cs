using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradCompile.CompilerServices;

/// <summary>Gradients, their clipping, and the update. Its buffers are made at the first step.</summary>
internal sealed unsafe class Trainer(NetworkProgram program, AlignedBuffer parameters, AlignedBuffer statistics, ulong seed)
{
    /// <summary>What running statistics keep of themselves in a step, and take of the batch: PyTorch's momentum of 0.1.</summary>
    private const float KeptStatistics = 0.9f;
    private const float NewStatistics = 0.1f;

    private readonly ProgramLayout _layout = program.Layout;
    private readonly Clip _clip = Clip.Of(program.Layout);
    private readonly Penalties _penalties = new(parameters);
    private readonly Optimizer _optimizer = Optimizer.Of(program.Layout.Optimizer!);
    private readonly NonFinite _nonFinite = new(program.Layout, parameters, statistics);
    private readonly TargetCheck _targets = new(program.Layout);
    private AlignedBuffer? _gradients;
    private AlignedBuffer? _batchStatistics;
    private readonly Pass _pass = new();
    private AlignedBuffer _scratch = new(0);
    private double[] _losses = [];
    private ulong _step;
    private bool _hasGradients;

    /// <summary>Those of the last gradients: what does not repay waking threads once does not a second time.</summary>
    private int _threads = 1;

    public float LearningRate { get; set; } = (float)program.Layout.LearningRate;

    public bool AllowNonFinite { get; set; }

    /// <summary>The gradients of the last batch; zeros before the first. Two threads that ask at once are given the same.</summary>
    public AlignedBuffer Gradients =>
        Volatile.Read(ref _gradients) ?? Interlocked.CompareExchange(ref _gradients, new AlignedBuffer(_layout.ParameterLength), null) ?? _gradients;

    /// <summary>One of <paramref name="targets"/> and <paramref name="labels"/> is empty.</summary>
    /// <exception cref="NonFiniteException">The loss is not finite.</exception>
    public float ComputeGradients(int vectorBits, int threads, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, ReadOnlySpan<int> labels, int rows)
    {
        if (!targets.IsEmpty) _targets.Check(targets, AllowNonFinite);
        var length = BatchChecks.Scratch(_layout.TrainScratchFixed, _layout.TrainScratchPerRow, BatchChecks.Capacity(rows, _layout.TrainRowBlock));
        if (_scratch.Length < length) _scratch = new AlignedBuffer(length);
        var blocks = (rows + Blocks.Lanes - 1) / Blocks.Lanes;
        if (_losses.Length < blocks) _losses = GC.AllocateArray<double>(blocks, pinned: true);
        _batchStatistics ??= new AlignedBuffer(_layout.StatisticsLength);
        var dropoutKey = SplitMix64.Mix(SplitMix64.Mix(seed) + _step);
        _hasGradients = false; // should the pass fail, a part of the old ones is gone
        fixed (float* pinnedInputs = inputs, pinnedTargets = targets)
        fixed (int* pinnedLabels = labels)
        {
            _pass.Predict(ref *pinnedInputs, ref parameters.Start, ref statistics.Start, ref _scratch.Start, rows, threads);
            _pass.Train(ref *pinnedTargets, ref *pinnedLabels, ref Gradients.Start, ref _batchStatistics.Start, ref MemoryMarshal.GetArrayDataReference(_losses), dropoutKey);
            program.Gradients(vectorBits, _pass);
        }

        // Block after block, so that the sum is the same on any number of threads.
        double loss = 0;
        foreach (var part in _losses.AsSpan(0, blocks)) loss += part;
        foreach (var tensor in _layout.Tensors)
        {
            if (tensor.L1 == 0 && tensor.L2 == 0) continue;
            loss += _penalties.Add(tensor, Gradients, threads);
        }

        if (!AllowNonFinite && !float.IsFinite((float)loss)) throw _nonFinite.OfLoss((float)loss, inputs, targets);
        (_hasGradients, _threads) = (true, threads);
        return (float)loss;
    }

    /// <summary>Inputs and targets are those of the gradients, for the message, or empty.</summary>
    /// <exception cref="InvalidOperationException">There are no gradients, or they were applied already.</exception>
    /// <exception cref="NonFiniteException">A gradient is not finite, or the batch's statistics are not.</exception>
    public void ApplyGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        if (!_hasGradients) throw new InvalidOperationException("There are no gradients to apply; call ComputeGradients first, once for each ApplyGradients.");
        var isFinite = _clip.Measure(Gradients, _threads, isAsked: !AllowNonFinite);
        if (!AllowNonFinite && !(isFinite && float.IsFinite(TensorPrimitives.Sum<float>(_batchStatistics!.Span))))
        {
            var error = _nonFinite.OfGradients(Gradients, inputs, targets) ?? _nonFinite.OfStatistics(_batchStatistics!, inputs, targets);
            if (error is not null) throw error;
        }

        _clip.Apply(parameters, Gradients, _threads);
        _step++;
        _optimizer.Step(LearningRate, parameters, Gradients, _step, _threads);
        var running = statistics.Span;
        var batch = _batchStatistics!.Span;
        for (var i = 0; i < running.Length; i++) running[i] = (KeptStatistics * running[i]) + (NewStatistics * batch[i]);
        _hasGradients = false;
    }
}
