using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GradCompile.Generators.Tests;

/// <summary>
/// What users read is in the field's words: "fix", "forecast", "folder". Looked at are the pages of rules, the README and the other documents beside the code, every string of the
/// product and its samples (messages, titles of fixes, what is printed and what is generated), and the documentation of the runtime.
/// </summary>
public partial class VisibleWordsTests
{
    [Fact]
    public void UsersReadTheWordsOfTheField()
    {
        var texts = Pages().Concat(Sources("src", isDocumented: true)).Concat(Sources("generators", isDocumented: false)).Concat(Sources("samples", isDocumented: false)).ToList();
        Assert.True(texts.Count > 3000, $"Only {texts.Count} texts were found.");
        Assert.Empty(texts.Where(text => Private().IsMatch(text.Text)).Select(text => $"{text.Where}: {text.Text.Trim()}"));
    }

    [Theory]
    [InlineData("/// <summary>How to mend it.</summary>\nclass C;", true)]
    [InlineData("// the room of a comment\nclass C { string Mend = \"a recommended headroom\"; }", false)]
    [InlineData("class C { string S(int n) => $\"foretold by {n}\"; }", true)]
    [InlineData("class C { string S => \"\"\"\n    Mended\n    \"\"\"; }", true)]
    public void OtherWordsAreFound(string source, bool isFound) => Assert.Equal(isFound, Texts(source, isDocumented: true).Any(text => Private().IsMatch(text)));

    private static IEnumerable<(string Where, string Text)> Pages() =>
        Directory.GetFiles(Path.Combine(Root(), "generators", "rules"), "*.md")
            .Append(Path.Combine(Root(), "CONTRIBUTING.md"))
            .Append(Path.Combine(Root(), "README.md"))
            .Concat(Files("samples", "*.md")).Concat(Files("samples", "*.svg"))
            .SelectMany(file => File.ReadLines(file).Select((line, i) => ($"{Path.GetRelativePath(Root(), file)}({i + 1})", line)));

    private static IEnumerable<(string Where, string Text)> Sources(string folder, bool isDocumented) =>
        Files(folder, "*.cs").SelectMany(file => Texts(File.ReadAllText(file), isDocumented).Select(text => (Path.GetRelativePath(Root(), file), text)));

    private static IEnumerable<string> Texts(string source, bool isDocumented)
    {
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse)).GetRoot();
        var strings = root.DescendantTokens()
            .Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
            .Select(token => token.ValueText);
        return isDocumented ? strings.Concat(root.DescendantTrivia().Where(trivia => trivia.HasStructure).Select(trivia => trivia.ToFullString())) : strings;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex(@"\b(mend(s|ed|ing)?|foret(old|ells?|elling)|rooms?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Private();
}
