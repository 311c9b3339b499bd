namespace GradCompile;

/// <summary>What stands behind the header of an IDX file, a byte for each number. Memory is taken as the bytes come, not as they are announced.</summary>
/// <param name="file">Behind its header.</param>
/// <param name="path">For messages.</param>
/// <param name="announced">As <c>300 labels</c>.</param>
/// <param name="noun">What a byte is.</param>
internal readonly struct IdxData(Stream file, string path, string announced, string noun)
{
    private const int PieceBytes = 1 << 16;

    /// <summary>Exactly so many numbers, each made from its byte.</summary>
    public T[] Read<T>(int count, Func<byte, T> number)
    {
        if (file.CanSeek && file.Length - file.Position != count) throw Refused($"holds {Counted.Of(Math.Max(0, file.Length - file.Position), noun)}");
        var numbers = new T[file.CanSeek ? count : Math.Min(count, PieceBytes)];
        var piece = new byte[PieceBytes];
        for (var done = 0; done < count;)
        {
            var read = ReadUpTo(file, piece.AsSpan(0, Math.Min(PieceBytes, count - done)), path);
            if (read == 0) throw Refused($"holds {Counted.Of(done, noun)}");
            if (numbers.Length < done + read) Array.Resize(ref numbers, (int)Math.Min(count, 2L * numbers.Length));
            for (var i = 0; i < read; i++) numbers[done + i] = number(piece[i]);
            done += read;
        }

        return ReadUpTo(file, piece.AsSpan(0, 1), path) == 0 ? numbers : throw Refused("holds more");
    }

    /// <summary>Fewer bytes than asked for only at the end of the file.</summary>
    public static int ReadUpTo(Stream file, Span<byte> bytes, string path)
    {
        try
        {
            return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException exception)
        {
            throw new GradCompileException($"'{path}' ends in .gz, but is no gzip file, or a damaged one.", exception);
        }
    }

    private GradCompileException Refused(string holds) => new($"'{path}' announces {announced}, but {holds}. Copy the file again.");
}
