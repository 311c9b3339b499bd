using System.ComponentModel;

namespace GradCompile.CompilerServices;

/// <summary>Everything about a compiled network that the engine has to know, as constants.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProgramLayout
{
    /// <summary>What the user sees.</summary>
    public required NetworkInfo Info { get; init; }

    /// <summary>Numbers in an input row.</summary>
    public required int InputSize { get; init; }

    /// <summary>Numbers in an output row.</summary>
    public required int OutputSize { get; init; }

    /// <summary>Floats from one output row to the next in scratch memory: a multiple of 16.</summary>
    public required int OutputStride { get; init; }

    /// <summary>Floats of all trainable tensors, padding counted.</summary>
    public required int ParameterLength { get; init; }

    /// <summary>Floats of all running statistics, padding counted.</summary>
    public required int StatisticsLength { get; init; }

    /// <summary>Every tensor, in PyTorch's order.</summary>
    public required TensorDescriptor[] Tensors { get; init; }

    /// <summary>Scratch of the forward pass: floats for each row.</summary>
    public required int PredictScratchPerRow { get; init; }

    /// <summary>Scratch of the forward pass: floats whatever the rows.</summary>
    public required int PredictScratchFixed { get; init; }

    /// <summary>Rows of the forward pass's scratch are counted in multiples of it: 16 where samples lie in the lanes.</summary>
    public int PredictRowBlock { get; init; } = 1;

    /// <summary>The outputs of n rows begin at scratch float <see cref="PredictScratchFixed"/> + n·this.</summary>
    public required int PredictOutputOffset { get; init; }

    /// <summary>Rows that the forward pass works on at a time.</summary>
    public required int PredictChunkRows { get; init; }

    /// <summary>Up to so many rows are predicted in a way of their own; 0 if there is none.</summary>
    public int FewRows { get; init; }

    /// <summary>Scratch of that way: floats for each row.</summary>
    public int FewScratchPerRow { get; init; }

    /// <summary>Scratch of that way: floats whatever the rows.</summary>
    public int FewScratchFixed { get; init; }

    /// <summary>The outputs of n rows begin at scratch float <see cref="FewScratchFixed"/> + n·this.</summary>
    public int FewOutputOffset { get; init; }

    /// <summary>Whether one row has a path of its own.</summary>
    public bool HasRowPath { get; init; }

    /// <summary>The widths of vectors, in bits, that kernels were written for; 128 is always among them.</summary>
    public IReadOnlyList<int> VectorWidths { get; init; } = [512, 256, 128];

    /// <summary>Whether the network has a loss.</summary>
    public bool IsTrainable { get; init; }

    /// <summary>Scratch of training: floats for each row.</summary>
    public int TrainScratchPerRow { get; init; }

    /// <summary>Scratch of training: floats whatever the rows.</summary>
    public int TrainScratchFixed { get; init; }

    /// <summary>Rows of training's scratch are counted in multiples of it: 16 where samples lie in the lanes.</summary>
    public int TrainRowBlock { get; init; } = 1;

    /// <summary>How many classes a label may name, or 0 where the loss takes no labels.</summary>
    public int LabelClasses { get; init; }

    /// <summary>The loss, for messages.</summary>
    public Loss Loss { get; init; }

    /// <summary>Rows that a training batch needs: 2 with a batch norm over vectors.</summary>
    public int MinimumTrainingRows { get; init; } = 1;

    /// <summary>The learning rate at the start.</summary>
    public double LearningRate { get; init; }

    /// <summary>The optimizer, or null for inference alone.</summary>
    public OptimizerOptions? Optimizer { get; init; }

    /// <summary>The clipping, if any.</summary>
    public ClipOptions? Clip { get; init; }
}
