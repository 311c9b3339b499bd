using System.Reflection;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>No emitted method is beyond the JIT's patience: read from the real IL.</summary>
public class MethodSizeTests
{
    [Theory]
    [InlineData("[Network(784), Dense(512, Activation.GELU), Dense(512, Activation.Mish), Dense(1000), Loss(Loss.SoftmaxCrossEntropy)]")]
    [InlineData("[Network(512), Dense(512, Activation.Tanh), Dense(512, Activation.SELU), Dense(512)]")]
    [InlineData("[Network(3), Dense(4096, Activation.SiLU), LayerNorm, Dense(5), Loss(Loss.Huber)]")]
    [InlineData("[Network(64), Residual<Part>(Repeat = 60), Dense(10), Loss(Loss.SoftmaxCrossEntropy)]")]
    public void EveryMethodIsWithinTheBudget(string attributes)
    {
        var project = UserProject.Compile($"using GradCompile;\n{attributes}\npublic partial class Net;\n[Block, Dense(64), BatchNorm, Activation(Activation.ReLU), Dense(64)] public partial class Part;");
        using var loaded = project.Load();
        var methods = loaded.Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        var bodies = methods.Select(m => (Method: m, Body: m.GetMethodBody())).Where(m => m.Body is not null).ToList();
        Assert.NotEmpty(bodies);
        foreach (var (method, body) in bodies)
        {
            Assert.True(body!.GetILAsByteArray()!.Length <= 40_000, $"{method.DeclaringType!.Name}.{method.Name} has {body.GetILAsByteArray()!.Length} bytes of IL.");
            Assert.True(body.LocalVariables.Count <= 1_000, $"{method.DeclaringType!.Name}.{method.Name} has {body.LocalVariables.Count} locals.");
        }
    }
}
