namespace GradCompile.Samples.GradientClinic;

#pragma warning disable GRAD1001 // shown on purpose

/// <summary>A sigmoid passes on at most a quarter of the gradient, twelve times over.</summary>
[Network(64)]
[Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid)]
[Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid)]
[Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid)]
[Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid), Dense(64, Activation.Sigmoid)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class SigmoidStack;

#pragma warning restore GRAD1001

/// <summary>ReLU with the weights that suit it, which Init.Auto chooses by itself.</summary>
[Network(64)]
[Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU)]
[Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Sgd(0.05)]
public partial class SigmoidStackFixed;
