namespace GradCompile.Generators.Tests;

/// <summary>GRAD0003 and GRAD0004: sizes, rates and coefficients.</summary>
public class NumberTests
{
    [Theory]
    [InlineData("[{|GRAD0003:Network|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network()|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(0)|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(-3)|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(3, 4)|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(3, 4, 0)|}, Flatten, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(3, BatchSize = 0)|}, Dense(2)]")]
    [InlineData("[{|GRAD0003:Network(3, TrainingSteps = 0)|}, Dense(2)]")]
    [InlineData("[Network(3), {|GRAD0003:Dense(0)|}]")]
    [InlineData("[Network(3), Dense(4), {|GRAD0003:Dense(int.MinValue)|}]")]
    [InlineData("[Network(3), {|GRAD0003:Residual<B>(Repeat = 0)|}]")]
    [InlineData("[Network(3), {|GRAD0003:Residual<B>(Repeat = -1)|}]")]
    public void ASizeFires(string attributes) => Declaration.Check(attributes + " public partial class Net; [Block, Dense(3)] public class B;");

    [Theory]
    [InlineData("{|GRAD0004:Sgd(-1)|}")]
    [InlineData("{|GRAD0004:Sgd(0)|}")]
    [InlineData("{|GRAD0004:Sgd(double.NaN)|}")]
    [InlineData("{|GRAD0004:Adam(double.PositiveInfinity)|}")]
    [InlineData("{|GRAD0004:Adam(1e300)|}")]
    [InlineData("{|GRAD0004:Sgd(0.1, Momentum = 1)|}")]
    [InlineData("{|GRAD0004:Sgd(0.1, Momentum = -0.1)|}")]
    [InlineData("{|GRAD0004:Sgd(0.1, Nesterov = true)|}")]
    [InlineData("{|GRAD0004:Adam(0.1, Beta1 = 1.5)|}")]
    [InlineData("{|GRAD0004:Adam(0.1, Beta2 = -1)|}")]
    [InlineData("{|GRAD0004:Adam(0.1, Epsilon = 0)|}")]
    [InlineData("{|GRAD0004:AdamW(0.1, WeightDecay = -1)|}")]
    [InlineData("{|GRAD0004:RmsProp(0.1, Decay = 2)|}")]
    [InlineData("{|GRAD0004:RmsProp(0.1, Momentum = double.NaN)|}")]
    [InlineData("{|GRAD0004:AdaGrad(0.1, Epsilon = -1)|}")]
    [InlineData("{|GRAD0004:L1(-0.1)|}")]
    [InlineData("{|GRAD0004:L2(double.NaN)|}")]
    [InlineData("{|GRAD0004:ElasticNet(0.1, 1.5)|}")]
    [InlineData("{|GRAD0004:ElasticNet(-0.1, 0.5)|}")]
    [InlineData("{|GRAD0004:ClipValue(0)|}")]
    [InlineData("{|GRAD0004:ClipNorm(-1)|}")]
    [InlineData("{|GRAD0004:ClipGlobalNorm(double.NegativeInfinity)|}")]
    [InlineData("{|GRAD0004:ClipEma(2, Decay = 1)|}")]
    [InlineData("{|GRAD0004:ClipAdaptive(0)|}")]
    [InlineData("{|GRAD0004:Dropout(1)|}, Dense(1)")]
    [InlineData("{|GRAD0004:Dropout(-0.5)|}, Dense(1)")]
    [InlineData("{|GRAD0004:Dropout(double.NaN)|}, Dense(1)")]
    [InlineData("{|GRAD0004:BatchNorm(ScaleInit = double.NaN)|}")]
    [InlineData("{|GRAD0004:Dense(3, Init = Init.Normal)|}")]
    [InlineData("{|GRAD0004:Dense(3, Init = Init.Constant)|}")]
    [InlineData("{|GRAD0004:Dense(3, Init = Init.Uniform, InitScale = double.NaN)|}")]
    [InlineData("{|GRAD0004:Dense(3, BiasInit = double.PositiveInfinity)|}")]
    [InlineData("{|GRAD0004:Dense(3, BiasStd = -1)|}")]
    [InlineData("{|GRAD0004:Dense(3, L1 = -1)|}")]
    [InlineData("{|GRAD0004:Dense(3, L2 = double.NaN)|}")]
    [InlineData("{|GRAD0004:Dense(3, Activation.LeakyReLU, Alpha = double.NaN)|}")]
    [InlineData("{|GRAD0004:Dense(3, (Activation)99)|}")]
    [InlineData("{|GRAD0004:Dense(3, Init = (Init)(-1))|}")]
    [InlineData("{|GRAD0004:Activation((Activation)16)|}")]
    [InlineData("{|GRAD0004:Residual<B>(Scale = double.NaN)|}")]
    public void ACoefficientFires(string attribute) =>
        Declaration.Check($"[Network(3), Dense(3), Loss(Loss.Huber)] [{attribute}] public partial class Net; [Block, Dense(3)] public class B;");

    [Fact]
    public void ALossOutOfItsEnumFires() => Declaration.Check("[Network(3), Dense(3), {|GRAD0004:Loss((Loss)7)|}] public partial class Net;");

    [Fact]
    public void AnInputOutOfRangeFires() => Declaration.Check("[{|GRAD0004:Network(3, InputStd = -1)|}, Dense(3)] public partial class Net;");

    [Theory]
    [InlineData("Sgd(1, Momentum = 0.9, Nesterov = true)")]
    [InlineData("Sgd(0.1, Momentum = 0)")]
    [InlineData("Adam(1e-3, Beta1 = 0, Beta2 = 0.5)")]
    [InlineData("AdamW(1e-3, WeightDecay = 0)")]
    [InlineData("RmsProp(1e-3, Decay = 0, Momentum = 0.5)")]
    [InlineData("AdaGrad(1)")]
    [InlineData("L1(0), L2(0), ElasticNet(1e-4, 0), ElasticNet(1e-4, 1)")]
    [InlineData("ClipValue(1)")]
    [InlineData("ClipNorm(1)")]
    [InlineData("ClipGlobalNorm(1)")]
    [InlineData("ClipEma(1.5, Decay = 0)")]
    [InlineData("ClipAdaptive(0.01)")]
    [InlineData("Dropout(0), Dropout(0.99)")]
    [InlineData("Dense(1, Activation.ELU, Alpha = 0.5, Init = Init.TruncatedNormal, InitScale = 0.1, BiasInit = -1, BiasStd = 0.1, L1 = 0, L2 = 1)")]
    public void IsSilentWithinTheRange(string attribute) =>
        Declaration.Check($"[Network(1), Dense(1), Loss(Loss.Huber)] [{attribute}] public partial class Net;");
}
