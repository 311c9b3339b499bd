using System.ComponentModel;

namespace GradCompile.CompilerServices;

/// <summary>
/// A network's generated code, as the engine calls it. References are to the first element of what they name; those that are
/// not needed may be null references.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class NetworkProgram
{
    /// <summary>The constants.</summary>
    public abstract ProgramLayout Layout { get; }

    /// <summary>The forward pass in evaluation mode. Inputs stand row after row; outputs are left in scratch.</summary>
    /// <param name="vectorBits">512, 256 or 128.</param>
    /// <param name="pass">A pass of prediction.</param>
    public abstract void Forward(int vectorBits, Pass pass);

    /// <summary>The same for at most <see cref="ProgramLayout.FewRows"/> rows.</summary>
    /// <param name="vectorBits">512, 256 or 128.</param>
    /// <param name="pass">A pass of prediction.</param>
    public virtual void ForwardFew(int vectorBits, Pass pass) => throw new NotSupportedException("This network has no path for a few rows.");

    /// <summary>One row, from the caller's inputs to the caller's outputs; only where <see cref="ProgramLayout.HasRowPath"/>.</summary>
    public virtual void ForwardRow(int vectorBits, ref float inputs, ref float outputs, ref float parameters, ref float statistics) =>
        throw new NotSupportedException("This network has no path for a single row.");

    /// <summary>The part of so many rows in the mean loss of <paramref name="batchRows"/> rows.</summary>
    /// <param name="vectorBits">512, 256 or 128.</param>
    /// <param name="outputs">As <see cref="Forward"/> left them.</param>
    /// <param name="targets">Row after row; a null reference if there are labels.</param>
    /// <param name="labels">One a row; a null reference if there are targets.</param>
    /// <param name="rows">The rows at hand.</param>
    /// <param name="batchRows">The rows of the whole batch.</param>
    public virtual double Loss(int vectorBits, ref float outputs, ref float targets, ref int labels, int rows, int batchRows) =>
        throw new NotSupportedException("This network has no loss.");

    /// <summary>Forward pass in training mode, loss and backward pass: writes gradients, the batch's statistics, and the losses without penalties.</summary>
    /// <param name="vectorBits">512, 256 or 128.</param>
    /// <param name="pass">A pass of training.</param>
    public virtual void Gradients(int vectorBits, Pass pass) => throw new NotSupportedException("This network has no loss.");
}
