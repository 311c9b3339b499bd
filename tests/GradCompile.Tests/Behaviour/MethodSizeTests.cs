using System.Reflection;
using System.Reflection.Emit;
using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>No emitted method is beyond the JIT's patience, 20,000 instructions and 60,000 bytes, with room to spare: read from the real IL.</summary>
public class MethodSizeTests
{
    private const int MostInstructions = 14_000;
    private const int MostBytes = 40_000;
    private const int MostLocals = 1_000;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    public static TheoryData<string> Names() => Networks.Names();

    [Theory]
    [InlineData("[Network(784), Dense(512, Activation.GELU), Dense(512, Activation.Mish), Dense(1000), Loss(Loss.SoftmaxCrossEntropy)]")]
    [InlineData("[Network(512), Dense(512, Activation.Tanh), Dense(512, Activation.SELU), Dense(512)]")]
    [InlineData("[Network(3), Dense(4096, Activation.SiLU), LayerNorm, Dense(5), Loss(Loss.Huber)]")]
    [InlineData("[Network(64), Residual<Part>(Repeat = 60), Dense(10), Loss(Loss.SoftmaxCrossEntropy)]")]
    public void EveryMethodIsWithinTheBudget(string attributes)
    {
        var project = UserProject.Compile($"using GradCompile;\n{attributes}\npublic partial class Net;\n[Block, Dense(64), BatchNorm, Activation(Activation.ReLU), Dense(64)] public partial class Part;");
        using var loaded = project.Load();
        Check(loaded.Assembly);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SoItIsInEveryTestedNetwork(string name)
    {
        using var network = NetworkUnderTest.Compile(Networks.All[name]);
        Check(network.Instance.GetType().Assembly);
    }

    [Theory]
    [InlineData("LeNet5.cs")]
    [InlineData("ResNet152.cs")]
    public void SoItIsInThePublishedNetworks(string file)
    {
        using var loaded = UserProject.Compile("global using GradCompile;", PublishedNetworks.Source(file)).Load();
        Check(loaded.Assembly);
    }

    [Fact]
    public void InstructionsAreCounted()
    {
        // ldarg.0; ldc.i4 5; switch of two; two-byte ceq; ret.
        byte[] il = [0x02, 0x20, 5, 0, 0, 0, 0x45, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFE, 0x01, 0x2A];
        Assert.Equal(5, Instructions(il));
    }

    private static void Check(Assembly assembly)
    {
        var methods = assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        var bodies = methods.Select(m => (Method: m, Body: m.GetMethodBody())).Where(m => m.Body is not null).ToList();
        Assert.NotEmpty(bodies);
        foreach (var (method, body) in bodies)
        {
            var il = body!.GetILAsByteArray()!;
            var name = $"{method.DeclaringType!.Name}.{method.Name}";
            Assert.True(il.Length <= MostBytes, $"{name} has {il.Length} bytes of IL.");
            Assert.True(Instructions(il) <= MostInstructions, $"{name} has {Instructions(il)} instructions.");
            Assert.True(body.LocalVariables.Count <= MostLocals, $"{name} has {body.LocalVariables.Count} locals.");
        }
    }

    private static int Instructions(byte[] il)
    {
        var count = 0;
        for (var i = 0; i < il.Length; count++)
        {
            var code = OpCodes[il[i] == 0xFE ? unchecked((short)(0xFE00 | il[i + 1])) : il[i]];
            i += code.Size + (code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i + code.Size)),
                _ => 4,
            });
        }

        return count;
    }
}
