using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GradCompile.Compiler.Declared;
using GradCompile.Generators.Analyzers;
using GradCompile.Generators.Rules;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradCompile.Generators.Tests;

/// <summary>An id, a descriptor, a page, a link, a line in the release notes and a test: what belongs to a rule stays together.</summary>
public partial class RuleTests
{
    private static readonly string Root = FindRoot();

    public static TheoryData<string> Ids => new(RuleTable.Rules.Select(rule => rule.Id));

    public static TheoryData<string> GradientIds => new(RuleTable.Rules.Select(rule => rule.Id).Where(id => id.StartsWith("GRAD1", StringComparison.Ordinal)));

    [Fact]
    public void RulesAreInOrderAndUnlikeEachOther()
    {
        var ids = RuleTable.Rules.Select(rule => rule.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
        Assert.Equal(ids.Count, RuleTable.Rules.Select(rule => rule.Title).Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^GRAD[0-3][0-9]{3}$", id));
    }

    [Fact]
    public void EveryFaultOfTheCompilerIsARule() => Assert.Equal(
        typeof(FaultIds).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
        RuleTable.Rules.Select(rule => rule.Id).Where(id => id.StartsWith("GRAD0", StringComparison.Ordinal)));

    [Fact]
    public void EveryRuleIsReportedByOneAnalyzer()
    {
        var analyzers = typeof(DeclarationAnalyzer).Assembly.GetTypes().Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null);
        var supported = analyzers.SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics).Select(descriptor => descriptor.Id);
        Assert.Equal(RuleTable.Rules.Select(rule => rule.Id), supported.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryRuleHasAPageToWhichItLinks(string id)
    {
        var rule = RuleTable.Rules.Single(candidate => candidate.Id == id);
        Assert.EndsWith($"generators/rules/{id}.md", RuleTable.Of(id).HelpLinkUri, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(Root, "generators", "rules", id + ".md"));
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.All(["## Cause", "## At fault", "## Fixed"], section => Assert.Contains($"\n{section}\n", page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheExamplesOfAPageSayWhatTheyShow(string id)
    {
        var examples = CodeBlock().Matches(File.ReadAllText(Path.Combine(Root, "generators", "rules", id + ".md"))).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, examples.Count);
        Assert.Equal([id], Found(examples[0]));
        Assert.Empty(Found(examples[1]));

        static IEnumerable<string> Found(string example)
        {
            var project = UserProject.Compile(example);
            return project.AnalyzerDiagnostics().Concat(project.CompilerDiagnostics()).Select(diagnostic => diagnostic.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheReleaseNotesNameEveryRule(string id)
    {
        var rule = RuleTable.Rules.Single(candidate => candidate.Id == id);
        var notes = string.Concat(new[] { "Shipped", "Unshipped" }.Select(kind => File.ReadAllText(Path.Combine(Root, "generators", "GradCompile.Generators", $"AnalyzerReleases.{kind}.md"))));
        Assert.Contains($"\n{id} | {rule.Category} | {rule.Severity} | {rule.Title}\n", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void ThereIsNoPageWithoutARule() => Assert.Equal(
        RuleTable.Rules.Select(rule => rule.Id),
        Directory.GetFiles(Path.Combine(Root, "generators", "rules"), "GRAD*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryRuleHasATestThatFires(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Root, "tests", "GradCompile.Generators.Tests"), "*Tests.cs").Select(File.ReadAllText);
        Assert.Contains(tests, text => text.Contains($"{{|{id}:", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(GradientIds))]
    public void EveryRuleOnGradientsHasATestThatIsSilent(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Root, "tests", "GradCompile.Generators.Tests"), "*Tests.cs").Select(File.ReadAllText);
        Assert.Contains(tests, text => text.Contains($"InlineData(\"{id}\", ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void EveryRuleOnNetworksThatCompileHasANearMiss(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Root, "tests", "GradCompile.Generators.Tests"), "*NearMissTests.cs").Select(File.ReadAllText);
        if (RuleTable.Diagnoses.Any(descriptor => descriptor.Id == id)) Assert.Contains(tests, text => text.Contains($"[InlineData(\"{id}\", ", StringComparison.Ordinal));
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
