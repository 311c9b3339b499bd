namespace GradCompile.Generators.Tests;

/// <summary>GRAD2001 to GRAD2005: each fires once, where its cause stands, and no other rule beside it.</summary>
public class OutputRuleTests
{
    [Theory]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2001:Dense(1, Activation.Softmax)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), {|GRAD2001:Activation(Activation.Softmax)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2001:Dense(1, Activation.Softmax)|}")]
    [InlineData("Network(20), {|GRAD2001:Dense(1, Activation.Softmax)|}, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation = Activation.Sigmoid)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.ReLU)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.Sigmoid)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(1, Activation.HardSigmoid)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(2, Activation.Softplus)|}, Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4), {|GRAD2002:Activation(Activation.Softmax)|}, Flatten, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.ReLU)|}, Activation(Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2002:Dense(4, Activation.Tanh)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1, Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2003:Dense(1, Activation.Sigmoid)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(1), Activation(Activation.Tanh), {|GRAD2003:Loss(Loss.SoftmaxCrossEntropy)|}")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(4, Activation.Softmax)|}, Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(4, Activation.Softmax)|}, Loss(Loss.Huber), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), {|GRAD2004:Dense(1, Activation.Sigmoid)|}, Loss(Loss.MeanAbsoluteError), Adam(0.001)")]
    [InlineData("Network(20), {|GRAD2005:Dense(8, Activation.Softmax)|}, Dense(4), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8), {|GRAD2005:Activation(Activation.Softmax)|}, Dropout(0.1), Dense(4)")]
    public void Fires(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Fact]
    public void ASoftmaxInABlockIsHidden() => NetworkCheck.Check(
        "[Network(8), Residual<B>] public partial class Net; [Block, {|GRAD2005:Dense(8, Activation.Softmax)|}] public class B;", "GRAD");

    [Fact]
    public void TheActivationOfASumIsSeen() => NetworkCheck.Check(
        "[Network(8), Dense(8, Activation.ReLU), {|GRAD2002:Residual<B>(Activation = Activation.Softmax)|}, Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net; [Block, Dense(8, Activation.ReLU), Dense(8)] public class B;", "GRAD2");

    [Theory]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Sigmoid)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.Tanh), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1, Activation.ReLU), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(1), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(5), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softplus), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.LeakyReLU), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.ReLU), LayerNorm, Dense(4, Activation.Identity), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)")]
    [InlineData("Network(20), Dense(8, Activation.Sigmoid), Dense(8, Activation.ReLU), Dense(1), Loss(Loss.MeanSquaredError), Adam(0.001)")]
    public void IsSilent(string attributes) => NetworkCheck.Check($"[{attributes}] public partial class Net;", "GRAD");

    [Theory]
    [InlineData("Activation.Softmax", "SoftmaxCrossEntropy", "cannot fall below 0.74")] // ln(1 + 3/e)
    [InlineData("Activation.Tanh", "SoftmaxCrossEntropy", "cannot fall below 0.34")] // ln(1 + 3/e²)
    [InlineData("Activation.Tanh", "SigmoidCrossEntropy", "cannot fall below 0.31")] // ln(1 + 1/e)
    [InlineData("Activation.ReLU", "SigmoidCrossEntropy", "no probability is below one half")]
    public void AMessageNamesTheFloor(string activation, string loss, string expected)
    {
        var found = Assert.Single(NetworkCheck.Diagnose($"Network(20), Dense(8, Activation.ReLU), Dense(4, {activation}), Loss(Loss.{loss}), Adam(0.001)", "GRAD2"));
        Assert.Contains(expected, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
