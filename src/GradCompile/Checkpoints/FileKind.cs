using System.Formats.Tar;

namespace GradCompile.CompilerServices;

/// <summary>What stands at a path, found out without opening it: to open a pipe waits for its other end, and to open a device may set it going.</summary>
internal static class FileKind
{
    /// <summary>That of an <see cref="IOException"/> which no call to the system has failed with.</summary>
    private const int OwnError = unchecked((int)0x80131620);

    /// <summary>What stands at <paramref name="place"/>, as a message names it; null for a regular file or nothing at all.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="place">Where it leads, by <see cref="LinkPath.Follow"/>.</param>
    public static string? Other(string path, string place)
    {
        if (Directory.Exists(place)) return "a folder";
        if (OperatingSystem.IsWindows()) return place.StartsWith(@"\\.\", StringComparison.Ordinal) ? "a device or a pipe" : null;
        var file = new FileInfo(place);
        if (file.Exists) return file.Length > 0 ? null : OfEmpty(place);

        // Links in /proc may name no file, as that of /dev/stdin: "pipe:[4711]". To open them leads there all the same.
        return place.StartsWith("/proc/", StringComparison.Ordinal) && File.Exists(path) ? "a pipe, or an open file that has no name" : null;
    }

    /// <summary>
    /// Pipes, devices and sockets have no length. The one way in .NET to tell them from an empty file is to put them into a tar archive, which
    /// opens files alone.
    /// </summary>
    private static string? OfEmpty(string place)
    {
        var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true)) writer.WriteEntry(place, "it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No archive holds sockets. Other errors are of opening: then it is a file, which may not be read or is held by somebody.
            return exception is IOException { HResult: OwnError } ? "a socket" : null;
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()?.EntryType switch
        {
            TarEntryType.Fifo => "a pipe",
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => "a device",
            _ => null,
        };
    }
}
