using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GradCompile.Package.Tests;

/// <summary>What the package says of itself, and where its links lead.</summary>
public sealed partial class MetadataTests(PackedPackage package)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    /// <summary>The one place where the repository's address is written.</summary>
    private static string RepositoryUrl { get; } =
        XDocument.Load(Path.Combine(PackedPackage.Repository, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    [Fact]
    public void TheAddressesFollowFromTheOneProperty()
    {
        var metadata = Specification();
        Assert.Equal(RepositoryUrl, metadata["projectUrl"].Value);
        Assert.Equal(RepositoryUrl, metadata["repository"].Attribute("url")!.Value);
        foreach (var folder in new[] { "src", "generators" })
        {
            var files = Directory.EnumerateFiles(Path.Combine(PackedPackage.Repository, folder), "*.*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".cs" or ".csproj" or ".props" or ".targets" or ".md")
                .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
            Assert.DoesNotContain(files, f => File.ReadAllText(f).Contains(RepositoryUrl, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void WhatAFeedShowsIsThere()
    {
        var metadata = Specification();
        Assert.All(["description", "tags", "releaseNotes", "icon", "readme", "license"], name => Assert.NotEqual("", metadata[name].Value));
        using var archive = package.Open("nupkg");
        var icon = new byte[24];
        using (var stream = archive.GetEntry(metadata["icon"].Value)!.Open()) stream.ReadExactly(icon);
        Assert.Equal("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(icon, 0, 8));
        Assert.Equal((128, 128), (icon[19], icon[23]));
    }

    [Fact]
    public void DependenciesAreMinimaSoThatAProjectMayHaveLaterOnes()
    {
        var dependencies = Specification()["dependencies"].Descendants().Where(e => e.Name.LocalName == "dependency").ToList();
        Assert.Equal(["System.Numerics.Tensors", "System.Numerics.Tensors"], dependencies.Select(d => d.Attribute("id")!.Value));
        Assert.All(dependencies, d => Assert.Matches(@"^\d+\.\d+\.\d+$", d.Attribute("version")!.Value));
    }

    [Fact]
    public void EveryRuleHasItsPageInThePackage()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(PackedPackage.Repository, "generators", "rules"), "*.md");
        var packed = package.Files().Where(f => f.StartsWith("docs/rules/", StringComparison.Ordinal));
        Assert.Equal(pages.Select(f => $"docs/rules/{Path.GetFileName(f)}").Order(StringComparer.Ordinal), packed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TheLinksOfTheReadmeWorkInThePackage()
    {
        using var archive = package.Open("nupkg");
        using var reader = new StreamReader(archive.GetEntry("README.md")!.Open());
        var readme = reader.ReadToEnd();
        Assert.Equal(Visible(File.ReadAllText(Path.Combine(PackedPackage.Repository, "README.md"))), Visible(readme));
        var links = Link().Matches(readme).Select(m => m.Groups["to"].Value).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(LeadsSomewhere(link, archive), $"The packed README links to {link}, which is nowhere."));

        // Once the repository is public, all of them lead there.
        var written = Path.Combine(package.Root, "public", "README.md");
        var project = Path.Combine(PackedPackage.Repository, "src", "GradCompile", "GradCompile.csproj");
        Dotnet.Run(package.Root, "dotnet", "msbuild", project, "-t:WritePackedReadme", "-p:RepositoryIsPublic=true", $"-p:PackedReadme={written}");
        Assert.All(Link().Matches(File.ReadAllText(written)).Select(m => m.Groups["to"].Value), link => Assert.Matches("^(https://|#)", link));
    }

    [Theory]
    [InlineData("net9.0")]
    [InlineData("net10.0")]
    public void TheSymbolsHoldTheSourcesAndNameTheRepository(string framework)
    {
        using var archive = package.Open("snupkg");
        using var stream = new MemoryStream();
        using (var entry = archive.GetEntry($"lib/{framework}/GradCompile.pdb")!.Open()) entry.CopyTo(stream);
        stream.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = provider.GetMetadataReader();
        var notes = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation).ToLookup(n => reader.GetGuid(n.Kind));
        var sources = notes[EmbeddedSource].Select(n => reader.GetString(reader.GetDocument((DocumentHandle)n.Parent).Name)).ToHashSet(StringComparer.Ordinal);
        Assert.Contains(sources, s => s.EndsWith("Adam.cs", StringComparison.Ordinal));
        Assert.All(reader.Documents.Select(d => reader.GetString(reader.GetDocument(d).Name)), name => Assert.Contains(name, sources));

        // Sources that come as an archive, without git, have no revision to name.
        if (Directory.Exists(Path.Combine(PackedPackage.Repository, ".git")) || File.Exists(Path.Combine(PackedPackage.Repository, ".git")))
        {
            var map = JsonDocument.Parse(reader.GetBlobBytes(Assert.Single(notes[SourceLink]).Value)).RootElement.GetProperty("documents");
            var files = RepositoryUrl.Replace("//github.com", "//raw.githubusercontent.com", StringComparison.Ordinal) + "/";
            Assert.StartsWith(files, Assert.Single(map.EnumerateObject()).Value.GetString(), StringComparison.Ordinal);
        }
    }

    private static bool LeadsSomewhere(string link, ZipArchive archive)
    {
        var pages = RepositoryUrl + "/blob/main/";
        if (link.StartsWith("./", StringComparison.Ordinal)) return archive.GetEntry(link[2..]) is not null;
        if (!link.StartsWith(pages, StringComparison.Ordinal)) return link.StartsWith('#') || link.StartsWith("https://", StringComparison.Ordinal);
        var path = Path.Combine(PackedPackage.Repository, link[pages.Length..].Split('#')[0]);
        return File.Exists(path) || Directory.Exists(path);
    }

    private static string Visible(string text) => Link().Replace(text, "]()").TrimEnd();

    private Dictionary<string, XElement> Specification()
    {
        using var archive = package.Open("nupkg");
        using var stream = archive.GetEntry("GradCompile.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(e => e.Name.LocalName);
    }

    [GeneratedRegex(@"\]\((?<to>[^)]*)\)")]
    private static partial Regex Link();
}
