using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>Generated code is part of the product: its full text is approved by a reader.</summary>
public class GeneratedCodeTests
{
    [Fact]
    public void ASmallClassifier() => Approve("""
        using GradCompile;
        namespace Shop;

        [Network(5)]
        [Dense(18, Activation.Tanh, Name = "hidden")]
        [Dropout(0.25)]
        [Dense(3)]
        [Loss(Loss.SoftmaxCrossEntropy)]
        [Adam(0.01)]
        public partial class Classifier;
        """);

    private static void Approve(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        var project = UserProject.Compile(source);
        Assert.Empty(project.CompilerDiagnostics());
        foreach (var file in project.Generated)
        {
            Snapshot.Verify(file.SourceText.ToString(), Path.GetFileNameWithoutExtension(file.HintName).Replace(".g", "", StringComparison.Ordinal), method: method);
        }
    }
}
