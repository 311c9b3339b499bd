namespace GradCompile.Generators.Tests;

/// <summary>GRAD0002.</summary>
public class LayersMisplacedTests
{
    [Theory]
    [InlineData("[{|GRAD0002:Network(3)|}] public partial class Net;")]
    [InlineData("[{|GRAD0002:Network(3)|}, Loss(Loss.Huber)] public partial class Net;")]
    [InlineData("[Network(3), Dense(2)] public partial class Net; [{|GRAD0002:Dense(4)|}] public partial class Net;")]
    [InlineData("[Network(3)] public partial class Net; [Dense(4)] public partial class Net; [{|GRAD0002:Dense(2)|}, Dense(1)] public partial class Net;")]
    [InlineData("[{|GRAD0002:Dense(4)|}, Dense(2)] public partial class Net;")]
    [InlineData("[{|GRAD0002:Loss(Loss.Huber)|}] public partial class Net;")]
    [InlineData("[{|GRAD0002:Adam(0.1)|}] public partial class Net;")]
    [InlineData("[{|GRAD0002:L2(0.1)|}] public struct Net;")]
    [InlineData("[{|GRAD0002:ClipNorm(0.1)|}] public interface Net;")]
    [InlineData("[Network(2), Dense(1)] public partial class Net { [{|GRAD0002:Dense(4)|}] class Inner; }")]
    [InlineData("[Block, Dense(1)] public partial class B; [{|GRAD0002:Dense(4)|}] public partial class B;")]
    public void Fires(string source) => Declaration.Check(source);

    [Theory]
    [InlineData("[Network(3)] public partial class Net; [Dense(4), Dense(2)] public partial class Net;")]
    [InlineData("[Network(3), Dense(2)] public partial class Net; [Loss(Loss.Huber)] public partial class Net; [Adam(0.1)] public partial class Net;")]
    [InlineData("[Block, Dense(4)] public class B;")]
    [InlineData("[Network(3)] [Dense(4)] [Dense(2)] public partial class Net;")]
    [InlineData("public class Plain;")]
    [InlineData("[System.Serializable] public class Plain;")]
    public void IsSilent(string source) => Declaration.Check(source);
}
