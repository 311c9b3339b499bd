using System.Xml.Linq;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>What an editor shows on hovering over a network: the user's summary, and the compiler's table as remarks.</summary>
public class HoverTests
{
    private const string Network = "[Network(5), Dense(18, Activation.Tanh, Name = \"hidden\"), Dense(3)] public partial class Net";

    [Theory]
    [InlineData("/// <summary>Exclusive or.</summary>", "Exclusive or.", 1)]
    [InlineData("/// <summary>Exclusive or.</summary>\n/// <remarks>Of two.</remarks>", "Exclusive or.", 2)]
    [InlineData("/// <remarks>Of two.</remarks>", null, 2)]
    [InlineData("", null, 1)]
    public void TheSummaryIsTheUsersAndTheTableIsARemark(string documentation, string? summary, int remarks)
    {
        var member = Documentation($"using GradCompile;\n{documentation}\n{Network};");
        Assert.Equal(summary, member.Elements("summary").SingleOrDefault()?.Value);
        Assert.Equal(remarks, member.Elements("remarks").Count());
        var table = member.Elements("remarks").Last();
        Assert.StartsWith("A network from 5 to 3: 165 parameters", table.Value.Trim(), StringComparison.Ordinal);
        Assert.Contains("hidden", table.Element("code")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void AFaultyNetworkLeavesTheSummaryToTheUser()
    {
        var member = Documentation($"using GradCompile;\n/// <summary>Exclusive or.</summary>\n{Network.Replace("Dense(3)", "Dense(0)", StringComparison.Ordinal)};");
        Assert.Equal("Exclusive or.", member.Elements("summary").Single().Value);
        Assert.Contains("could not be compiled", member.Elements("remarks").Single().Value, StringComparison.Ordinal);
    }

    private static XElement Documentation(string source)
    {
        var project = UserProject.Compile(source);
        return XElement.Parse(project.Output.GetTypeByMetadataName("Net")!.GetDocumentationCommentXml()!);
    }
}
