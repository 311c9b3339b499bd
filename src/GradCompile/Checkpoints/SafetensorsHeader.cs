using System.Buffers.Binary;
using System.Text.Json;

namespace GradCompile.CompilerServices;

/// <summary>A tensor's entry: its type as written, its shape, and its bytes from <paramref name="Begin"/> to <paramref name="End"/> behind the header.</summary>
internal sealed record SafetensorsEntry(string Type, long[] Shape, long Begin, long End);

/// <summary>
/// The header of a safetensors file, checked as one that a stranger made: eight bytes of length, a JSON object of entries, and
/// data that the entries cover without gap, overlap or excess.
/// </summary>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, SafetensorsEntry> Entries, long DataStart)
{
    private const long LongestHeader = 100_000_000;

    private static readonly Dictionary<string, int> TypeSizes = new(StringComparer.Ordinal)
    {
        ["F64"] = 8, ["F32"] = 4, ["F16"] = 2, ["BF16"] = 2, ["I64"] = 8, ["I32"] = 4, ["I16"] = 2, ["I8"] = 1, ["U64"] = 8, ["U32"] = 4, ["U16"] = 2, ["U8"] = 1,
        ["BOOL"] = 1, ["F8_E4M3"] = 1, ["F8_E5M2"] = 1,
    };

    public static SafetensorsHeader Read(FileStream file, string path)
    {
        Span<byte> lengthBytes = stackalloc byte[8];
        if (file.Length < 8) throw new CheckpointException($"'{path}' has {Counted.Of(file.Length, "byte")}; a safetensors file begins with the eight bytes of its header's length.");
        file.ReadExactly(lengthBytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length > LongestHeader || (long)length > file.Length - 8)
        {
            throw new CheckpointException($"'{path}' announces a header of {length} byte{(length == 1 ? "" : "s")}, but has {file.Length - 8} behind; it is cut off, or no safetensors file.");
        }

        if (length == 0)
        {
            throw new CheckpointException(
                $"'{path}' announces a header of 0 bytes; expected the JSON of a safetensors file. Perhaps a crash left zeros there, or it is another kind of file.");
        }

        var bytes = new byte[length];
        file.ReadExactly(bytes);
        var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
        try
        {
            Parse(bytes, entries, path);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException($"The header of '{path}' is not the JSON of a safetensors file: {exception.Message}", exception);
        }

        var dataStart = 8 + (long)length;
        CheckCoverage(entries, file.Length - dataStart, path);
        return new SafetensorsHeader(entries, dataStart);
    }

    private static void Parse(byte[] bytes, Dictionary<string, SafetensorsEntry> entries, string path)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 8 });
        Expect(ref reader, JsonTokenType.StartObject);
        var hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (name == "__metadata__")
            {
                if (hasMetadata) throw new CheckpointException($"The header of '{path}' has two __metadata__ entries; expected at most one.");
                hasMetadata = true;
                SkipMetadata(ref reader, path);
                continue;
            }

            var entry = ParseEntry(ref reader, name, path);
            if (!entries.TryAdd(name, entry)) throw new CheckpointException($"The header of '{path}' names the tensor '{name}' twice; expected once.");
        }

        if (reader.TokenType != JsonTokenType.EndObject) throw new FormatException("the object is not closed.");
        if (reader.Read()) throw new FormatException("something follows the object.");
    }

    /// <summary>An object of strings, whatever they say.</summary>
    private static void SkipMetadata(ref Utf8JsonReader reader, string path)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Refused(path);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String) throw Refused(path);
        }

        static CheckpointException Refused(string path) => new($"The __metadata__ of '{path}' is no object of strings, as safetensors has it.");
    }

    private static SafetensorsEntry ParseEntry(ref Utf8JsonReader reader, string name, string path)
    {
        string? type = null;
        List<long>? shape = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype" when type is null:
                    reader.Read();
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = Numbers(ref reader);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers(ref reader);
                    break;
                case var other:
                    throw new CheckpointException($"The entry of '{name}' in '{path}' has '{other}' twice, or as an unknown property; expected dtype, shape and data_offsets, once each.");
            }
        }

        if (type is null || shape is null || offsets is not { Count: 2 })
        {
            throw new CheckpointException($"The entry of '{name}' in '{path}' is incomplete; expected a dtype, a shape and two data_offsets.");
        }

        if (!TypeSizes.TryGetValue(type, out var size)) throw new CheckpointException($"'{path}' holds '{name}' as {type}, which is no type of safetensors; expected F32.");
        long bytes = size;
        foreach (var dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && bytes > long.MaxValue / dimension))
            {
                throw new CheckpointException($"'{path}' gives '{name}' the shape [{string.Join(", ", shape)}]; expected dimensions of at least 0 whose product fits a file.");
            }

            bytes *= dimension;
        }

        var (begin, end) = (offsets[0], offsets[1]);
        if (begin < 0 || end < begin || end - begin != bytes)
        {
            throw new CheckpointException($"'{path}' puts '{name}' at bytes {begin} to {end}; {type} [{string.Join(", ", shape)}] takes {Counted.Of(bytes, "byte")}.");
        }

        return new SafetensorsEntry(type, [.. shape], begin, end);
    }

    /// <summary>The entries cover the data exactly: nothing is read twice, and nothing is hidden.</summary>
    private static void CheckCoverage(Dictionary<string, SafetensorsEntry> entries, long dataLength, string path)
    {
        if (entries.Count == 0 && dataLength > 0)
        {
            throw new CheckpointException(
                $"The header of '{path}' names no tensor, but has {Counted.Of(dataLength, "byte")} of data behind it; expected the network's tensors. Save the file again.");
        }

        long end = 0;
        foreach (var (name, entry) in entries.OrderBy(e => e.Value.Begin).ThenBy(e => e.Value.End))
        {
            if (entry.Begin != end)
            {
                throw new CheckpointException($"'{path}' puts '{name}' at byte {entry.Begin} of the data; expected {end}, where the tensor before it ends.");
            }

            end = entry.End;
        }

        if (end != dataLength)
        {
            throw new CheckpointException($"'{path}' has {Counted.Of(dataLength, "byte")} of data; its tensors take {end}. It is {(end > dataLength ? "cut off" : "longer than its header says")}.");
        }
    }

    private static List<long> Numbers(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number && numbers.Count < 16) numbers.Add(reader.GetInt64());
        return reader.TokenType == JsonTokenType.EndArray ? numbers : throw new FormatException("an array holds something other than up to 16 numbers.");
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type) throw new FormatException($"{type} was expected at byte {reader.TokenStartIndex}.");
    }
}
