namespace GradCompile.Samples.ImageNets;

/// <summary>
/// LeNet-5 of LeCun, Bottou, Bengio and Haffner (1998) in today's form: ReLU and maxima for the scaled tanh and the trained
/// sub-sampling, a softmax for the radial basis functions. 61,706 parameters.
/// </summary>
[Network(1, 28, 28, InputMean = 0.13, InputStd = 0.31)]
[Conv2D(6, 5, Activation.ReLU, Padding = 2)]
[MaxPool(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool(2)]
[Flatten]
[Dense(120, Activation.ReLU)]
[Dense(84, Activation.ReLU)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.002)]
public partial class LeNet5;
