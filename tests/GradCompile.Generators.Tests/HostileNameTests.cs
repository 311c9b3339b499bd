using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;

namespace GradCompile.Generators.Tests;

/// <summary>Types and members of the user's that have the names which generated code uses: it compiles, and means its own.</summary>
public class HostileNameTests
{
    private const string Attributes = """
        [Network(1, 4, 4), Conv2D(3, 3, Activation.GELU, Padding = 1), BatchNorm, MaxPool(2), Residual<Branch>, Flatten]
        [LayerNorm, Dropout(0.5), Dense(3), Loss(Loss.SoftmaxCrossEntropy), RmsProp(0.1), ClipEma(2), ElasticNet(0.1, 0.5)]
        """;

    /// <summary>Every name that generated text mentions without <c>global::</c>, and some that it might.</summary>
    private static readonly string[] Names =
    [
        "LayerInfo", "LayerForecast", "Pass", "Unsafe", "Exception", "ClipKind", "SgdOptions", "AdamOptions", "RmsPropOptions", "AdaGradOptions", "TensorDescriptor",
        "TensorStore", "TensorLayout", "ProgramLayout", "NetworkProgram", "NetworkEngine", "NetworkCode", "Init", "Lanes", "PartialLanes", "VectorMath", "Matrices", "Images", "Filters",
        "DropoutMask", "ActivationMath", "ConvolutionShape", "MemoryMarshal", "MethodImpl", "MethodImplAttribute", "MethodImplOptions", "GeneratedCode", "GeneratedCodeAttribute",
        "Vector512", "Vector256", "Vector128", "Avx512F", "Kernels512", "Kernels128", "Tensor", "Instance",
    ];

    /// <summary>Where they stand: not where the type itself lives, as a project's own type there takes its place by C#'s rules.</summary>
    [Theory]
    [InlineData("System")]
    [InlineData("GradCompile")]
    [InlineData("GradCompile.Generated")]
    [InlineData("GradCompile.Generated.App")]
    [InlineData("GradCompile.CompilerServices.More")]
    [InlineData("System.CodeDom.Compiler")]
    [InlineData("System.Runtime.CompilerServices")]
    [InlineData("System.Runtime.InteropServices")]
    [InlineData("System.Runtime.Intrinsics.X86")]
    [InlineData("App")]
    [InlineData("")]
    public void TypesMayHaveAnyName(string space)
    {
        var types = Names.Where(name => !IsTheReal(space, name)).Select(name => $"public static class {name} {{ }} public class {name}<T> {{ }}");
        var hostile = string.Join("\n", types);
        Compile(
            $"namespace App {{ using GradCompile; {Attributes.Replace("Init.", "GradCompile.Init.", StringComparison.Ordinal)} public partial class Net; }}",
            "namespace App { using GradCompile; [Block, Conv2D(3, 1), BatchNorm] public class Branch; }",
            space.Length == 0 ? hostile : $"namespace {space} {{ {hostile} }}");
    }

    [Fact]
    public void ATypeOfTheFrameworkThatGeneratedCodeDoesNotNeedMayBeReplaced() =>
        Compile("namespace App; using GradCompile; [Network(2), Dense(1)] public partial class Net;", "namespace System { public class Exception { } public class Array { } }");

    [Theory]
    [InlineData("public Net(GradCompile.CompilerServices.NetworkEngine engine) : this(1) { }")]
    [InlineData("public Net(GradCompile.CompilerServices.NetworkProgram program, string path) : this(1) { }")]
    [InlineData("public Net(object program, string path) : this(1) { }")]
    [InlineData("private class System { } private class GradCompile { }")]
    [InlineData("public class NetworkEngine { } public class Span { } public int Instance;")]
    public void MembersMayHaveAnyName(string member) =>
        Compile($"namespace App {{ using global::GradCompile; {Attributes} public partial class Net {{ {member} }} [Block, Conv2D(3, 1)] public class Branch; }}");

    [Theory]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"tool\", \"1\")]")]
    [InlineData("[System.Diagnostics.DebuggerDisplay(\"x\")]")]
    public void TheClassMayBeMarkedAsGenerated(string attribute) => Compile($"namespace App; using GradCompile; {attribute} [Network(2), Dense(1)] public partial class Net;");

    /// <summary>C# alone has something to say of a class that nobody can name, and once.</summary>
    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("protected internal")]
    public void AnAccessibilityThatCSharpRefusesIsNotCompiled(string accessibility)
    {
        foreach (var properties in new[] { BuildProperties.None, new BuildProperties(("RunAnalyzers", "false")) })
        {
            var project = UserProject.Compile(References.ParseOptions, properties, ("User0.cs", $"using GradCompile; namespace App {{ [Network(2), Dense(1)] {accessibility} partial class Net; }}"));
            Assert.Empty(project.GeneratorDiagnostics);
            Assert.Empty(project.AnalyzerDiagnostics());
            Assert.Equal(["CS1527"], project.CompilerDiagnostics().Select(diagnostic => diagnostic.Id));
        }
    }

    private static bool IsTheReal(string space, string name) =>
        typeof(object).Assembly.GetType($"{space}.{name}") is not null || typeof(Loss).Assembly.GetType($"{space}.{name}") is not null
        || typeof(System.Runtime.Intrinsics.X86.Avx).Assembly.GetType($"{space}.{name}") is not null;

    private static void Compile(params string[] sources)
    {
        // The text of one width names all that the others do.
        var files = sources.Select((source, i) => ($"User{i}.cs", source)).ToArray();
        var project = UserProject.Compile(References.ParseOptions, new BuildProperties(("GradCompileVectorWidths", "128")), files);
        Assert.Empty(project.GeneratorDiagnostics);
        Assert.Empty(project.AnalyzerDiagnosticsIn(0, new DeclarationAnalyzer()));
        Assert.Empty(project.CompilerDiagnostics());
    }
}
