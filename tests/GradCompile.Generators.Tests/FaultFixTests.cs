using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>Errors whose fix is mechanical are offered it: the text afterwards, in which nothing is wrong.</summary>
public class FaultFixTests
{
    private const string End = "\npublic partial class Net;\n";

    [Theory]
    [InlineData("Remove the second loss", "[Network(3), Dense(2), Loss(Loss.Huber), Loss(Loss.MeanSquaredError)]", "[Network(3), Dense(2), Loss(Loss.Huber)]")]
    [InlineData("Remove the second optimizer", "[Network(3), Dense(2), Loss(Loss.Huber)]\n[Sgd(0.1)]\n[Adam(0.01)]", "[Network(3), Dense(2), Loss(Loss.Huber)]\n[Sgd(0.1)]")]
    [InlineData("Remove the second clipping", "[Network(3), Dense(2), Loss(Loss.Huber), ClipValue(1), ClipNorm(1)]", "[Network(3), Dense(2), Loss(Loss.Huber), ClipValue(1)]")]
    [InlineData("Use a Momentum of 0.9", "[Network(3), Dense(2), Loss(Loss.Huber), Sgd(0.1, Nesterov = true)]", "[Network(3), Dense(2), Loss(Loss.Huber), Sgd(0.1, Nesterov = true, Momentum = 0.9)]")]
    [InlineData("Use an InitScale of 0.05", "[Network(3), Dense(2, Init = Init.Normal)]", "[Network(3), Dense(2, Init = Init.Normal, InitScale = 0.05)]")]
    [InlineData("Remove the second [Network]", "[Network(3), Dense(2), Network(4)]", "[Network(3), Dense(2)]")]
    [InlineData("Put [Flatten] before it", "[Network(1, 4, 4), Dense(2)]", "[Network(1, 4, 4), Flatten, Dense(2)]")]
    public async Task AFaultIsFixed(string title, string fault, string expected)
    {
        var source = $"using GradCompile;\n\n{fault}{End}";
        Assert.Contains(title, await CodeFixRunner.OfferedAsync(source, new DeclarationAnalyzer(), new NetworkCodeFixProvider()));
        var changed = await CodeFixRunner.ApplyAsync(source, new DeclarationAnalyzer(), new NetworkCodeFixProvider(), title);
        Assert.Equal($"using GradCompile;\n\n{expected}{End}", changed);
        Assert.Empty(UserProject.Compile(changed).AnalyzerDiagnostics(new DeclarationAnalyzer()));
    }

    [Theory]
    [InlineData("[Network(3), Dense(2)]\npublic class Net;\n", "[Network(3), Dense(2)]\npublic partial class Net;\n")]
    [InlineData("[Network(3)]\n[Dense(2)] // two\nsealed class Net { }\n", "[Network(3)]\n[Dense(2)] // two\nsealed partial class Net { }\n")]
    [InlineData("[Dense(2), Network(3)] class Net { public int Count => 1; }", "[Dense(2), Network(3)] partial class Net { public int Count => 1; }")]
    public async Task AClassIsMadePartial(string fault, string expected)
    {
        var source = $"using GradCompile;\n\n{fault}";
        Assert.Equal(["Make the class partial"], await CodeFixRunner.OfferedAsync(source, new DeclarationAnalyzer(), new NetworkCodeFixProvider()));
        var changed = await CodeFixRunner.ApplyAsync(source, new DeclarationAnalyzer(), new NetworkCodeFixProvider(), "Make the class partial");
        Assert.Equal($"using GradCompile;\n\n{expected}", changed);
        Assert.Empty(UserProject.Compile(changed).AnalyzerDiagnostics(new DeclarationAnalyzer()));
    }
}
