using GradCompile.Generators.Analyzers;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>What every test of a declaration asks.</summary>
internal static class Declaration
{
    /// <summary>
    /// Compiles marked source: our analyzer says exactly what is marked, the generator does not crash, and C# has no
    /// error of its own but for the named ones in the user's text.
    /// </summary>
    public static void Check(string marked, params string[] errorsOfCSharp)
    {
        var markup = Markup.Parse("using GradCompile;\n" + marked);
        var project = UserProject.Compile(markup.Source);
        Assert.Empty(project.GeneratorDiagnostics);
        // A fault in a block is found at the network that uses it: a view of single classes leaves it out.
        var found = marked.Contains("Block", StringComparison.Ordinal) ? project.AnalyzerDiagnostics(new DeclarationAnalyzer()) : project.AnalyzerDiagnosticsIn(0, new DeclarationAnalyzer());
        if (markup.Compare(found) is { } difference) Assert.Fail(difference);
        var compiler = project.CompilerDiagnostics();
        Assert.DoesNotContain(compiler, project.IsInGeneratedText);
        Assert.Equal(errorsOfCSharp.Order(), compiler.Select(diagnostic => diagnostic.Id).Distinct().Order());
    }

    /// <summary>Checks the declaration and returns the one message.</summary>
    public static string Message(string marked)
    {
        Check(marked);
        var project = UserProject.Compile(Markup.Parse("using GradCompile;\n" + marked).Source);
        return Assert.Single(project.AnalyzerDiagnostics(new DeclarationAnalyzer())).GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }
}
