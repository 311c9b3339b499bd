using System.Collections.Generic;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Plans;

/// <summary>Everything about a network's code, decided.</summary>
/// <param name="Storage">Where each tensor stands.</param>
/// <param name="Predict">Scratch of the forward pass in evaluation mode.</param>
/// <param name="Training">Scratch of forward and backward pass, or null.</param>
/// <param name="Targets">The same routines for each vector width.</param>
/// <param name="LabelClasses">How many classes a label may name, or 0 where the loss takes no labels.</param>
/// <param name="MinimumTrainingRows">Rows that a training batch needs: a batch norm over vectors has no variance over one.</param>
/// <param name="Forecast">What the gradients will do at initialisation; null without weighted layers.</param>
/// <param name="SuggestedRate">A learning rate that suits the network under its optimizer; null where the forecast has none.</param>
public sealed record Plan(
    NetworkModel Model,
    StorageLayout Storage,
    PredictLayout Predict,
    ScratchLayout? Training,
    IReadOnlyList<TargetPlan> Targets,
    int LabelClasses,
    int MinimumTrainingRows,
    NetworkForecast? Forecast,
    double? SuggestedRate = null);

/// <summary>The code for one vector width.</summary>
/// <param name="Bits">512, 256 or 128.</param>
/// <param name="Routines">Prediction, and for a network with a loss that and the passes of training: what they share stands once.</param>
/// <param name="Shared">The tiles that they call, which the project's other networks may call too.</param>
public sealed record TargetPlan(int Bits, IReadOnlyList<Routine> Routines, IReadOnlyList<Routine> Shared);

/// <summary>Scratch in floats: so many for each row, and so many whatever the rows.</summary>
/// <param name="RowBlock">Rows are counted in multiples of it: 16 where samples lie in the lanes.</param>
public sealed record ScratchLayout(int PerRow, int Fixed, int RowBlock);

/// <param name="OutputOffset">The output of n rows begins at this times n.</param>
/// <param name="OutputStride">Floats from one row of the output to the next.</param>
/// <param name="ChunkRows">How many rows are worked on at a time, so that they stay in the cache.</param>
/// <param name="HasRowPath">Whether one row has a routine of its own.</param>
/// <param name="Few">How a few rows are predicted, where that is another way; else null.</param>
public sealed record PredictLayout(ScratchLayout Scratch, int OutputOffset, int OutputStride, int ChunkRows, bool HasRowPath, FewRowsLayout? Few);

/// <summary>Prediction of a few rows, which would leave lanes empty if samples lay in them.</summary>
/// <param name="Rows">Up to so many.</param>
/// <param name="OutputOffset">The output of n rows begins at this times n.</param>
public sealed record FewRowsLayout(int Rows, ScratchLayout Scratch, int OutputOffset);

/// <summary>How a tensor lies in memory.</summary>
public enum TensorOrder
{
    /// <summary>Element after element.</summary>
    Vector,

    /// <summary>PyTorch's [out, in] as [in][out], each row padded to whole blocks of 16.</summary>
    Transposed,

    /// <summary>PyTorch's [out, in, kh, kw], or a large [out, in], as panels of 64 outputs, each [kh][kw][in][outputs]; the last panel's outputs are padded to whole blocks of 16.</summary>
    Filters,
}

/// <summary>A tensor's place among the trainable parameters or among the running statistics.</summary>
public sealed record TensorPlacement(Parameter Parameter, int Offset, TensorOrder Order, int Stride);

/// <param name="Placements">One for each parameter of the model, in its order.</param>
/// <param name="ParameterLength">Floats of all trainable tensors, padding included.</param>
/// <param name="StatisticsLength">Floats of all running statistics, padding included.</param>
public sealed record StorageLayout(IReadOnlyList<TensorPlacement> Placements, int ParameterLength, int StatisticsLength)
{
    public TensorPlacement Of(Parameter parameter) => Placements[parameter.Id];
}
