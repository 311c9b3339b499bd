using System.Runtime.CompilerServices;
using System.Text;
using GradCompile.Generators.Rules;

namespace GradCompile.Generators.Tests;

/// <summary>The table of rules in the README, written from the table in the code.</summary>
public class ReadmeTests
{
    private const string Begin = "<!-- rules: written by ReadmeTests; GRADCOMPILE_APPROVE=1 rewrites them -->\n";
    private const string End = "<!-- end of rules -->\n";

    [Fact]
    public void TheTableOfRulesIsTheOneInTheCode()
    {
        var file = Path.Combine(Root(), "README.md");
        var text = File.ReadAllText(file);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= Begin.Length && end > start, "The README has lost the comments around its table of rules.");
        if (Environment.GetEnvironmentVariable("GRADCOMPILE_APPROVE") == "1") File.WriteAllText(file, text[..start] + Table() + text[end..]);
        else Assert.Equal(Table(), text[start..end]);
    }

    private static string Table()
    {
        var table = new StringBuilder("\n| rule | severity | |\n|---|---|---|\n");
        foreach (var rule in RuleTable.Rules) table.Append($"| [{rule.Id}](generators/rules/{rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} |\n");
        return table.Append('\n').ToString();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
