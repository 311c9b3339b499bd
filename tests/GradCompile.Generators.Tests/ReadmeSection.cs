using System.Runtime.CompilerServices;

namespace GradCompile.Generators.Tests;

/// <summary>A part of the README, between two comments, that a test writes.</summary>
internal static class ReadmeSection
{
    /// <summary>Checks that the README holds the text between the comments, or, with GRADCOMPILE_APPROVE=1, puts it there.</summary>
    public static void Holds(string begin, string end, string expected)
    {
        var file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "README.md"));
        var text = File.ReadAllText(file);
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= begin.Length && to >= from, $"The README has lost the comments {begin.TrimEnd()} and {end.TrimEnd()}.");
        if (Environment.GetEnvironmentVariable("GRADCOMPILE_APPROVE") == "1") File.WriteAllText(file, text[..from] + expected + text[to..]);
        else Assert.Equal(expected, text[from..to]);
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;
}
