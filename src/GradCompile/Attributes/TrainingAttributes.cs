namespace GradCompile;

/// <summary>The loss. A network without one is for inference alone.</summary>
/// <param name="kind">The function.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class LossAttribute(Loss kind) : Attribute
{
    /// <summary>The function.</summary>
    public Loss Kind { get; } = kind;
}

/// <summary>How weights are updated from gradients. Without one, a network with a loss trains with <c>Sgd(0.01)</c>.</summary>
/// <param name="rate">The learning rate, above 0.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class OptimizerAttribute(double rate) : Attribute
{
    /// <summary>The learning rate.</summary>
    public double Rate { get; } = rate;
}

/// <summary>Stochastic gradient descent: v ← μv + g, w ← w − ηv.</summary>
/// <param name="rate">η, above 0.</param>
public sealed class SgdAttribute(double rate) : OptimizerAttribute(rate)
{
    /// <summary>μ, at least 0 and below 1 (Polyak 1964).</summary>
    public double Momentum { get; set; }

    /// <summary>Whether the step looks ahead: w ← w − η(g + μv) (Nesterov 1983, in PyTorch's form).</summary>
    public bool Nesterov { get; set; }
}

/// <summary>Adaptive moments (Kingma and Ba 2014): w ← w − η·m̂/(√v̂ + ε).</summary>
/// <param name="rate">η, above 0.</param>
public sealed class AdamAttribute(double rate) : OptimizerAttribute(rate)
{
    /// <summary>Decay of the mean gradient.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>Decay of the mean squared gradient.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε beside the root.</summary>
    public double Epsilon { get; set; } = 1e-8;
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2017), on all trainable tensors.</summary>
/// <param name="rate">η, above 0.</param>
public sealed class AdamWAttribute(double rate) : OptimizerAttribute(rate)
{
    /// <summary>Decay of the mean gradient.</summary>
    public double Beta1 { get; set; } = 0.9;

    /// <summary>Decay of the mean squared gradient.</summary>
    public double Beta2 { get; set; } = 0.999;

    /// <summary>ε beside the root.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The share, times η, by which weights shrink each step.</summary>
    public double WeightDecay { get; set; } = 0.01;
}

/// <summary>Divides by a moving root mean square of the gradients (Tieleman and Hinton 2012).</summary>
/// <param name="rate">η, above 0.</param>
public sealed class RmsPropAttribute(double rate) : OptimizerAttribute(rate)
{
    /// <summary>Decay of the mean squared gradient.</summary>
    public double Decay { get; set; } = 0.99;

    /// <summary>ε beside the root.</summary>
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>Momentum of the scaled steps.</summary>
    public double Momentum { get; set; }
}

/// <summary>Divides by the root of the sum of all squared gradients so far (Duchi et al. 2011).</summary>
/// <param name="rate">η, above 0.</param>
public sealed class AdaGradAttribute(double rate) : OptimizerAttribute(rate)
{
    /// <summary>ε beside the root.</summary>
    public double Epsilon { get; set; } = 1e-10;
}

/// <summary>A penalty on the weights of all layers, not on biases or normalisation. Several add up.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class PenaltyAttribute : Attribute;

/// <summary>Adds λ·Σ|w| to the loss.</summary>
/// <param name="lambda">λ, at least 0.</param>
public sealed class L1Attribute(double lambda) : PenaltyAttribute
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = lambda;
}

/// <summary>Adds λ·Σw² to the loss.</summary>
/// <param name="lambda">λ, at least 0.</param>
public sealed class L2Attribute(double lambda) : PenaltyAttribute
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = lambda;
}

/// <summary>Adds λ·(r·Σ|w| + (1 − r)·Σw²) to the loss (Zou and Hastie 2005).</summary>
/// <param name="lambda">λ, at least 0.</param>
/// <param name="ratio">r, from 0 (all L2) to 1 (all L1).</param>
public sealed class ElasticNetAttribute(double lambda, double ratio) : PenaltyAttribute
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = lambda;

    /// <summary>r.</summary>
    public double Ratio { get; } = ratio;
}

/// <summary>Bounds the gradient, penalties included, before each step. A network has at most one.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public abstract class ClipAttribute : Attribute;

/// <summary>Holds each element within ±c (Mikolov 2012).</summary>
/// <param name="threshold">c, above 0.</param>
public sealed class ClipValueAttribute(double threshold) : ClipAttribute
{
    /// <summary>c.</summary>
    public double Threshold { get; } = threshold;
}

/// <summary>Scales each tensor by min(1, c/‖g‖).</summary>
/// <param name="threshold">c, above 0.</param>
public sealed class ClipNormAttribute(double threshold) : ClipAttribute
{
    /// <summary>c.</summary>
    public double Threshold { get; } = threshold;
}

/// <summary>Scales all tensors by min(1, c/‖g‖) with their common norm (Pascanu et al. 2013).</summary>
/// <param name="threshold">c, above 0.</param>
public sealed class ClipGlobalNormAttribute(double threshold) : ClipAttribute
{
    /// <summary>c.</summary>
    public double Threshold { get; } = threshold;
}

/// <summary>Scales all tensors by min(1, factor·a/‖g‖), with a the bias-corrected moving average of the norms, this step's included.</summary>
/// <param name="factor">How far above the average a norm may lie, above 0.</param>
public sealed class ClipEmaAttribute(double factor) : ClipAttribute
{
    /// <summary>How far above the average a norm may lie.</summary>
    public double Factor { get; } = factor;

    /// <summary>β of the average.</summary>
    public double Decay { get; set; } = 0.99;
}

/// <summary>Holds each unit's gradient norm within λ times its weights' norm, which counts as at least 0.001 (Brock et al. 2021).</summary>
/// <param name="lambda">λ, above 0.</param>
public sealed class ClipAdaptiveAttribute(double lambda) : ClipAttribute
{
    /// <summary>λ.</summary>
    public double Lambda { get; } = lambda;
}
