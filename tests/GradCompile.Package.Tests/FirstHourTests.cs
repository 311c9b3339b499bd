using System.Text.RegularExpressions;

namespace GradCompile.Package.Tests;

/// <summary>The README's section on installing, to the letter.</summary>
public sealed partial class FirstHourTests(PackedPackage package)
{
    [Fact]
    public void WhatTheReadmeSaysOfInstallingWorks()
    {
        var readme = File.ReadAllText(Path.Combine(PackedPackage.Repository, "README.md"));
        var from = readme.IndexOf("## Install\n", StringComparison.Ordinal);
        var section = readme[from..readme.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
        var blocks = Block().Matches(section).ToLookup(m => m.Groups["kind"].Value, m => m.Groups["text"].Value);

        // The first command, which packs, is what made the package of these tests; the rest is run where it would be, beside the feed.
        var commands = Assert.Single(blocks["bash"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("dotnet pack src/GradCompile -c Release -o ../feed", commands[0]);
        var clone = Directory.CreateDirectory(Path.Combine(package.Root, "hour", "clone")).FullName;
        var feed = Directory.CreateDirectory(Path.Combine(package.Root, "hour", "feed")).FullName;
        foreach (var file in Directory.EnumerateFiles(package.Feed)) File.Copy(file, Path.Combine(feed, Path.GetFileName(file)));

        // The machine's own package cache is to stay clean.
        var cache = $"<RestorePackagesPath>{Path.Combine(package.Root, "packages")}</RestorePackagesPath>";
        File.WriteAllText(Path.Combine(package.Root, "hour", "Directory.Build.props"), $"<Project><PropertyGroup>{cache}</PropertyGroup></Project>");
        var folder = clone;
        foreach (var command in commands[1..])
        {
            var words = command.Split(' ');
            if (words[0] == "cd") folder = Path.GetFullPath(Path.Combine(folder, words[1]));
            else Dotnet.Run(folder, words[0], words[1..]);
        }

        File.WriteAllText(Path.Combine(folder, "Program.cs"), Assert.Single(blocks["csharp"]));
        Assert.Equal(Assert.Single(blocks[""]), Dotnet.Run(folder, "dotnet", "run", "-c", "Release").ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"```(?<kind>\w*)\n(?<text>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();
}
