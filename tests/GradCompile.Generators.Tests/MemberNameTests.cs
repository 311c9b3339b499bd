namespace GradCompile.Generators.Tests;

/// <summary>GRAD0006, as far as members of the class are concerned.</summary>
public class MemberNameTests
{
    [Theory]
    [InlineData("public void Predict(System.ReadOnlySpan<float> inputs, System.Span<float> outputs) { }")]
    [InlineData("public int Predict => 0;")]
    [InlineData("public float Evaluate(System.ReadOnlySpan<float> inputs, System.ReadOnlySpan<int> labels) => 0;")]
    [InlineData("public void ComputeGradients(System.ReadOnlySpan<float> inputs, System.ReadOnlySpan<float> targets) { }")]
    [InlineData("public void ApplyGradients() { }")]
    [InlineData("public class Train;")]
    [InlineData("public event System.Action? GetTensor { add { } remove { } }")]
    [InlineData("public void SetTensor(string n, System.ReadOnlySpan<float> s) { }")]
    [InlineData("public const int GetGradient = 1;")]
    [InlineData("public int LearningRate { get; set; }")]
    [InlineData("public bool AllowNonFinite;")]
    [InlineData("public void Threads() { }")]
    [InlineData("public void Save(string path) { }")]
    [InlineData("public static Net Load(string path) => throw new System.Exception();")]
    [InlineData("public const int Info = 1;")]
    [InlineData("public const int _engine = 1;")]
    [InlineData("public void set_Threads(int value) { }")]
    [InlineData("public Net(ulong size) : this() { }", "CS7036")]
    public void AMemberOfTheCompilersFires(string member, params string[] errorsOfCSharp)
    {
        // With the generated half left out, 'this()' leads nowhere.
        Declaration.Check($"[Network(3), Dense(2), Loss(Loss.Huber)] public partial class {{|GRAD0006:Net|}} {{ {member} }}", errorsOfCSharp);
    }

    [Theory]
    [InlineData("public void Predict(System.ReadOnlySpan<float> inputs) { }")]
    [InlineData("public void Save(System.IO.Stream stream) { }")]
    [InlineData("public void Train(int epochs) { } public void Train<T>(System.ReadOnlySpan<float> a, System.ReadOnlySpan<float> b) { }")]
    [InlineData("public Net(long size) : this((ulong)size) { }")]
    [InlineData("public int Rate { get; set; } ~Net() { }")]
    public void AnOverloadIsFine(string member) =>
        Declaration.Check($"[Network(3), Dense(2), Loss(Loss.Huber)] public partial class Net {{ {member} }}");

    [Theory]
    [InlineData("public abstract class Parent { public virtual void Save(string path) { } }")]
    [InlineData("public class Parent { protected int Info => 0; }")]
    public void AnInheritedMemberFires(string parent) =>
        Declaration.Check($"[Network(3), Dense(2)] public partial class {{|GRAD0006:Net|}} : Parent; {parent}");

    [Fact]
    public void APrivateMemberOfTheBaseClassIsFine() =>
        Declaration.Check("[Network(3), Dense(2)] public partial class Net : Parent; public class Parent { private void Save(string path) { } public void Use() => Save(\"\"); }");

    [Theory]
    [InlineData("Predict")]
    [InlineData("Info")]
    [InlineData("Load")]
    public void AClassNamedLikeAMemberFires(string name) =>
        Declaration.Check($"[Network(3), Dense(2)] public partial class {{|GRAD0006:{name}|}};");
}
