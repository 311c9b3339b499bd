using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD0005 to GRAD0009: what the layers make of each other.</summary>
public class StructureTests
{
    [Theory]
    [InlineData("[Network(1, 4, 4), {|GRAD0005:Dense(2)|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2, Name = \"a\"), {|GRAD0006:Dense(2, Name = \"a\")|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), {|GRAD0006:Dense(2, Name = \"dense1\")|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0006:Dense(2, Name = \"\")|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0006:Dense(2, Name = \"a.b\")|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0006:Dense(2, Name = \"1st\")|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0006:Dense(2, Name = \"quote\\\"\\n\")|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), Loss(Loss.Huber), {|GRAD0007:Loss(Loss.Huber)|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), Sgd(1), {|GRAD0007:Adam(1)|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), Sgd(1), {|GRAD0007:Sgd(1)|}] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), ClipNorm(1), {|GRAD0007:ClipValue(1)|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0007:Network(3)|}, Dense(2)] public partial class Net;")]
    [InlineData("[Network(3), Dense(2)] public partial class Net; [{|GRAD0007:Network(3)|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0008:Residual<string>|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0008:Residual<int[]>|}] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0008:Residual<B>|}] public partial class Net; public class B;")]
    [InlineData("[Network(3), {|GRAD0008:Residual<B>|}] public partial class Net; [Block] public class B;")]
    [InlineData("[Network(3), {|GRAD0008:Residual<Net>|}] public partial class Net;")]
    [InlineData("[Network(3), Residual<B>] public partial class Net; [Block, Dense(3), {|GRAD0008:Residual<B>|}] public class B;")]
    [InlineData("[Network(3), Residual<A>] public partial class Net; [Block, Residual<B>] public class A; [Block, {|GRAD0008:Residual<A>|}] public class B;")]
    [InlineData("[Network(3), Dense(3), {|GRAD0008:Block|}] public partial class Net;")]
    [InlineData("[Block, Dense(3), {|GRAD0008:Adam(1)|}] public class B;")]
    [InlineData("[Network(3), Residual<B>] public partial class Net; [Block, {|GRAD0003:Dense(0)|}] public class B;")]
    [InlineData("[Network(1000000), {|GRAD0009:Dense(1000000)|}] public partial class Net;")]
    [InlineData("[{|GRAD0009:Network(int.MaxValue)|}, Dense(1)] public partial class Net;")]
    [InlineData("[{|GRAD0009:Network(65536, 65536, 65536)|}, Flatten, Dense(1)] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0009:Residual<B>(Repeat = int.MaxValue)|}] public partial class Net; [Block, Dense(3)] public class B;")]
    public void Fires(string source) => Declaration.Check(source);

    [Theory]
    [InlineData("[Network(1, 4, 4), Flatten, Dense(2)] public partial class Net;")]
    [InlineData("[Network(3), Dense(2, Name = \"a\"), Dense(2, Name = \"A\")] public partial class Net;")]
    [InlineData("[Network(3), Dense(2, Name = \"class\"), Dense(2, Name = \"inputs\"), Dense(2, Name = \"rows\")] public partial class Net;")]
    [InlineData("[Network(3), Dense(2), L1(1), L1(1), L2(1)] public partial class Net;")]
    [InlineData("[Network(3), Residual<B>(Repeat = 3, Scale = 0.5, Activation = Activation.ReLU)] public partial class Net; [Block, Dense(4), BatchNorm, Residual<C>] public class B; [Block, Dense(5), Dropout(0.5)] public class C;")]
    [InlineData("[Network(3), Residual<Outer.B>, Residual<Outer.B>] public partial class Net; class Outer { [Block, Dense(4)] internal class B; }")]
    [InlineData("[Network(3), Residual<B<int>>, Residual<B<string>>] public partial class Net; [Block, Dense(4)] public class B<T>;")]
    [InlineData("[Network(3), Dense(100, Activation.Tanh), LayerNorm, Activation(Activation.Softmax), Dense(2)] public partial class Net;")]
    public void IsSilent(string source) => Declaration.Check(source);

    [Fact]
    public void AFaultyBlockOfAnotherAssemblyIsReportedAtTheResidual()
    {
        var library = UserProject.Compile("using GradCompile; [Block, Dense(-1)] public class Far;").ToReference();
        var markup = Markup.Parse("using GradCompile; [Network(3), Residual<Near>] public partial class Net; [Block, {|GRAD0003:Residual<Far>|}] public class Near;");
        var project = UserProject.Compile(markup.Source).WithReference(library);
        Assert.Null(markup.Compare(project.AnalyzerDiagnostics()));
    }
}
