namespace GradCompile.Compiler.Declared;

// The vocabulary of the attributes, as the compiler knows it. The compiler cannot see the runtime's enums; binding maps
// them by value, and a test holds the two lists together.

/// <summary>An activation function.</summary>
public enum ActivationKind
{
    Identity, ReLU, LeakyReLU, ELU, SELU, GELU, SiLU, Mish, Softplus, Softsign, Sigmoid, Tanh, HardSigmoid, HardTanh, HardSwish, Softmax,
}

/// <summary>How a tensor is filled at the start.</summary>
public enum InitKind
{
    Auto, Zeros, Constant, Normal, Uniform, TruncatedNormal, XavierNormal, XavierUniform, HeNormal, HeUniform, LeCunNormal, LeCunUniform, Orthogonal, PyTorchDefault,
}

/// <summary>A loss function.</summary>
public enum LossKind
{
    MeanSquaredError, MeanAbsoluteError, Huber, SoftmaxCrossEntropy, SigmoidCrossEntropy,
}
