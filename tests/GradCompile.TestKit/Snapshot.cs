using System.Runtime.CompilerServices;

namespace GradCompile.TestKit;

/// <summary>
/// Approved texts, by Verify's conventions: <c>Class.Method.name.verified.cs</c> lies beside the test, and on a mismatch
/// <c>….received.cs</c> is written next to it, to be looked at and renamed. Verify can take this file's place one day.
/// </summary>
public static class Snapshot
{
    /// <summary>Compares a text with the approved one.</summary>
    /// <param name="text">What came.</param>
    /// <param name="name">Tells several texts of one test apart; may be empty.</param>
    /// <param name="extension">Of the file, without a dot.</param>
    public static void Verify(string text, string name = "", string extension = "cs", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}{(name.Length == 0 ? "" : "." + name)}");
        var verified = $"{stem}.verified.{extension}";
        var received = $"{stem}.received.{extension}";
        var normalized = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (File.Exists(verified) && File.ReadAllText(verified).Replace("\r\n", "\n", StringComparison.Ordinal) == normalized)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, normalized);
        throw new SnapshotMismatchException(
            File.Exists(verified)
                ? $"The text differs from the approved one at line {FirstDifference(File.ReadAllText(verified), normalized)}.\nApproved: {verified}\nReceived: {received}"
                : $"Nothing is approved yet. Look at the text, and rename it to approve it.\nApproved: {verified}\nReceived: {received}");
    }

    private static int FirstDifference(string left, string right)
    {
        var (a, b) = (left.Split('\n'), right.Split('\n'));
        var line = 0;
        while (line < Math.Min(a.Length, b.Length) && a[line].TrimEnd('\r') == b[line]) line++;
        return line + 1;
    }
}

/// <summary>A text is not the approved one.</summary>
public sealed class SnapshotMismatchException(string message) : Exception(message);
