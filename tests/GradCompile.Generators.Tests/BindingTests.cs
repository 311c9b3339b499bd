using GradCompile.Compiler;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Binding;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>What binding reads of each attribute: what is written, what is left to its default, and where it stands.</summary>
public class BindingTests
{
    [Fact]
    public void EveryLayerIsReadInSourceOrder()
    {
        var network = Bind("""
            [Network(1, 28, 28, InputMean = 0.5, InputStd = 2, BatchSize = 8, TrainingSteps = 500)]
            [Conv2D(8, 3, Activation.ReLU, Stride = 2, Padding = 1, UseBias = false, Name = "eye")]
            [MaxPool(2), AveragePool(3, Stride = 1, Padding = 1)]
            [GlobalAveragePool, Flatten]
            [BatchNorm(ScaleInit = 0), LayerNorm]
            [Activation(Activation.ELU, Alpha = 2)]
            [Dropout(0.25)]
            [Residual<B>(Repeat = 2, Scale = 0.5, Activation = Activation.Tanh, L1 = 1, L2 = 2)]
            [Dense(4, Activation.ReLU, Init = Init.Normal, InitScale = 1, BiasInit = 2, BiasStd = 3, L1 = 4, L2 = 5)]
            [Dense(5, Activation.ReLU, Activation = Activation.Tanh)]
            public partial class Net;
            [Block, Dense(3)] public class B;
            """);
        Assert.Equal(new DeclaredInput(new EquatableArray<int>(1, 28, 28), 0.5, 2, 8, new Origin("", 0), 500, IsScaleDeclared: true), network.Input);
        var none = new WeightOptions();
        var expected = new DeclaredLayer[]
        {
            new Conv2DLayer(new("", 1), "eye", 8, 3, 2, 1, none with { Activation = ActivationKind.ReLU, UseBias = false }),
            new PoolLayer(new("", 2), null, true, 2, null, 0),
            new PoolLayer(new("", 3), null, false, 3, 1, 1),
            new GlobalAveragePoolLayer(new("", 4), null),
            new FlattenLayer(new("", 5), null),
            new BatchNormLayer(new("", 6), null, 0),
            new LayerNormLayer(new("", 7), null),
            new ActivationLayer(new("", 8), null, ActivationKind.ELU, 2),
            new DropoutLayer(new("", 9), null, 0.25),
            new ResidualLayer(new("", 10), null, "B", 2, 0.5, ActivationKind.Tanh, null, 1, 2),
            new DenseLayer(new("", 11), null, 4, new WeightOptions(ActivationKind.ReLU, null, InitKind.Normal, 1, 2, 3, true, 4, 5)),
            new DenseLayer(new("", 12), null, 5, none with { Activation = ActivationKind.Tanh }),
        };
        Assert.Equal(expected, network.Layers);
        Assert.Equal([new DeclaredBlock("B", "B", true, new EquatableArray<DeclaredLayer>(new DenseLayer(new("B", 1), null, 3, none)))], network.Blocks);
    }

    [Fact]
    public void WhatIsWrittenAsItsDefaultCountsAsWritten()
    {
        var dense = Assert.IsType<DenseLayer>(Assert.Single(Bind("[Network(2), Dense(1, BiasInit = 0, Alpha = 0, L1 = 0)] public partial class Net;").Layers));
        Assert.Equal(new WeightOptions(Alpha: 0, BiasInit: 0, L1: 0), dense.Options);
    }

    [Theory]
    [InlineData("Sgd(0.1, Momentum = 0.9, Nesterov = true)")]
    [InlineData("Adam(0.1)")]
    [InlineData("Adam(1, Beta1 = 0.5, Beta2 = 0.25, Epsilon = 2)")]
    [InlineData("AdamW(0.1)")]
    [InlineData("AdamW(0.1, WeightDecay = 3)")]
    [InlineData("RmsProp(0.1, Decay = 0.5, Epsilon = 2, Momentum = 0.25)")]
    [InlineData("AdaGrad(0.1, Epsilon = 2)")]
    public void EveryOptimizerIsRead(string attribute)
    {
        var origin = new Origin("", 2);
        DeclaredOptimizer expected = attribute switch
        {
            ['S', ..] => new SgdOptimizer(0.1, origin, 0.9, true),
            "Adam(0.1)" => new AdamOptimizer(0.1, origin),
            "AdamW(0.1)" => new AdamOptimizer(0.1, origin, WeightDecay: 0.01),
            "AdamW(0.1, WeightDecay = 3)" => new AdamOptimizer(0.1, origin, WeightDecay: 3),
            ['R', ..] => new RmsPropOptimizer(0.1, origin, 0.5, 2, 0.25),
            ['A', 'd', 'a', 'G', ..] => new AdaGradOptimizer(0.1, origin, 2),
            _ => new AdamOptimizer(1, origin, 0.5, 0.25, 2),
        };
        Assert.Equal([expected], Bind($"[Network(2), Dense(1), {attribute}] public partial class Net;").Optimizers);
    }

    [Fact]
    public void PenaltiesClipsAndLossesAreRead()
    {
        var network = Bind("[Network(2), Dense(1), Loss(Loss.Huber), L1(1), L2(2), ElasticNet(4, 0.25), ClipValue(1), ClipNorm(2), ClipGlobalNorm(3), ClipEma(4, Decay = 0.5), ClipAdaptive(5)] public partial class Net;");
        Assert.Equal([new DeclaredLoss(LossKind.Huber, new("", 2))], network.Losses);
        Assert.Equal([(1d, 0d), (0d, 2d), (1d, 3d)], network.Penalties.Select(penalty => (penalty.L1, penalty.L2)));
        Assert.Equal(
            [(ClipKind.Value, 1d, 0.99), (ClipKind.Norm, 2d, 0.99), (ClipKind.GlobalNorm, 3d, 0.99), (ClipKind.Ema, 4d, 0.5), (ClipKind.Adaptive, 5d, 0.99)],
            network.Clips.Select(clip => (clip.Kind, clip.Threshold, clip.Decay)));
    }

    [Fact]
    public void TheTypeIsReadWithoutItsEscapes()
    {
        var type = BindAll("namespace @event.Inner { [GradCompile.Network(2), GradCompile.Dense(1)] sealed partial class @class; }", "event.Inner.class").Network.Type;
        Assert.Equal(new DeclaredType("event.Inner", "class", IsPublic: false, IsSealed: true), type);
    }

    [Fact]
    public void CircularBlocksAreReadOnceEach()
    {
        var network = Bind("[Network(2), Residual<A>, Residual<B>] public partial class Net; [Block, Residual<B>] public class A; [Block, Residual<A>, Residual<Net>] public class B;");
        Assert.Equal(["A", "B", "Net"], network.Blocks.Select(block => block.Key));
        Assert.Equal([true, true, false], network.Blocks.Select(block => block.IsBlock));
    }

    [Theory]
    [InlineData("[Network(2), Dense]")]
    [InlineData("[Network(2), Dense()]")]
    [InlineData("[Network(2), Dense(]")]
    [InlineData("[Network(2), Dense(\"x\")]")]
    [InlineData("[Network(2), Dense(1.5)]")]
    [InlineData("[Network(2), Dense(99999999999)]")]
    [InlineData("[Network(2), Dense(unknown)]")]
    [InlineData("[Network(2), Dens(1)]")]
    [InlineData("[Network(\"a\"), Dense(1)]")]
    [InlineData("[Network(2, \"a\"), Dense(1)]")]
    [InlineData("[Network(2), Residual<>]")]
    [InlineData("[Network(2), Residual<Unknown>]")]
    [InlineData("[Network(2), Residual<Half>]")]
    [InlineData("[Network(2), Dense(1), Loss(Loss.)]")]
    [InlineData("[Network(2), Dense(1), Loss(Loss.Unknown)]")]
    [InlineData("[Network(2), Dense(1, Activation.)]")]
    [InlineData("[Network(2), Dense(1, Init = )]")]
    public void HalfTypedAttributesAreIncomplete(string attributes)
    {
        var source = $"using GradCompile; {attributes} public partial class Net; [Block, Dense(] public class Half;";
        Assert.False(BindAll(source, "Net").IsComplete);
        var project = UserProject.Compile(source);
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.Empty(project.AnalyzerDiagnostics());
        Assert.NotEmpty(project.CompilerDiagnostics());
        Assert.DoesNotContain(project.CompilerDiagnostics(), project.IsInGeneratedText);
    }

    private static DeclaredNetwork Bind(string source)
    {
        var bound = BindAll("using GradCompile;\n" + source, "Net");
        Assert.True(bound.IsComplete);
        return bound.Network;
    }

    private static BoundNetwork BindAll(string source, string name)
    {
        var compilation = References.EmptyCompilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, References.ParseOptions));
        var type = compilation.GetTypeByMetadataName(name);
        Assert.NotNull(type);
        var bound = NetworkBinding.Bind(type, compilation, TestContext.Current.CancellationToken);
        Assert.NotNull(bound);
        return bound;
    }
}
