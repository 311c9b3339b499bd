using System.Globalization;

namespace GradCompile.Generators.Tests;

/// <summary>Layers that start alike behind batch norms: growth from nothing to nothing is no number, and the network is diagnosed all the same.</summary>
public class ZeroWeightTests
{
    [Theory]
    [InlineData("Init = Init.Zeros")]
    [InlineData("Init = Init.Constant, InitScale = 0.1")]
    [InlineData("Init = Init.Constant, InitScale = 3e38")]
    [InlineData("Init = Init.Normal, InitScale = 0")]
    public void AreDiagnosed(string init)
    {
        var layer = $"Dense(8, {init}), BatchNorm, Activation(Activation.ReLU)";
        var found = NetworkCheck.Diagnose($"Network(8), {NetworkCheck.Times(2, layer)}, Dense(2), Loss(Loss.SoftmaxCrossEntropy), Sgd(0.1)");
        Assert.Contains(found, diagnostic => diagnostic.Id is "GRAD1005" or "GRAD1015");
        Assert.All(found, diagnostic => Assert.StartsWith("GRAD1", diagnostic.Id, StringComparison.Ordinal));
        Assert.All(found, diagnostic => Assert.DoesNotContain("NaN", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
