namespace GradCompile.CompilerServices;

/// <summary>
/// Where a path leads when symbolic links are followed one by one, as the system follows them: <c>..</c> behind a link is the parent
/// of where the link leads. A link to nothing leads to the file that it names.
/// </summary>
internal static class LinkPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The full path of what <paramref name="path"/> names: its own where its last part is no link.</summary>
    /// <exception cref="IOException">The links go in a circle.</exception>
    public static string Follow(string path)
    {
        var whole = Path.GetFullPath(path);
        if (new FileInfo(whole).LinkTarget is null) return whole;
        var place = Path.GetPathRoot(whole)!;
        var ahead = new Stack<string>();
        Push(ahead, whole[place.Length..]);
        var links = 0;
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                place = Path.GetDirectoryName(place) ?? place;
                continue;
            }

            var next = Path.Combine(place, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                place = next;
                continue;
            }

            if (++links > MostLinks)
            {
                throw new IOException($"'{path}' leads through more than {MostLinks} symbolic links, perhaps in a circle; name the file itself.");
            }

            var root = Path.GetPathRoot(target) ?? "";
            if (root.Length > 0) place = root;
            Push(ahead, target[root.Length..]);
        }

        return place;
    }

    private static void Push(Stack<string> ahead, string path)
    {
        var parts = path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] != ".") ahead.Push(parts[i]);
        }
    }
}
