namespace GradCompile;

/// <summary>
/// The loss or the gradient of a batch is not finite, so that a step by it would ruin the weights for ever. Nothing was updated: the next
/// batch goes on where the last good one ended. Rows and inputs count from 0.
/// </summary>
public sealed class NonFiniteException : GradCompileException
{
    /// <summary>An error with a sentence that says where the first such number stands, or what it came from.</summary>
    public NonFiniteException(string message)
        : base(message)
    {
    }

    /// <summary>The same, with the error below it.</summary>
    public NonFiniteException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The row of the batch that holds a number that is not finite, if one does.</summary>
    public int? Row { get; init; }

    /// <summary>Which of the row's inputs it is; null where it is a target.</summary>
    public int? Input { get; init; }

    /// <summary>The layer, where the batch itself is finite.</summary>
    public string? Layer { get; init; }

    /// <summary>The layer's tensor, as <c>dense1.weight</c>.</summary>
    public string? Tensor { get; init; }
}
