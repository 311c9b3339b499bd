namespace GradCompile.Package.Tests;

/// <summary>The fixes by command line: <c>dotnet format</c> with several rules, over a file and over a solution, fixes all that they find.</summary>
public sealed class FormatTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private const string First = """
        using GradCompile;

        [Network(20), Dense(8, Activation.Tanh)] [Activation(Activation.GELU)] [Activation(Activation.SiLU)] // one after the other
        [Dense(4)]
        public partial class A;

        [Network(20), Dense(8), BatchNorm, Activation(Activation.ReLU), Dense(4)]
        public partial class B;

        [Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]
        public partial class C;

        [Network(20), Dense(8, Activation.ReLU), Dense(4, Activation.Softmax), Loss(Loss.SigmoidCrossEntropy), Adam(0.001)]
        public partial class D;

        """;

    private const string Second = """
        using GradCompile;

        [Network(20)]
        [Residual<Block>]
        [Dense(4, Activation.Tanh)]
        [Activation(Activation.GELU)]
        public partial class E;

        [Network(20), Residual<Block>, Dense(8, Activation.Tanh), Activation(Activation.Sigmoid), Dense(4, Activation.Softmax), Loss(Loss.SoftmaxCrossEntropy), Adam(0.001)]
        public partial class F;

        """;

    private const string Shared = """
        using GradCompile;

        [Block, Dense(20), BatchNorm, Activation(Activation.ReLU)]
        public class Block;

        """;

    [Fact]
    public void AllOfSeveralRulesAreFixedInAFileAndInASolution()
    {
        // One of the projects is compiled twice, for two frameworks.
        const string Library = "<OutputType>Library</OutputType><TreatWarningsAsErrors>false</TreatWarningsAsErrors><TargetFramework /><TargetFrameworks>net9.0;net10.0</TargetFrameworks>";
        var one = package.Consumer("FormatOne", "net10.0", Library, First);
        var two = package.Consumer("FormatTwo", "net10.0", "<OutputType>Library</OutputType><TreatWarningsAsErrors>false</TreatWarningsAsErrors>", Second);
        File.WriteAllText(Path.Combine(one, "Other.cs"), First.Replace("class ", "class Other", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(two, "Shared.cs"), Shared);
        var solution = Path.Combine(package.Root, "Format.sln");
        Dotnet.Run(package.Root, "dotnet", "new", "sln", "--name", "Format", "--format", "sln");
        Dotnet.Run(package.Root, "dotnet", "sln", solution, "add", one, two);
        Dotnet.Run(package.Root, "dotnet", "restore", solution);

        Format(Path.Combine(one, "FormatOne.csproj"), "--include", "Other.cs");
        Assert.Equal(Fixed(First).Replace("class ", "class Other", StringComparison.Ordinal), File.ReadAllText(Path.Combine(one, "Other.cs")));
        Assert.Equal(First, File.ReadAllText(Path.Combine(one, "Program.cs")));

        Format(solution);
        Assert.Equal(Fixed(First), File.ReadAllText(Path.Combine(one, "Program.cs")));
        Assert.Equal(Fixed(Second), File.ReadAllText(Path.Combine(two, "Program.cs")));
        Assert.Equal(Fixed(Shared), File.ReadAllText(Path.Combine(two, "Shared.cs")));
    }

    private static void Format(string workspace, params string[] options)
    {
        var said = Dotnet.Run(Path.GetDirectoryName(workspace)!, "dotnet", ["format", "analyzers", workspace, "--no-restore", "--severity", "info", "--diagnostics", "GRAD3003", "GRAD2002", "GRAD3002", .. options]);
        Assert.DoesNotContain("Unable to fix", said, StringComparison.Ordinal);
    }

    private static string Fixed(string text) => text
        .Replace(" [Activation(Activation.GELU)] [Activation(Activation.SiLU)]", "", StringComparison.Ordinal)
        .Replace("[Activation(Activation.GELU)]\n", "", StringComparison.Ordinal)
        .Replace("Dense(8, Activation.Tanh), Activation(Activation.Sigmoid)", "Dense(8, Activation.Tanh)", StringComparison.Ordinal)
        .Replace("Dense(8), BatchNorm", "Dense(8, UseBias = false), BatchNorm", StringComparison.Ordinal)
        .Replace("Dense(20), BatchNorm", "Dense(20, UseBias = false), BatchNorm", StringComparison.Ordinal)
        .Replace("Dense(4, Activation.Softmax)", "Dense(4)", StringComparison.Ordinal)
        .Replace("Loss.SigmoidCrossEntropy", "Loss.SoftmaxCrossEntropy", StringComparison.Ordinal);
}
