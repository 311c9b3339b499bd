using GradCompile.CodeFixes;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>One fix that edits several attributes, in all the ways in which these can stand beside each other.</summary>
public class AttributeLayoutTests
{
    private const string First = "Keep the first activation";
    private const string Last = "Keep the last activation";

    [Theory]
    // Lists on one line.
    [InlineData(First, "[Dense(4, Activation.HardSwish)] [Activation(Activation.GELU)] [Activation(Activation.SiLU)]", "[Dense(4, Activation.HardSwish)]")]
    [InlineData(Last, "[Dense(4, Activation.HardSwish)] [Activation(Activation.GELU)] [Activation(Activation.SiLU)]", "[Dense(4)] [Activation(Activation.SiLU)]")]
    [InlineData(First, "[Dense(4, Activation.Tanh)][Activation(Activation.GELU)][Activation(Activation.SiLU)]", "[Dense(4, Activation.Tanh)]")]
    [InlineData(Last, "[Dense(4)] [Activation(Activation.Tanh)] [Activation(Activation.GELU)]  [Activation(Activation.SiLU)]", "[Dense(4)] [Activation(Activation.SiLU)]")]
    [InlineData(First, "\t[Dense(4)] [Activation(Activation.Tanh)] \t [Activation(Activation.GELU)]\t[Activation(Activation.SiLU)]", "\t[Dense(4)] [Activation(Activation.Tanh)]")]
    // A line of which nothing is left.
    [InlineData(First, "[Dense(4, Activation.Tanh)]\n  [Activation(Activation.GELU)] [Activation(Activation.SiLU)]", "[Dense(4, Activation.Tanh)]")]
    [InlineData(Last, "[Dense(4)]\n[Activation(Activation.Tanh)] [Activation(Activation.GELU)]\n[Activation(Activation.SiLU)]", "[Dense(4)]\n[Activation(Activation.SiLU)]")]
    [InlineData(First, "[Dense(4, Activation.Tanh)]\n[Activation(Activation.GELU),\n Activation(Activation.SiLU)]", "[Dense(4, Activation.Tanh)]")]
    [InlineData(First, "[Dense(4), Activation(Activation.Tanh)] [Activation(Activation.GELU),\n Activation(Activation.SiLU)]", "[Dense(4), Activation(Activation.Tanh)]")]
    // One list.
    [InlineData(First, "[Dense(4), Activation(Activation.Tanh), Activation(Activation.GELU), Activation(Activation.SiLU)]", "[Dense(4), Activation(Activation.Tanh)]")]
    [InlineData(Last, "[Dense(4), Activation(Activation.Tanh), Activation(Activation.GELU), Activation(Activation.SiLU)]", "[Dense(4), Activation(Activation.SiLU)]")]
    [InlineData(Last, "[Dense(4),\n Activation(Activation.Tanh),\n Activation(Activation.GELU),\n Activation(Activation.SiLU)]", "[Dense(4),\n Activation(Activation.SiLU)]")]
    // Comments between them.
    [InlineData(Last, "[Dense(4) /* a */, Activation(Activation.Tanh) /* b */, Activation(Activation.GELU) /* c */,Activation(Activation.SiLU) /* d */]", "[Dense(4) /* a */, /* b */ /* c */Activation(Activation.SiLU) /* d */]")]
    [InlineData(First, "[Dense(4) /* a */, Activation(Activation.Tanh) /* b */, Activation(Activation.GELU) /* c */, Activation(Activation.SiLU) /* d */]", "[Dense(4) /* a */, Activation(Activation.Tanh) /* b */ /* c */ /* d */]")]
    [InlineData(First, "[Dense(4, Activation.Tanh)] /* a */ [Activation(Activation.GELU)] /* b */ [Activation(Activation.SiLU)] // c", "[Dense(4, Activation.Tanh)] /* a */ /* b */ // c")]
    [InlineData(Last, "/* a */ [Dense(4)] [Activation(Activation.Tanh)] /* b */ [Activation(Activation.GELU)]\n// c\n[Activation(Activation.SiLU)]", "/* a */ [Dense(4)] /* b */\n// c\n[Activation(Activation.SiLU)]")]
    [InlineData(First, "[Dense(4), Activation(Activation.Tanh)] // a\n[Activation(Activation.GELU), // b\n Activation(Activation.SiLU)] // c", "[Dense(4), Activation(Activation.Tanh)] // a\n// b\n // c")]
    [InlineData(First, "[Dense(4), Activation(Activation.Tanh)]\n[/* a */ Activation(Activation.GELU)] [Activation(Activation.SiLU) /* b */]", "[Dense(4), Activation(Activation.Tanh)]\n/* a */ /* b */")]
    public async Task NothingIsLeftOfWhatIsRemovedButComments(string title, string before, string after)
    {
        foreach (var (top, bottom) in new[] { ("[Network(20)]\n", "\n[Dense(3)]\npublic partial class Net;\n"), ("/* net */ [Network(20)]\n", "\npublic partial class Net;\n") })
        {
            var source = $"using GradCompile;\n\n{top}{before}{bottom}";
            var expected = $"using GradCompile;\n\n{top}{after}{bottom}";
            Assert.Equal(expected, await Apply(source, title));
            Assert.Equal(Windows(expected), await Apply(Windows(source), title));
        }
    }

    [Theory]
    [InlineData("[Network(20), Dense(8, Activation.ReLU)] [Dense(4)] [Activation(Activation.ReLU)] [Activation(Activation.Softmax)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;", "[Network(20), Dense(8, Activation.ReLU)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;")]
    [InlineData("[Network(20)] [Dense(8, Activation.ReLU)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] [Activation(Activation.ReLU)] [Activation(Activation.Softmax)] public partial class Net;", "[Network(20)] [Dense(8, Activation.ReLU)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] public partial class Net;")]
    [InlineData("[Network(20)] [Dense(8, Activation.ReLU)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)] [Activation(Activation.ReLU)] [Activation(Activation.Softmax)]\npublic partial class Net;", "[Network(20)] [Dense(8, Activation.ReLU)] [Dense(4)] [Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]\npublic partial class Net;")]
    public async Task ActivationsBeforeLogitsGoTogether(string before, string after) =>
        Assert.Equal($"using GradCompile;\n{after}\n", await Apply($"using GradCompile;\n{before}\n", "Remove the activation"));

    [Theory]
    [InlineData("[Dropout(0.1)] [Dropout(0.2)] [BatchNorm]", "[BatchNorm] [Dropout(0.1)] [Dropout(0.2)]")]
    [InlineData("[Dropout(0.1), Dropout(0.2), BatchNorm]", "[BatchNorm, Dropout(0.1), Dropout(0.2)]")]
    [InlineData("[Dropout(0.1), Dropout(0.2),\n BatchNorm]", "[BatchNorm,\n Dropout(0.1),\n Dropout(0.2)]")]
    [InlineData("[Dropout(0.1)]\n[Dropout(0.2)] [BatchNorm] // c", "[BatchNorm] [Dropout(0.1)] [Dropout(0.2)] // c")]
    [InlineData("[Dropout(0.1)] /* a */ [Dropout(0.2)] [Activation(Activation.ReLU)] [BatchNorm] // c", "/* a */ [Activation(Activation.ReLU)] [BatchNorm] [Dropout(0.1)] [Dropout(0.2)] // c")]
    public async Task AttributesMoveTogether(string before, string after)
    {
        const string Title = "Move the dropout behind the batch norm";
        Assert.Equal(Around(after), await Apply(Around(before), Title));

        static string Around(string text) => $"using GradCompile;\n\n[Network(20), Dense(8, UseBias = false)]\n{text}\n[Activation(Activation.ReLU), Dense(4)]\npublic partial class Net;\n";
    }

    private static string Windows(string text) => text.Replace("\n", "\r\n", StringComparison.Ordinal);

    private static Task<string> Apply(string source, string title) => CodeFixRunner.ApplyAsync(source, new NetworkAnalyzer(), new NetworkCodeFixProvider(), title);
}
