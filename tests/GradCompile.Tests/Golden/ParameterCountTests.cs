using GradCompile.TestKit;

namespace GradCompile.Tests;

/// <summary>The published networks have as many parameters as their authors and PyTorch's torchvision count.</summary>
public class ParameterCountTests
{
    [Theory]
    [InlineData("LeNet5.cs", "LeNet5", 61_706)]
    [InlineData("Vgg19.cs", "Vgg19", 143_667_240)]
    [InlineData("ResNet152.cs", "ResNet152", 60_192_808)]
    public void OfTheSamples(string file, string network, long parameters)
    {
        var project = UserProject.Compile("using GradCompile;\n" + PublishedNetworks.Source(file));
        Assert.Empty(project.GeneratorDiagnostics);
        using var assembly = project.Load();

        // Of the class alone: a network of 143 million parameters need not be made to be counted.
        var info = (NetworkInfo)assembly.Type("GradCompile.Samples.ImageNets." + network).GetProperty("Info")!.GetValue(null)!;
        Assert.Equal(parameters, info.ParameterCount);
        Assert.Equal(parameters, info.Tensors.Where(t => t.IsTrainable).Sum(t => t.Shape.Aggregate(1L, (size, side) => size * side)));
    }
}
