using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>Silence on set-ups that train: worth more than one more catch.</summary>
public class HealthyNetworkTests
{
    private const string Classes = "Dense(10), Loss(Loss.SoftmaxCrossEntropy)";
    private const string ZeroBlock = "[Block, Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false), BatchNorm(ScaleInit = 0)] public class B;";
    private const string PlainBlock = "[Block, Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false), BatchNorm] public class B;";
    private const string EarlyBlock = "[Block, BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(64, UseBias = false)] public class B;";

    public static TheoryData<string> Optimizers => ["Sgd(0.01)", "Sgd(0.1)", "Sgd(0.05, Momentum = 0.9)", "Adam(0.001)", "AdamW(3e-4)", "RmsProp(0.001)"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void DeepReLUWithHe(string optimizer) => Silent($"Network(784), {NetworkCheck.Times(10, "Dense(128, Activation.ReLU, Init = Init.HeNormal)")}, {Classes}, {optimizer}");

    [Theory]
    [InlineData("Sgd(0.01)")]
    [InlineData("Adam(0.001)")]
    [InlineData("AdamW(3e-4)")]
    [InlineData("RmsProp(0.001)")]
    public void DeepSeluWithLeCun(string optimizer) => Silent($"Network(784), {NetworkCheck.Times(20, "Dense(128, Activation.SELU, Init = Init.LeCunNormal)")}, {Classes}, {optimizer}");

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ShallowNetworksOfEveryActivation(string optimizer)
    {
        foreach (var activation in new[] { "ReLU", "LeakyReLU", "ELU", "SELU", "GELU", "SiLU", "Mish", "Softplus", "Softsign", "Sigmoid", "Tanh", "HardSigmoid", "HardTanh", "HardSwish" })
        {
            Silent($"Network(784, InputMean = 0.13, InputStd = 0.31), Dense(128, Activation.{activation}), {Classes}, {optimizer}");
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void DeepResiduals(string optimizer)
    {
        foreach (var block in new[] { ZeroBlock, PlainBlock, EarlyBlock })
        {
            NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50), {Classes}, {optimizer}] public partial class Net; {block}");
            NetworkCheck.Check($"[Network(784), Dense(64), BatchNorm, Activation(Activation.ReLU), Residual<B>(Repeat = 50, Activation = Activation.ReLU), {Classes}, {optimizer}] public partial class Net; {block}");
        }

        NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50, Scale = 0.14), {Classes}, {optimizer}] public partial class Net; [Block, Dense(64, Activation.ReLU), Dense(64)] public class B;");
        NetworkCheck.Check($"[Network(784), Dense(64), Residual<B>(Repeat = 50), {Classes}, {optimizer}] public partial class Net; [Block, Dense(64, Activation.ReLU), Dense(64, Init = Init.Zeros)] public class B;");
    }

    [Theory]
    // Zero in the last layer, and a single unit, have nothing to be told apart from.
    [InlineData("Network(100), Dense(64, Activation.ReLU), Dense(10, Init = Init.Zeros), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)")]
    [InlineData("Network(10), Dense(1, Init = Init.Zeros), Loss(Loss.SigmoidCrossEntropy), Adam(0.01)")]
    // A last layer that starts small is the first to learn.
    [InlineData("Network(100), Dense(64, Activation.Tanh), Dense(64, Activation.Tanh), Dense(10, Init = Init.Normal, InitScale = 1e-6), Loss(Loss.SoftmaxCrossEntropy), Adam(0.01)")]
    // A network without a loss is never trained: its weights are loaded.
    [InlineData("Network(100), Dense(64, Activation.Sigmoid, Init = Init.Normal, InitScale = 0.001), Dense(64, Init = Init.Zeros), Dense(10, Init = Init.Normal, InitScale = 30)")]
    [InlineData("Network(2), Dense(8, Activation.Tanh), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.02)")]
    [InlineData("Network(13), Dense(64, Activation.ReLU), Dense(64, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), RmsProp(0.001), L2(1e-4)")]
    [InlineData("Network(784), Dense(64, Activation.ReLU, BiasInit = 0.1), Dropout(0.5), Dense(10), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), ClipGlobalNorm(1)")]
    [InlineData("Network(784), Dense(64, Activation.Tanh, Init = Init.PyTorchDefault), Dense(10, Init = Init.PyTorchDefault), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1), ClipValue(1)")]
    public void UsualSetUps(string attributes) => Silent(attributes);

    /// <summary>The reference cases were made to compare numbers, and are small and sound, but for the one that is named for its fault.</summary>
    [Fact]
    public void TheReferenceCases()
    {
        foreach (var file in Directory.GetFiles(GoldenFolder(), "case.json", SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            var text = string.Join("\n", json.RootElement.GetProperty("blocks").EnumerateArray().Concat(json.RootElement.GetProperty("attributes").EnumerateArray()).Select(line => line.GetString()));
            var found = NetworkCheck.Diagnostics($"{text}\npublic partial class Net;", "GRAD1").Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info).Select(diagnostic => diagnostic.ToString());
            if (file.Contains("deep-sigmoid", StringComparison.Ordinal)) Assert.Contains("GRAD1001", Assert.Single(found), StringComparison.Ordinal);
            else Assert.True(!found.Any(), $"{file}\n{string.Join("\n", found)}");
        }
    }

    private static void Silent(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;");

    private static string GoldenFolder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "golden");
}
