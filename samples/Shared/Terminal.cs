using System.Globalization;
using Spectre.Console;

namespace GradCompile.Samples.Shared;

/// <summary>How the samples write: in one culture, and without colours into a file or a pipe.</summary>
internal static class Terminal
{
    /// <summary>To be called first.</summary>
    /// <param name="width">Columns of a table where no terminal says how many there are.</param>
    public static void Prepare(int width = 120)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (!Console.IsOutputRedirected) return;
        var profile = AnsiConsole.Profile;
        profile.Width = width;
        (profile.Capabilities.Ansi, profile.Capabilities.Links, profile.Capabilities.Interactive) = (false, false, false);
        profile.Capabilities.ColorSystem = ColorSystem.NoColors;
    }
}
