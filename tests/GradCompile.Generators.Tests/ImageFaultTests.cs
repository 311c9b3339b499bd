namespace GradCompile.Generators.Tests;

/// <summary>Shapes of images that do not fit: one sentence each, at the attribute.</summary>
public class ImageFaultTests
{
    [Theory]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:Conv2D(2, 5)|}, Flatten, Dense(2)] public partial class Net;", "The window of Conv2D is 5×5, larger than the 4×4 image that reaches it")]
    [InlineData("[Network(1, 4, 9), {|GRAD0005:Conv2D(2, 7, Padding = 1)|}] public partial class Net;", "The window of Conv2D is 7×7, larger than the 4×9 image that reaches it with 1 of padding on each side")]
    [InlineData("[Network(1, 4, 4), MaxPool(2), {|GRAD0005:MaxPool(3)|}] public partial class Net;", "The window of MaxPool is 3×3, larger than the 2×2 image that reaches it")]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:AveragePool(5)|}] public partial class Net;", "The window of AveragePool is 5×5")]
    [InlineData("[Network(1, 4, 4), {|GRAD0003:Conv2D(2, 3, Stride = 0)|}] public partial class Net;", "The Stride of Conv2D is 0")]
    [InlineData("[Network(1, 4, 4), {|GRAD0003:MaxPool(2, Stride = 0)|}] public partial class Net;", "The Stride of MaxPool is 0")]
    [InlineData("[Network(1, 4, 4), {|GRAD0003:MaxPool(0)|}] public partial class Net;", "The size of MaxPool is 0")]
    [InlineData("[Network(1, 4, 4), {|GRAD0003:Conv2D(0, 3)|}] public partial class Net;", "The number of filters of Conv2D is 0")]
    [InlineData("[Network(1, 4, 4), {|GRAD0003:Conv2D(2, -1)|}] public partial class Net;", "The kernel of Conv2D is -1")]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:Conv2D(2, 3, Padding = -1)|}] public partial class Net;", "The Padding of Conv2D is -1; it must be 0 or more.")]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:Conv2D(2, 3, Padding = 3)|}] public partial class Net;", "The Padding of Conv2D is 3; with a kernel of 3 it must be at most 2")]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:MaxPool(3, Padding = 2)|}] public partial class Net;", "The Padding of MaxPool is 2; with a size of 3 it must be at most 1")]
    [InlineData("[Network(9), {|GRAD0005:Conv2D(2, 3)|}] public partial class Net;", "Conv2D reads an image, but what reaches it is a vector of 9")]
    [InlineData("[Network(9), {|GRAD0005:MaxPool(2)|}] public partial class Net;", "MaxPool reads an image")]
    [InlineData("[Network(9), {|GRAD0005:GlobalAveragePool|}] public partial class Net;", "GlobalAveragePool reads an image")]
    [InlineData("[Network(1, 4, 4), GlobalAveragePool, {|GRAD0005:Conv2D(2, 1)|}] public partial class Net;", "Conv2D reads an image, but what reaches it is a vector of 1")]
    [InlineData("[Network(1, 4, 4), Conv2D(2, 3), {|GRAD0005:Dense(3)|}] public partial class Net;", "Dense reads a vector, but what reaches it is an image of 2×2×2; put [Flatten] before it.")]
    [InlineData("[Network(2, 6, 6), {|GRAD0008:Residual<B>|}] public partial class Net; [Block, Conv2D(2, 3)] public class B;", "The block B makes 2×4×4 of 2×6×6")]
    [InlineData("[Network(2, 6, 6), {|GRAD0008:Residual<B>|}] public partial class Net; [Block, Flatten] public class B;", "The block B makes 72 of 2×6×6")]
    public void IsOneSentenceAtTheAttribute(string source, string message)
    {
        Declaration.Check(source);
        var markup = TestKit.Markup.Parse("using GradCompile; " + source);
        Assert.StartsWith(message, Assert.Single(TestKit.UserProject.Compile(markup.Source).AnalyzerDiagnostics()).GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Network(2, 6, 6), Residual<B>(Repeat = 2)] public partial class Net; [Block, Conv2D(5, 3, Stride = 2, Padding = 1, UseBias = false), BatchNorm] public class B;")]
    [InlineData("[Network(1, 4, 4), Conv2D(2, 4, Padding = 3, UseBias = false), BatchNorm, MaxPool(3, Padding = 1), GlobalAveragePool, Dense(2)] public partial class Net;")]
    [InlineData("[Network(3, 5, 7), Conv2D(4, 1, Stride = 3, Activation = Activation.ReLU), Flatten, Dense(2)] public partial class Net;")]
    public void IsSilent(string source) => Declaration.Check(source);
}
