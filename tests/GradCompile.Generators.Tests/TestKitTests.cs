using System.Collections.Immutable;
using System.Composition;
using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace GradCompile.Generators.Tests;

/// <summary>Tools that are trusted by every other test: they must say no as well as yes.</summary>
public class TestKitTests
{
    [Fact]
    public void MarkupFindsSpansNestedOnesToo()
    {
        var markup = Markup.Parse("a{|X1:b{|X2:c|}|}d");
        Assert.Equal("abcd", markup.Source);
        Assert.Equal([new Expected("X1", new TextSpan(1, 2)), new Expected("X2", new TextSpan(2, 1))], markup.Expectations);
        Assert.Throws<FormatException>(() => Markup.Parse("a|}"));
        Assert.Throws<FormatException>(() => Markup.Parse("{|X1:a"));
    }

    [Theory]
    [InlineData("[Network(3), Dense(0)] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0004:Dense(0)|}] public partial class Net;")]
    [InlineData("[{|GRAD0003:Network(3)|}, Dense(0)] public partial class Net;")]
    [InlineData("[Network(3), {|GRAD0003:Dense(1)|}] public partial class Net;")]
    public void MarkupThatIsWrongIsToldSo(string marked)
    {
        var markup = Markup.Parse("using GradCompile; " + marked);
        Assert.NotNull(markup.Compare(UserProject.Compile(markup.Source).AnalyzerDiagnostics()));
    }

    [Fact]
    public void ASnapshotMustBeApprovedAndAlike()
    {
        var folder = Directory.CreateTempSubdirectory("gradcompile-snapshot");
        try
        {
            var file = Path.Combine(folder.FullName, "Some.cs");
            Assert.Throws<SnapshotMismatchException>(() => Snapshot.Verify("one\ntwo\n", file: file, method: "Test"));
            File.Move(Path.Combine(folder.FullName, "Some.Test.received.cs"), Path.Combine(folder.FullName, "Some.Test.verified.cs"));
            Snapshot.Verify("one\r\ntwo\n", file: file, method: "Test");
            var mismatch = Assert.Throws<SnapshotMismatchException>(() => Snapshot.Verify("one\n2\n", file: file, method: "Test"));
            Assert.Contains("line 2", mismatch.Message, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "Some.Test.received.cs")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void TheProbeSeesAnAllocationAndItsAbsence()
    {
        object? kept = null;
        var number = 0;
        Assert.True(AllocationProbe.BytesPerCall(() => kept = new byte[100]) >= 100);
        Assert.Equal(0, AllocationProbe.BytesPerCall(() => number++));
        Assert.NotNull(kept);
    }

    [Fact]
    public async Task AFixIsOfferedAndApplied()
    {
        const string Source = "using GradCompile; [Network(3), Dense(0)] public partial class A; [Network(3), Dense(0)] public partial class B;";
        Assert.Equal(["One unit"], await CodeFixRunner.OfferedAsync(Source, new DeclarationAnalyzer(), new OneUnit()));
        Assert.Equal(Source.Replace("Dense(0)] public partial class A", "Dense(1)] public partial class A", StringComparison.Ordinal), await CodeFixRunner.ApplyAsync(Source, new DeclarationAnalyzer(), new OneUnit(), "One unit"));
        Assert.Equal(Source.Replace("Dense(0)", "Dense(1)", StringComparison.Ordinal), await CodeFixRunner.ApplyAllAsync(Source, new DeclarationAnalyzer(), new OneUnit(), "one"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => CodeFixRunner.ApplyAsync(Source, new DeclarationAnalyzer(), new OneUnit(), "Another"));
    }

    [ExportCodeFixProvider("C#"), Shared]
    private sealed class OneUnit : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["GRAD0003"];

        public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

        public override Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            context.RegisterCodeFix(CodeAction.Create("One unit", async cancellation =>
            {
                var text = await context.Document.GetTextAsync(cancellation);
                return context.Document.WithText(text.Replace(context.Span, "Dense(1)"));
            }, "one"), context.Diagnostics);
            return Task.CompletedTask;
        }
    }
}
