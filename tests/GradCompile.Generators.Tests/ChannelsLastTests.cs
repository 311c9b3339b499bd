using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>Shapes with the channels last: a fault says so, and a fix turns the shape however it is written.</summary>
public class ChannelsLastTests
{
    [Theory]
    [InlineData("[{|GRAD0005:Network(32, 32, 1)|}, Conv2D(8, 3, Activation.ReLU), Flatten, Dense(10)] public partial class Net;", "did you mean 1, 32, 32?")]
    [InlineData("[{|GRAD0005:Network(48, 64, 3)|}, Conv2D(8, 3, Activation.ReLU), MaxPool(2), MaxPool(2), Flatten, Dense(10)] public partial class Net;", "did you mean 3, 48, 64?")]
    [InlineData("[{|GRAD0005:Network(28, 28, 1)|}, Conv2D(8, 3, Activation.ReLU), Dense(10)] public partial class Net;", "did you mean 1, 28, 28?")] // Flatten is missing too
    [InlineData("[Network(28, 28, 1), {|GRAD0005:Dense(10)|}] public partial class Net;", "put [Flatten] before it.")]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:Conv2D(2, 5)|}] public partial class Net;", "pool less before it.")]
    [InlineData("[Network(8, 8, 1), {|GRAD0005:Conv2D(2, 9)|}] public partial class Net;", "pool less before it.")]
    public void AFaultAsksForTheShape(string source, string end) => Assert.EndsWith(end, Declaration.Message(source), StringComparison.Ordinal);

    [Theory]
    [InlineData("Network(32, 32, 1)", "Network(1, 32, 32)")]
    [InlineData("Network(32, 32, 1, BatchSize = 16)", "Network(1, 32, 32, BatchSize = 16)")]
    [InlineData("Network(new[] { 32, 32, 1 }, BatchSize = 16)", "Network(1, 32, 32, BatchSize = 16)")]
    [InlineData("Network(shape: new[] { 32, 32, 1 })", "Network(1, 32, 32)")]
    public async Task TheShapeIsTurned(string before, string after)
    {
        var source = $"using GradCompile;\n\n[{before}, Conv2D(8, 3, Activation.ReLU), Flatten]\n[Dense(10), Loss(Loss.SoftmaxCrossEntropy)]\npublic partial class Net;\n";
        Assert.Equal(
            source.Replace(before, after, StringComparison.Ordinal),
            await CodeFixRunner.ApplyAsync(source, new DeclarationAnalyzer(), new NetworkCodeFixProvider(), "Use the shape 1, 32, 32"));
    }
}
