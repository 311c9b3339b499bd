using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GradCompile.CompilerServices;

/// <summary>A renamed file has its new name for good only when the folder is on the disk too. .NET opens no folders; the C library does.</summary>
internal static partial class FolderFlush
{
    /// <summary>False where the system cannot flush a folder: on Windows, whose renames need none, and on some network drives.</summary>
    public static bool Try(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi()) return false;
        try
        {
            using var handle = new SafeFileHandle(Open(folder, 0), ownsHandle: true);
            if (handle.IsInvalid) return false;
            RandomAccess.FlushToDisk(handle);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>open(2), for reading.</summary>
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
