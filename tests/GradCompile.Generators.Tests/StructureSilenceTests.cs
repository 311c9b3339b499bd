namespace GradCompile.Generators.Tests;

/// <summary>Deep healthy networks: no rule of any kind has a word to say.</summary>
public class StructureSilenceTests
{
    private const string Classes = "Dense(10), Loss(Loss.SoftmaxCrossEntropy)";

    public static TheoryData<string> Optimizers => ["Adam(0.001)", "Sgd(0.01)"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void PlainStacks(string optimizer)
    {
        NetworkCheck.Check($"[Network(784), {NetworkCheck.Times(10, "Dense(64, Activation.ReLU, Init = Init.HeNormal)")}, {Classes}, {optimizer}] public partial class Net;", "GRAD");
        NetworkCheck.Check($"[Network(784), {NetworkCheck.Times(20, "Dense(64, Activation.SELU, Init = Init.LeCunNormal)")}, {Classes}, {optimizer}] public partial class Net;", "GRAD");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void FiftyBlocks(string optimizer)
    {
        const string After = "Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false), BatchNorm";
        const string Before = "BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false)";
        NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50, Activation = Activation.ReLU), {Classes}, {optimizer}] public partial class Net; [Block, {After}] public class B;", "GRAD");
        NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50), BatchNorm, Activation(Activation.ReLU), {Classes}, {optimizer}] public partial class Net; [Block, {Before}] public class B;", "GRAD");

        // With biases there is the one hint that they do nothing.
        NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50), {Classes}, {optimizer}] public partial class Net; [Block, {{|GRAD3003:Dense(64)|}}, BatchNorm, Activation(Activation.ReLU), Dense(64), BatchNorm] public class B;", "GRAD");
    }
}
