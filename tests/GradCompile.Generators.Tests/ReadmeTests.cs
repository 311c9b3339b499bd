using System.Text;
using GradCompile.Generators.Rules;

namespace GradCompile.Generators.Tests;

/// <summary>The tables in the README that are written from the code.</summary>
public class ReadmeTests
{
    [Fact]
    public void TheTableOfRulesIsTheOneInTheCode()
    {
        var table = new StringBuilder("\n| rule | severity | |\n|---|---|---|\n");
        foreach (var rule in RuleTable.Rules)
        {
            table.Append($"| [{rule.Id}](generators/rules/{rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} |\n");
        }

        table.Append('\n');
        ReadmeSection.Holds("<!-- rules: written by ReadmeTests; GRADCOMPILE_APPROVE=1 rewrites them -->\n", "<!-- end of rules -->\n", table.ToString());
    }

    [Fact]
    public void TheAttributeReferenceIsThatOfTheAttributes() => ReadmeSection.Holds(
        "<!-- attributes: written by ReadmeTests; GRADCOMPILE_APPROVE=1 rewrites them -->\n", "<!-- end of attributes -->\n", AttributeReference.Table());
}
