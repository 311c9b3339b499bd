namespace GradCompile.CompilerServices;

/// <summary>
/// Replaces a file as a whole: whatever happens on the way, the old one stands there or the new one does. Links are followed, what is no
/// file is left alone, and on Unix the file keeps its mode.
/// </summary>
internal static class WholeFile
{
    /// <exception cref="IOException">It cannot be written there; what stands there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of rights.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var target = LinkPath.Follow(path);
        if (FileKind.Other(path, target) is { } other)
        {
            throw new IOException($"'{path}' is {other}; a network is saved to a file. Name one, as 'network.safetensors'.");
        }

        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(
                $"There is no folder '{folder}' to save '{Path.GetFileName(target)}' in; make it first, as with Directory.CreateDirectory.");
        }

        TemporaryFile.DeleteLeftBehind(target);
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        var temporary = "";
        try
        {
            using var file = TemporaryFile.Create(target, isPrivate: mode is not null, ref temporary);
            write(file);
            if (mode is { } kept) Keep(kept, file);
            file.Flush(flushToDisk: true);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            if (temporary.Length == 0) throw;
            TryDelete(temporary);

            // The user never wrote the name of the temporary file.
            var message = $"'{target}' cannot be saved: {exception.Message.Replace(temporary, target, StringComparison.Ordinal)}";
            if (exception is UnauthorizedAccessException) throw new UnauthorizedAccessException(message, exception);
            if (exception is IOException) throw new IOException(message, exception) { HResult = exception.HResult };
            throw;
        }

        FolderFlush.Try(folder);
    }

    /// <summary>Only where it differs: some file systems have one mode for all files, and refuse to set any.</summary>
    private static void Keep(UnixFileMode mode, FileStream file)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle) != mode) File.SetUnixFileMode(file.SafeFileHandle, mode);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is the error to tell; the next save tries again.
        }
    }
}
