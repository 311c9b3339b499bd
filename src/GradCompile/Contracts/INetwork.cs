namespace GradCompile;

/// <summary>A compiled network, for inference.</summary>
/// <typeparam name="TSelf">The network's class.</typeparam>
public interface INetwork<TSelf>
    where TSelf : INetwork<TSelf>
{
    /// <summary>Layers, tensors, and what a row costs.</summary>
    static abstract NetworkInfo Info { get; }

    /// <summary>
    /// Reads weights and running statistics from a safetensors file. The optimizer starts afresh: its state (momentum, moments, step count, the average of
    /// <c>ClipEma</c>) is not in the file, and <c>LearningRate</c> is the declared one again.
    /// </summary>
    /// <param name="path">A file; a pipe or a device is refused without waiting for it.</param>
    /// <exception cref="CheckpointException">The file does not fit; nothing is half loaded.</exception>
    /// <exception cref="IOException">There is no such file, or it cannot be read.</exception>
    static abstract TSelf Load(string path);

    /// <summary>Runs the network in evaluation mode. Many threads may call it at once while nobody trains.</summary>
    /// <param name="inputs">rows × input size numbers, row after row; any number of rows.</param>
    /// <param name="outputs">rows × output size numbers.</param>
    /// <remarks>
    /// While another thread trains, or sets a tensor, it may be called too and never fails for it, but its outputs may come from weights
    /// some of which are older than the others. Where that matters, predict from a copy (saved and loaded between two steps), or let
    /// both take turns by a lock.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit; nothing was written.</exception>
    void Predict(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>Copies a tensor in PyTorch's shape and order.</summary>
    /// <param name="name">As <c>dense1.weight</c>.</param>
    /// <param name="destination">As many numbers as the tensor has.</param>
    void GetTensor(string name, Span<float> destination);

    /// <summary>Replaces a tensor, given in PyTorch's shape and order.</summary>
    /// <param name="name">As <c>dense1.weight</c>.</param>
    /// <param name="source">As many numbers as the tensor has.</param>
    /// <exception cref="InvalidOperationException">Another thread trains, changes or saves the network.</exception>
    void SetTensor(string name, ReadOnlySpan<float> source);

    /// <summary>
    /// Writes weights and running statistics to a safetensors file: whole, or not at all. What training goes on with is not saved: neither the
    /// optimizer's state (momentum, moments, step count, the average of <c>ClipEma</c>) nor <c>LearningRate</c>.
    /// </summary>
    /// <param name="path">
    /// The file. One that is there is replaced and keeps its mode on Unix; it belongs to whoever saves. A symbolic link is followed. What is no regular file is
    /// refused. A temporary file stands beside it meanwhile; one that a killed save left behind is deleted by the next save to the same path.
    /// </param>
    /// <exception cref="InvalidOperationException">Another thread trains or changes the network.</exception>
    /// <exception cref="IOException">It cannot be written; what stood at the path still does.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of rights.</exception>
    void Save(string path);
}

/// <summary>A compiled network that can be trained.</summary>
/// <remarks>
/// One thread at a time may train it: <c>Train</c>, <c>ComputeGradients</c>, <c>ApplyGradients</c>, <c>SetTensor</c> and <c>Save</c> throw an
/// <see cref="InvalidOperationException"/> while another thread is in one of them (several may save at once), and change nothing. Training
/// itself uses as many threads as <see cref="Threads"/> says.
/// </remarks>
/// <typeparam name="TSelf">The network's class.</typeparam>
public interface ITrainableNetwork<TSelf> : INetwork<TSelf>
    where TSelf : ITrainableNetwork<TSelf>
{
    /// <summary>The optimizer's rate, so that a schedule can move it.</summary>
    float LearningRate { get; set; }

    /// <summary>
    /// Whether a batch whose loss or gradient is not finite is trained on all the same, which mostly ruins the weights for ever. False, and
    /// then such a batch is a <see cref="NonFiniteException"/>.
    /// </summary>
    bool AllowNonFinite { get; set; }

    /// <summary>How many threads work on a batch; 0 leaves it to the batch. Any value gives the same bits.</summary>
    int Threads { get; set; }

    /// <summary>The loss of a batch in evaluation mode, penalties not included. Beside other threads, all is as with <c>Predict</c>.</summary>
    float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    /// <summary>The loss of a batch with class labels in evaluation mode, penalties not included.</summary>
    float Evaluate(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    /// <summary>The loss of a batch in training mode, penalties included; gradients are left in place and nothing is updated.</summary>
    /// <exception cref="ArgumentException">
    /// The lengths do not fit, or the targets of a cross-entropy are no probabilities (which a network that is quick beside the check asks
    /// of its first batch alone).
    /// </exception>
    /// <exception cref="NonFiniteException">The loss is not finite.</exception>
    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    /// <summary>The same with class labels.</summary>
    float ComputeGradients(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    /// <summary>Clips the gradients as declared, then takes one optimizer step.</summary>
    /// <exception cref="InvalidOperationException">There are no gradients that have not been applied yet.</exception>
    /// <exception cref="NonFiniteException">A gradient is not finite, or what would join the running statistics is not; nothing was updated.</exception>
    void ApplyGradients();

    /// <summary>One training step on one batch. Returns the loss before the update, penalties included.</summary>
    /// <exception cref="ArgumentException">As of <c>ComputeGradients</c>.</exception>
    /// <exception cref="NonFiniteException">The loss or a gradient is not finite; nothing was updated.</exception>
    float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    /// <summary>The same with class labels.</summary>
    float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    /// <summary>Copies the gradient of a tensor in PyTorch's shape and order.</summary>
    void GetGradient(string name, Span<float> destination);
}
