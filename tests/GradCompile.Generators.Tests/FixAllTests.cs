using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GradCompile.Generators.Tests;

/// <summary>"Fix all" with one rule or several, over a file, a project or a solution, as editors and <c>dotnet format</c> ask for it.</summary>
public class FixAllTests
{
    private const string One = """
        using GradCompile;
        [Network(20), Dense(8, Activation.Tanh), Activation(Activation.GELU), Dense(4)] public partial class A;
        [Network(20), Dense(8), BatchNorm, Activation(Activation.ReLU), Dense(4)] public partial class B;
        [Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class C;
        [Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)] public partial class D;
        [Network(20, BatchSize = 1), Dense(8, UseBias = false), BatchNorm, Activation(Activation.ReLU), Dense(4), Loss(Loss.MeanSquaredError), Adam(0.001)] public partial class E;

        """;

    private const string Two = """
        using GradCompile;
        [Network(20), Dense(8), BatchNorm, Activation(Activation.ReLU)] [Dense(4, Activation.Sigmoid)] [Activation(Activation.ReLU)] [Activation(Activation.Tanh)] public partial class F;
        [Network(20), Dense(8, Activation.ReLU), Dense(4), Activation(Activation.Sigmoid), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class G;

        """;

    private static readonly string[] Rules = ["GRAD3003", "GRAD2002", "GRAD3002"];

    public static TheoryData<FixAllScope, string?> Ways()
    {
        var ways = new TheoryData<FixAllScope, string?>();
        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            // Of whatever rule the fix was that was met first, or if there was none.
            foreach (var key in new[] { null, "GRAD3002Keep the first activation", "GRAD3003Set UseBias = false", "GRAD2002Remove the activation", "GRAD3007Use a BatchSize of 32" }) ways.Add(scope, key);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task OneRuleAfterTheOtherFixesAll(FixAllScope scope, string? key)
    {
        IReadOnlyList<string> files = [One, Two];
        foreach (var rule in Rules) files = await ApplyAll(files, key, scope, rule);
        Assert.Equal([OneFixed, scope == FixAllScope.Document ? Two : TwoFixed], files);
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task SeveralRulesAtOnceFixAll(FixAllScope scope) =>
        Assert.Equal([OneFixed, scope == FixAllScope.Document ? Two : TwoFixed], await ApplyAll([One, Two], null, scope, Rules));

    [Theory]
    [InlineData("GRAD3002Keep the last activation instead", "Dense(8, Activation.Tanh), Activation(Activation.GELU)", "Dense(8), Activation(Activation.GELU)", "Dense(4, Activation.Sigmoid)] [Activation(Activation.ReLU)]", "Dense(4)]")]
    [InlineData("GRAD2002Use Loss.SigmoidCrossEntropy on logits instead", "", "", "Activation(Activation.Sigmoid), Loss(Loss.SoftmaxCrossEntropy)", "Loss(Loss.SigmoidCrossEntropy)")]
    [InlineData("GRAD2002Remove the activation instead", "Dense(4, Activation.Softmax)", "Dense(4)", ", Activation(Activation.Sigmoid)", "")]
    public async Task AnAlternativeIsTakenWhereItIsOffered(string key, string one, string oneFixed, string two, string twoFixed)
    {
        IReadOnlyList<string> expected = [one.Length == 0 ? One : One.Replace(one, oneFixed, StringComparison.Ordinal), Two.Replace(two, twoFixed, StringComparison.Ordinal)];
        Assert.Equal(expected, await ApplyAll([One, Two], key, FixAllScope.Project, Rules));
    }

    private static string OneFixed => One
        .Replace(", Activation(Activation.GELU)", "", StringComparison.Ordinal)
        .Replace("Dense(8), BatchNorm", "Dense(8, UseBias = false), BatchNorm", StringComparison.Ordinal)
        .Replace("Dense(4, Activation.Softmax)", "Dense(4)", StringComparison.Ordinal)
        .Replace("Loss.SigmoidCrossEntropy", "Loss.SoftmaxCrossEntropy", StringComparison.Ordinal);

    private static string TwoFixed => Two
        .Replace("Dense(8), BatchNorm", "Dense(8, UseBias = false), BatchNorm", StringComparison.Ordinal)
        .Replace(" [Activation(Activation.ReLU)] [Activation(Activation.Tanh)]", "", StringComparison.Ordinal)
        .Replace(", Activation(Activation.Sigmoid), Loss", ", Loss", StringComparison.Ordinal);

    private static Task<IReadOnlyList<string>> ApplyAll(IReadOnlyList<string> files, string? key, FixAllScope scope, params string[] rules) =>
        CodeFixRunner.ApplyAllAsync(files, new NetworkAnalyzer(), new NetworkCodeFixProvider(), key, scope, rules);
}
