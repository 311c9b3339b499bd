namespace GradCompile.Samples.Regularisation;

/// <summary>
/// The update as the article prints it, for L1 and for L2 alike: θ := θ − η∇J + λ·sign(θ). Its last term has the wrong sign and no η: every
/// weight walks away from zero by λ a step.
/// </summary>
internal sealed class PrintedRule<T>(T network, float lambda)
    where T : class, ITrainableNetwork<T>
{
    private readonly (string Name, float[] Weights)[] _tensors =
        [.. T.Info.Tensors.Where(t => t.IsTrainable && t.Shape.Count > 1).Select(t => (t.Name, new float[t.Shape.Aggregate(1, (size, side) => size * side)]))];

    /// <summary>One step: the network's own, and then the article's term.</summary>
    public float Train(float[] images, int[] labels)
    {
        var loss = network.Train(images, labels);
        foreach (var (name, weights) in _tensors)
        {
            network.GetTensor(name, weights);
            for (var i = 0; i < weights.Length; i++) weights[i] += lambda * MathF.Sign(weights[i]);
            network.SetTensor(name, weights);
        }

        return loss;
    }
}
