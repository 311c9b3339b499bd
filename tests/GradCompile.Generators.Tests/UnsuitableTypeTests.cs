using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>GRAD0001: what only Roslyn can see of a class that cannot carry the generated half.</summary>
public class UnsuitableTypeTests
{
    [Theory]
    [InlineData("public class {|GRAD0001:Net|};")]
    [InlineData("public static partial class {|GRAD0001:Net|};")]
    [InlineData("public abstract partial class {|GRAD0001:Net|};")]
    [InlineData("public partial class {|GRAD0001:Net|}<T>;")]
    [InlineData("public partial struct {|GRAD0001:Net|};")]
    [InlineData("public partial record {|GRAD0001:Net|};")]
    [InlineData("public partial record struct {|GRAD0001:Net|};")]
    [InlineData("public partial interface {|GRAD0001:Net|};")]
    [InlineData("file partial class {|GRAD0001:Net|};")]
    [InlineData("public partial class {|GRAD0001:Net|}(int size) { public int Size => size; }")]
    [InlineData("public partial class {|GRAD0001:Net|} { public Net(int size) { } }")]
    [InlineData("public partial class {|GRAD0001:Net|} { public Net(int size) : base() { } }")]
    [InlineData("public partial class {|GRAD0001:Net|} { public required int Size { get; set; } }")]
    [InlineData("public partial class {|GRAD0001:Net|} : Parent; public class Parent { public Parent(int size) { } }")]
    [InlineData("public partial class {|GRAD0001:Net|} : Parent; public class Parent { private Parent() { } }")]
    [InlineData("public partial class {|GRAD0001:Net|} : Parent; public class Parent { public Parent(int a = 0) { } public Parent(string b = \"\") { } }")]
    [InlineData("public partial class {|GRAD0001:Net|} : Parent; [Network(2), Dense(1)] public partial class Parent;")]
    public void FiresOnAClassThatCannotCarryMembers(string type)
    {
        // Without the generated half, C# has errors of its own for a base class whose constructor cannot be called.
        var inherits = type.Contains(": Parent;", StringComparison.Ordinal) && !type.Contains("Network", StringComparison.Ordinal);
        var own = !inherits ? [] : type.Contains("private", StringComparison.Ordinal) ? new[] { "CS0122" } : type.Contains("string b", StringComparison.Ordinal) ? ["CS0121"] : ["CS7036"];
        Declaration.Check($"[Network(3), Dense(2)] {type}", own);
    }

    [Fact]
    public void FiresOnANestedClass() =>
        Declaration.Check("public partial class Outer { [Network(3), Dense(2)] public partial class {|GRAD0001:Net|}; }");

    [Fact]
    public void FiresOnALanguageThatIsTooOld()
    {
        var project = UserProject.Compile(new CSharpParseOptions(LanguageVersion.CSharp11), "using GradCompile;\n[Network(3), Dense(2)] public partial class Net { }");
        Assert.Contains("C# 12", Assert.Single(project.AnalyzerDiagnostics()).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(project.Generated);
        Assert.Empty(project.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("public partial class Net;")]
    [InlineData("public sealed partial class Net;")]
    [InlineData("internal partial class Net;")]
    [InlineData("partial class Net { } partial class Net { }")]
    [InlineData("public partial class Net { public Net(int size) : this((ulong)size) { } static Net() { } }")]
    [InlineData("public partial class Net : Parent; public class Parent { protected Parent() { } public Parent(int size) { } }")]
    [InlineData("public partial class Net : Parent; public class Parent { public Parent(int size = 1) { } }")]
    [InlineData("public partial class Net : Parent; public class Parent;")]
    [InlineData("[System.Obsolete] public partial class Net;")]
    public void IsSilentOnAClassThatCan(string type) => Declaration.Check($"[Network(3), Dense(2)] {type}");

    [Fact]
    public void NamesTheClassAndTheCure() =>
        Assert.Equal("'Net' is not partial, but the compiler adds its members to it: write 'partial class Net'.", Declaration.Message("[Network(3), Dense(2)] public class {|GRAD0001:Net|};"));
}
