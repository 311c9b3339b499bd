namespace GradCompile;

/// <summary>An error that GradCompile found in what it was given.</summary>
public class GradCompileException : Exception
{
    /// <summary>An error with a sentence that says what was found, what was expected and how to fix it.</summary>
    public GradCompileException(string message)
        : base(message)
    {
    }

    /// <summary>The same, with the error below it.</summary>
    public GradCompileException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A file of weights that does not fit the network, or is no such file. The network keeps its weights.</summary>
public sealed class CheckpointException : GradCompileException
{
    /// <summary>An error with a sentence that names the tensor, what was expected and what came.</summary>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>The same, with the error below it.</summary>
    public CheckpointException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
