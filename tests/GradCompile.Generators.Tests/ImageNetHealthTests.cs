using System.Runtime.CompilerServices;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>No rule has a word to say about LeNet-5, VGG-19 and ResNet-152 as the sample sets them up, but for its cautious clipping.</summary>
public class ImageNetHealthTests
{
    [Theory]
    [InlineData("LeNet5")]
    [InlineData("Vgg19")]
    [InlineData("ResNet152")]
    public void IsSilent(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder(), "..", "..", "samples", "ImageNets", name + ".cs"));
        var project = UserProject.Compile("using GradCompile;\n" + text.Replace("[ClipGlobalNorm(1)]", "", StringComparison.Ordinal));
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.Empty(project.AnalyzerDiagnostics());
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
