using System.Security.Cryptography;
using System.Text;

namespace GradCompile.CompilerServices;

/// <summary>
/// The file beside a target that is written first: <c>NAME.32 hexadecimal digits.tmp</c>. Its writer holds it open until it has its final name,
/// so that one that nobody holds was left behind by a process that was killed.
/// </summary>
internal static class TemporaryFile
{
    private const string Suffix = ".tmp";
    private const int DigitCount = 32;
    private const int Attempts = 8;

    /// <summary>What file systems take, in bytes.</summary>
    private const int LongestName = 255;

    /// <summary>A new, empty one; on Unix for the user alone if <paramref name="isPrivate"/>.</summary>
    /// <param name="target">What it will replace.</param>
    /// <param name="isPrivate">Whether only the user may read it.</param>
    /// <param name="path">Set before anything is done, for messages of what goes wrong.</param>
    public static FileStream Create(string target, bool isPrivate, ref string path)
    {
        // Shared with readers, who may come between the renaming and the closing. What .NET calls sharing is a lock of the whole file on Unix,
        // and on network drives it takes one for readers only where the writer may read.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete };
        if (isPrivate && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var attempt = 1; ; attempt++)
        {
            path = $"{Start(target)}{Guid.NewGuid():N}{Suffix}";
            try
            {
                // Between its making and its locking, another save of the same target may take it for one that was left behind.
                var file = new FileStream(path, options);
                if (File.Exists(path)) return file;
                file.Dispose();
            }
            catch (IOException) when (attempt < Attempts)
            {
            }
        }
    }

    /// <summary>Deletes those of a target that nobody writes any more, as far as that is possible.</summary>
    public static void DeleteLeftBehind(string target)
    {
        var start = Path.GetFileName(Start(target));
        try
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Suffix))
            {
                var name = Path.GetFileName(path);
                if (name.Length == start.Length + DigitCount + Suffix.Length && name.StartsWith(start, StringComparison.Ordinal)
                    && name.AsSpan(start.Length, DigitCount).IndexOfAnyExcept("0123456789abcdef") < 0)
                {
                    DeleteUnheld(path);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that may be written to, but not listed.
        }
    }

    private static void DeleteUnheld(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is not null || FileKind.Other(path, path) is not null) return;
            var access = info.IsReadOnly ? FileAccess.Read : FileAccess.ReadWrite;
            new FileStream(path, FileMode.Open, access, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it at this moment, or it is not ours.
        }
    }

    /// <summary>The path up to the digits. A name that is too long with them is cut, and a hash stands for the whole of it.</summary>
    private static string Start(string target)
    {
        const int Most = LongestName - 1 - DigitCount - 4;
        var name = Path.GetFileName(target);
        if (Encoding.UTF8.GetByteCount(name) <= Most) return target + ".";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];
        var (kept, bytes) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > Most - 1 - hash.Length) break;
            kept += rune.Utf16SequenceLength;
        }

        return $"{Path.Combine(Path.GetDirectoryName(target)!, name[..kept])}~{hash}.";
    }
}
