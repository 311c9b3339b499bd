using System.Runtime.CompilerServices;

namespace GradCompile.CompilerServices;

/// <summary>How tensors start: the table of initialisers.</summary>
internal static class Initialiser
{
    /// <param name="values">The tensor in PyTorch's order.</param>
    /// <param name="tensor">Its shape and law.</param>
    /// <param name="random">A stream of its own.</param>
    public static void Fill(Span<float> values, TensorDescriptor tensor, RandomStream random)
    {
        var law = tensor.Initializer;
        double fanIn = law.FanIn, fanSum = (double)law.FanIn + law.FanOut;
        switch (law.Kind)
        {
            case Init.Zeros:
                values.Clear();
                break;
            case Init.Constant:
                values.Fill((float)law.Scale);
                break;
            case Init.Normal:
                Normal(values, law.Mean, law.Scale, random);
                break;
            case Init.Uniform:
                Uniform(values, law.Mean, law.Scale, random);
                break;
            case Init.TruncatedNormal:
                TruncatedNormal(values, law.Scale, random);
                break;
            case Init.XavierNormal:
                Normal(values, 0, law.Scale * Math.Sqrt(2 / fanSum), random);
                break;
            case Init.XavierUniform:
                Uniform(values, 0, law.Scale * Math.Sqrt(6 / fanSum), random);
                break;
            case Init.HeNormal or Init.LeCunNormal:
                Normal(values, 0, law.Scale / Math.Sqrt(fanIn), random);
                break;
            case Init.HeUniform or Init.LeCunUniform:
                Uniform(values, 0, law.Scale * Math.Sqrt(3 / fanIn), random);
                break;
            case Init.PyTorchDefault:
                Uniform(values, 0, 1 / Math.Sqrt(fanIn), random);
                break;
            case Init.Orthogonal:
                OrthogonalMatrix.Fill(values, tensor.Shape[0], tensor.Size / tensor.Shape[0], (float)law.Scale, random);
                break;
            default:
                throw new NotSupportedException($"The initialiser {law.Kind} is unknown to the runtime.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normal(Span<float> values, double mean, double deviation, RandomStream random)
    {
        var (centre, scale) = ((float)mean, (float)deviation);
        foreach (ref var value in values) value = centre + (scale * random.Normal());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniform(Span<float> values, double mean, double bound, RandomStream random)
    {
        var (centre, scale) = ((float)mean, (float)bound);
        foreach (ref var value in values) value = centre + (scale * random.Uniform());
    }

    /// <summary>Draws beyond two deviations are drawn again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TruncatedNormal(Span<float> values, double deviation, RandomStream random)
    {
        foreach (ref var value in values)
        {
            float draw;
            do draw = random.Normal();
            while (MathF.Abs(draw) > 2);
            value = (float)deviation * draw;
        }
    }
}
