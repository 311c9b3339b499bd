using System.Numerics.Tensors;

namespace GradCompile;

/// <summary>
/// The members that take batches, for tensor spans: [rows, …] where the dimensions behind the rows hold one row's numbers, as
/// [rows, 784] or [rows, 1, 28, 28]. They must lie without gaps in memory; nothing is copied.
/// </summary>
public static class NetworkTensorExtensions
{
    /// <summary>Runs the network in evaluation mode. Many threads may call it at once while nobody trains.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[rows, …]: the input size for each row.</param>
    /// <param name="outputs">[rows, …]: the output size for each row.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a span has gaps in memory; nothing was written.</exception>
    public static void Predict<TNetwork>(this INetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs)
        where TNetwork : INetwork<TNetwork> =>
        Given(network).Predict(Inputs<TNetwork>(inputs), DenseSpan.Rows(outputs, TNetwork.Info.OutputShape, nameof(outputs)));

    /// <summary>The loss of a batch in evaluation mode, penalties not included.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[rows, …]: the input size for each row.</param>
    /// <param name="targets">[rows, …]: the output size for each row.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a span has gaps in memory.</exception>
    public static float Evaluate<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, in ReadOnlyTensorSpan<float> targets)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).Evaluate(Inputs<TNetwork>(inputs), Targets<TNetwork>(targets));

    /// <summary>The same with class labels, one for each row.</summary>
    public static float Evaluate<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, ReadOnlySpan<int> labels)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).Evaluate(Inputs<TNetwork>(inputs), labels);

    /// <summary>The loss of a batch in training mode, penalties included; gradients are left in place and nothing is updated.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[rows, …]: the input size for each row.</param>
    /// <param name="targets">[rows, …]: the output size for each row.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a span has gaps in memory; nothing was written.</exception>
    public static float ComputeGradients<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, in ReadOnlyTensorSpan<float> targets)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).ComputeGradients(Inputs<TNetwork>(inputs), Targets<TNetwork>(targets));

    /// <summary>The same with class labels, one for each row.</summary>
    public static float ComputeGradients<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, ReadOnlySpan<int> labels)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).ComputeGradients(Inputs<TNetwork>(inputs), labels);

    /// <summary>One training step on one batch. Returns the loss before the update, penalties included.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">[rows, …]: the input size for each row.</param>
    /// <param name="targets">[rows, …]: the output size for each row.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or a span has gaps in memory; nothing was written.</exception>
    public static float Train<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, in ReadOnlyTensorSpan<float> targets)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).Train(Inputs<TNetwork>(inputs), Targets<TNetwork>(targets));

    /// <summary>The same with class labels, one for each row.</summary>
    public static float Train<TNetwork>(this ITrainableNetwork<TNetwork> network, in ReadOnlyTensorSpan<float> inputs, ReadOnlySpan<int> labels)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        Given(network).Train(Inputs<TNetwork>(inputs), labels);

    private static INetwork<TNetwork> Given<TNetwork>(INetwork<TNetwork> network)
        where TNetwork : INetwork<TNetwork> =>
        network ?? throw new ArgumentNullException(nameof(network));

    private static ITrainableNetwork<TNetwork> Given<TNetwork>(ITrainableNetwork<TNetwork> network)
        where TNetwork : ITrainableNetwork<TNetwork> =>
        network ?? throw new ArgumentNullException(nameof(network));

    private static ReadOnlySpan<float> Inputs<TNetwork>(in ReadOnlyTensorSpan<float> inputs)
        where TNetwork : INetwork<TNetwork> =>
        DenseSpan.Rows(inputs, TNetwork.Info.InputShape, nameof(inputs));

    private static ReadOnlySpan<float> Targets<TNetwork>(in ReadOnlyTensorSpan<float> targets)
        where TNetwork : INetwork<TNetwork> =>
        DenseSpan.Rows(targets, TNetwork.Info.OutputShape, nameof(targets));
}
