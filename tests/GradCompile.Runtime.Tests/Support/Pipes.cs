using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>What is no file and stands in a folder all the same.</summary>
internal static partial class Pipes
{
    /// <summary>A named pipe at whose other end nobody is: to open it blocks.</summary>
    public static string Make(string path)
    {
        Assert.Equal(0, MakeFifo(path, 0x1B6 /* 0666 */));
        return path;
    }

    public static Socket Socket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
