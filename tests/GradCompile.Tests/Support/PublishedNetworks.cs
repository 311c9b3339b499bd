using System.Runtime.CompilerServices;

namespace GradCompile.Tests;

/// <summary>The published networks, as <c>samples/ImageNets</c> declares them.</summary>
internal static class PublishedNetworks
{
    public static string Source(string file) => File.ReadAllText(Path.Combine(Folder(), file));

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "..", "samples", "ImageNets");
}
