namespace GradCompile.Samples.Digits;

[Network(784, InputMean = 0.13, InputStd = 0.31)]
[Dense(256, Activation.ReLU, Init = Init.HeNormal)]
[Dropout(0.4)]
[Dense(10)]
[Loss(Loss.SoftmaxCrossEntropy)]
[Adam(0.002)]
[L2(1e-5)]
[ClipGlobalNorm(5)]
public partial class DigitNetwork;
