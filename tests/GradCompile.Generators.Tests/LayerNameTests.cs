using System.Collections.Concurrent;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>Layers are named by users and their names stand in generated code, among the compiler's own.</summary>
public class LayerNameTests
{
    private const string Template = """
        using GradCompile;
        [Network(7), Dense(40, Activation.ReLU, Name = "{0}"), LayerNorm(Name = "{1}"), BatchNorm(Name = "{2}"), Residual<Branch>(Name = "{3}"), Dropout(0.5, Name = "{4}"), Activation(Activation.Softmax, Name = "{5}"), Dense(3, Name = "{6}")]
        [Loss(Loss.SoftmaxCrossEntropy), Adam(0.1), L2(0.1), ClipGlobalNorm(1)]
        public partial class Net;
        [Block, Dense(9, Activation.Tanh, Name = "{0}"), Dense(9, Name = "{1}")] public class Branch;
        [Network(7), Dense(20, Activation.ReLU, Name = "{0}"), Dense(20, Name = "{1}"), Dense(20, Name = "{2}"), Dense(20, Name = "{3}"), Dense(20, Name = "{4}"), Dense(20, Name = "{5}"), Dense(20, Name = "{6}")]
        public partial class Chain;
        """;

    [Fact]
    public void ALayerMayHaveAnyNameThatGeneratedCodeUses()
    {
        // All identifiers and keywords of some generated code, seven at a time. Of v0, v1, v2 … one stands for all.
        var plain = Compile(["one", "two", "three", "four", "five", "six", "seven"]);
        var names = plain.Generated
            .SelectMany(file => file.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens())
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsKeywordKind(token.Kind()))
            .Select(token => token.ValueText)
            .Concat(["_", "__", "class", "record", "e"])
            .Where(name => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .GroupBy(name => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), StringComparer.Ordinal)
            .SelectMany(alike => alike.Order(StringComparer.Ordinal).Take(1))
            .Order(StringComparer.Ordinal)
            .ToList();
        names.AddRange(names.Take(6).ToList()); // the last seven are complete

        var complaints = new ConcurrentBag<string>();
        Parallel.ForEach(names.Chunk(7).Where(chunk => chunk.Length == 7), seven =>
        {
            var project = Compile(seven);
            var diagnostics = project.AnalyzerDiagnosticsIn(0, new DeclarationAnalyzer()).AddRange(project.CompilerDiagnostics());
            if (!diagnostics.IsEmpty) complaints.Add($"{string.Join(", ", seven)}: {string.Join("\n", diagnostics.Take(5))}");
        });
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("größe")]
    [InlineData("слой")]
    [InlineData("a٣")] // a digit, but not of ASCII
    public void ALetterThatIsNotAsciiIsRefusedByASentenceThatSaysSo(string name)
    {
        var project = UserProject.Compile($$"""
            using GradCompile;
            [Network(7), Dense(3, Name = "{{name}}")]
            public partial class Net;
            """);
        var error = Assert.Single(project.AnalyzerDiagnosticsIn(0, new DeclarationAnalyzer()), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Contains($"\"{name}\"; a name is made of ASCII letters (a to z, A to Z), digits and underscores", error.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static UserProject Compile(string[] names)
    {
        var source = Template;
        for (var i = 0; i < names.Length; i++) source = source.Replace($"{{{i}}}", names[i], StringComparison.Ordinal);
        return UserProject.Compile(source);
    }
}
