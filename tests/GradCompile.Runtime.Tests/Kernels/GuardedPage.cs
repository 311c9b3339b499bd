using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GradCompile.Runtime.Tests.Kernels;

/// <summary>
/// Floats that end where a page without access begins, so that touching the one behind them ends the process. Where the
/// operating system has no mmap the floats end with a block of the heap: then only results are checked.
/// </summary>
internal sealed unsafe partial class GuardedPage : IDisposable
{
    private const int Size = 65536; // a multiple of every page size in use
    private readonly byte* _start;
    private readonly bool _isMapped = OperatingSystem.IsLinux();

    public GuardedPage()
    {
        if (!_isMapped)
        {
            _start = (byte*)NativeMemory.AllocZeroed(2 * Size);
            return;
        }

        const int ReadAndWrite = 3, PrivateAnonymous = 0x22;
        var start = Map(0, 2 * Size, ReadAndWrite, PrivateAnonymous, -1, 0);
        if (start == -1 || Protect(start + Size, Size, 0) != 0) throw new InvalidOperationException("The system gave no page to guard.");
        _start = (byte*)start;
    }

    /// <summary>The float behind the last: it may be named, not touched.</summary>
    public ref float End => ref Unsafe.AsRef<float>(_start + Size);

    /// <summary>The last floats before the guard.</summary>
    public Span<float> Last(int count) => new(_start + Size - (count * sizeof(float)), count);

    public void Dispose()
    {
        if (_isMapped) _ = Unmap((nint)_start, 2 * Size);
        else NativeMemory.Free(_start);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nint length);
}
