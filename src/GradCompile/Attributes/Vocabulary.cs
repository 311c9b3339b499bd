namespace GradCompile;

/// <summary>An activation function, applied to each unit by itself (<see cref="Softmax"/>: to all units of a row).</summary>
public enum Activation
{
    /// <summary>φ(x) = x.</summary>
    Identity,

    /// <summary>max(0, x) (Nair and Hinton 2010).</summary>
    ReLU,

    /// <summary>x where x &gt; 0, else α·x, with α = 0.01 unless <c>Alpha</c> says otherwise (Maas et al. 2013).</summary>
    LeakyReLU,

    /// <summary>x where x &gt; 0, else α·(exp(x) − 1), with α = 1 unless <c>Alpha</c> says otherwise (Clevert et al. 2015).</summary>
    ELU,

    /// <summary>The self-normalising scaled ELU (Klambauer et al. 2017).</summary>
    SELU,

    /// <summary>x·Φ(x), with the exact normal distribution function (Hendrycks and Gimpel 2016).</summary>
    GELU,

    /// <summary>x·σ(x), also called swish.</summary>
    SiLU,

    /// <summary>x·tanh(ln(1 + exp(x))) (Misra 2019).</summary>
    Mish,

    /// <summary>ln(1 + exp(x)).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>1 / (1 + exp(−x)).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x/6 + ½, held within 0 and 1.</summary>
    HardSigmoid,

    /// <summary>x, held within −1 and 1.</summary>
    HardTanh,

    /// <summary>x·HardSigmoid(x).</summary>
    HardSwish,

    /// <summary>exp(x) / Σ exp(x) over the units of a row.</summary>
    Softmax,
}

/// <summary>How weights start.</summary>
public enum Init
{
    /// <summary>What theory asks of the activation that follows: HeNormal for the ReLU family, LeCunNormal for SELU, else XavierUniform.</summary>
    Auto,

    /// <summary>All zero.</summary>
    Zeros,

    /// <summary>All <c>InitScale</c>.</summary>
    Constant,

    /// <summary>Normal with standard deviation <c>InitScale</c>.</summary>
    Normal,

    /// <summary>Uniform within ±<c>InitScale</c>.</summary>
    Uniform,

    /// <summary>Normal with standard deviation <c>InitScale</c>, redrawn beyond two deviations.</summary>
    TruncatedNormal,

    /// <summary>Normal with variance gain²·2/(in + out) (Glorot and Bengio 2010).</summary>
    XavierNormal,

    /// <summary>Uniform with variance gain²·2/(in + out).</summary>
    XavierUniform,

    /// <summary>Normal with variance gain²/in, gain √2 (He et al. 2015).</summary>
    HeNormal,

    /// <summary>Uniform with variance gain²/in, gain √2.</summary>
    HeUniform,

    /// <summary>Normal with variance gain²/in, gain 1 (LeCun et al. 1998).</summary>
    LeCunNormal,

    /// <summary>Uniform with variance gain²/in, gain 1.</summary>
    LeCunUniform,

    /// <summary>Gain times a matrix with orthonormal rows or columns (Saxe et al. 2014).</summary>
    Orthogonal,

    /// <summary>Uniform within ±1/√in, for weights and biases.</summary>
    PyTorchDefault,
}

/// <summary>What training makes small.</summary>
public enum Loss
{
    /// <summary>Mean of (y − t)² over batch and outputs.</summary>
    MeanSquaredError,

    /// <summary>Mean of |y − t| over batch and outputs.</summary>
    MeanAbsoluteError,

    /// <summary>½(y − t)² within 1 of the target, |y − t| − ½ beyond; mean over batch and outputs.</summary>
    Huber,

    /// <summary>−Σ t·ln softmax(y) from logits y; mean over the batch. Takes class labels or probabilities.</summary>
    SoftmaxCrossEntropy,

    /// <summary>Binary cross-entropy from logits; mean over batch and outputs.</summary>
    SigmoidCrossEntropy,
}
