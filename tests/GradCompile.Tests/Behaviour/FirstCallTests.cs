using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GradCompile.Tests;

/// <summary>What keeps the first calls quick: no loop over vectors runs in the code of the JIT's first tier.</summary>
public class FirstCallTests
{
    [Theory]
    [InlineData("[Network(64), Dense(32, Activation.Tanh), Residual<Part>(Repeat = 20), LayerNorm, Dropout(0.2), Dense(10), Loss(Loss.SoftmaxCrossEntropy)]")]
    [InlineData("[Network(3, 16, 16), Conv2D(6, 3), BatchNorm, MaxPool(2), Conv2D(64, 3, Activation.ReLU), AveragePool(2), GlobalAveragePool, Dense(4), Loss(Loss.Huber)]")]
    public void KernelsWithLoopsAreCompiledOnceAndFullyAndNothingElseIs(string attributes)
    {
        var project = UserProject.Compile($"using GradCompile;\n{attributes}\npublic partial class Net;\n[Block, Dense(32), BatchNorm, Activation(Activation.ReLU), Dense(32)] public partial class Part;");
        var methods = project.Generated.SelectMany(file => file.SyntaxTree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()).ToList();
        foreach (var method in methods)
        {
            var name = method.Identifier.Text;
            var isPass = name.StartsWith("Predict", StringComparison.Ordinal) || name.StartsWith("Gradients", StringComparison.Ordinal);
            var hasLoop = method.DescendantNodes().Any(node => node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
            var isCompiledAtOnce = method.AttributeLists.ToString().Contains("AggressiveOptimization", StringComparison.Ordinal);
            Assert.True(isCompiledAtOnce == (hasLoop && !isPass), $"{method.SyntaxTree.FilePath}: {name} {(hasLoop ? "has" : "has no")} loop and {(isCompiledAtOnce ? "is" : "is not")} compiled at once.");
        }

        Assert.Contains(methods, method => method.AttributeLists.ToString().Contains("AggressiveOptimization", StringComparison.Ordinal));
    }
}
