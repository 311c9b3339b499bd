using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>A step of a pass, as generated code writes it: the part of its work from one unit up to another.</summary>
/// <param name="pass">Where everything stands.</param>
/// <param name="from">The first unit: a row of the batch, or whatever the step is cut along.</param>
/// <param name="to">The unit behind the last.</param>
/// <param name="repeat">Where equal steps are repeated: how many came before.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void Step(Pass pass, int from, int to, int repeat);

/// <summary>
/// A pass through a network over one batch: where everything stands in memory, and who works on it. Nothing that it refers to is moved
/// while the pass runs; what the pass does not need may be null references.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class Pass : ISharedWork
{
    /// <summary>Rows of the smallest piece of a batch.</summary>
    private const int LeastPieceRows = 32;

    private float* _inputs;
    private float* _targets;
    private int* _labels;
    private float* _parameters;
    private float* _statistics;
    private float* _gradients;
    private float* _batchStatistics;
    private float* _scratch;
    private double* _losses;
    private ulong _dropoutKey;
    private int _threads = 1;
    private Step? _step;
    private int _chunk;
    private int _repeat;

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows in whole blocks of sixteen.</summary>
    public int Capacity => (Rows + 15) & -16;

    /// <summary>The inputs, row after row.</summary>
    public ref float Inputs => ref *_inputs;

    /// <summary>Whether there are labels instead of targets.</summary>
    public bool HasLabels => _labels != null;

    /// <summary>The targets, row after row.</summary>
    public ref float Targets => ref *_targets;

    /// <summary>A class for each row.</summary>
    public ref int Labels => ref *_labels;

    /// <summary>All trainable tensors.</summary>
    public ref float Parameters => ref *_parameters;

    /// <summary>All running statistics.</summary>
    public ref float Statistics => ref *_statistics;

    /// <summary>A gradient for each parameter; a training pass writes all of it, padding zero.</summary>
    public ref float Gradients => ref *_gradients;

    /// <summary>The batch's mean and unbiased variance; a training pass writes all of it.</summary>
    public ref float BatchStatistics => ref *_batchStatistics;

    /// <summary>Memory for what is computed on the way.</summary>
    public ref float Scratch => ref *_scratch;

    /// <summary>The loss of each sixteen rows, as its part of the batch's; a training pass writes all of it.</summary>
    public ref double Losses => ref *_losses;

    /// <summary>The two words from which a dropout layer draws its mask.</summary>
    public (uint, uint) DropoutKey(int layer) => DropoutMask.LayerKey(_dropoutKey, layer);

    /// <summary>Rows of each piece of the batch, by the number of rows alone: a multiple of sixteen.</summary>
    /// <param name="most">How many pieces there may be.</param>
    public int PieceRows(int most) => Math.Max(LeastPieceRows, (((Rows + most - 1) / most) + 15) & -16);

    /// <summary>The pieces of the batch.</summary>
    public int Pieces(int most) => (Rows + PieceRows(most) - 1) / PieceRows(most);

    /// <summary>Memory of the calling thread, for values that it alone sees until the step is over.</summary>
    /// <param name="length">Floats, whatever they hold.</param>
    public static ref float Own(int length) => ref ThreadScratch.Own.ForStep(length);

    /// <summary>Does a step on all rows of the batch.</summary>
    /// <param name="step">The step.</param>
    /// <param name="grain">Rows are dealt out in multiples of it.</param>
    /// <param name="chunk">Rows that a thread works on at a time, so that they stay in its cache: a multiple of the grain.</param>
    /// <param name="repeat">Where equal steps are repeated: how many came before.</param>
    public void OverRows(Step step, int grain, int chunk, int repeat = 0) => Run(step, Rows, grain, chunk, repeat);

    /// <summary>Does a step on all its units.</summary>
    /// <param name="step">The step.</param>
    /// <param name="units">How many units it has.</param>
    /// <param name="grain">Units are dealt out in multiples of it.</param>
    /// <param name="repeat">Where equal steps are repeated: how many came before.</param>
    public void Over(Step step, int units, int grain, int repeat = 0) => Run(step, units, grain, units, repeat);

    void ISharedWork.Run(int from, int to) => Part(_step!, from, to, _chunk, _repeat);

    private void Run(Step step, int units, int grain, int chunk, int repeat)
    {
        if (_threads == 1 || units <= grain)
        {
            Part(step, 0, units, chunk, repeat);
            return;
        }

        (_step, _chunk, _repeat) = (step, chunk, repeat);
        ThreadTeam.Shared.Run(this, units, grain, _threads);
        _step = null; // a thread's pass outlives the network, whose code it must not hold
    }

    private void Part(Step step, int from, int to, int chunk, int repeat)
    {
        for (var start = from; start < to; start += chunk) step(this, start, Math.Min(start + chunk, to), repeat);
    }

    /// <summary>Makes the pass one of prediction. All memory must be pinned until the pass is over.</summary>
    internal void Predict(ref float inputs, ref float parameters, ref float statistics, ref float scratch, int rows, int threads)
    {
        _inputs = Address(ref inputs);
        _parameters = Address(ref parameters);
        _statistics = Address(ref statistics);
        _scratch = Address(ref scratch);
        (Rows, _threads) = (rows, threads);
    }

    /// <summary>Adds what a pass of training needs.</summary>
    internal void Train(ref float targets, ref int labels, ref float gradients, ref float batchStatistics, ref double losses, ulong dropoutKey)
    {
        _targets = Address(ref targets);
        _labels = (int*)Unsafe.AsPointer(ref labels);
        _gradients = Address(ref gradients);
        _batchStatistics = Address(ref batchStatistics);
        _losses = (double*)Unsafe.AsPointer(ref losses);
        _dropoutKey = dropoutKey;
    }

    private static float* Address(ref float start) => (float*)Unsafe.AsPointer(ref start);
}
