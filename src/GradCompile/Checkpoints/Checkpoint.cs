using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GradCompile.CompilerServices;

/// <summary>A network's tensors in a safetensors file: written whole or not at all, read whole or refused.</summary>
internal static class Checkpoint
{
    /// <summary>What PyTorch's batch norm counts and this library does not.</summary>
    private const string IgnoredSuffix = "num_batches_tracked";

    /// <summary>Replaces the file at <paramref name="path"/> as a whole, or leaves it as it is.</summary>
    public static void Save(string path, TensorTable table) => WholeFile.Write(path, file => Write(file, table));

    /// <summary>Reads every tensor, and only when all of them are at hand replaces those of the network.</summary>
    /// <exception cref="CheckpointException">The file is no safetensors file, or does not fit the network.</exception>
    public static void Load(string path, TensorTable table)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (FileKind.Other(path, LinkPath.Follow(path)) is { } other) throw new CheckpointException($"'{path}' is {other}; expected a safetensors file.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var header = SafetensorsHeader.Read(file, path);
        Match(header, table, path);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var tensor in table.Tensors)
        {
            var entry = header.Entries[tensor.Name];
            var data = new float[tensor.Size];
            file.Position = header.DataStart + entry.Begin;
            ReadExactly(file, MemoryMarshal.AsBytes(data.AsSpan()), path);
            if (!BitConverter.IsLittleEndian) Reverse(data);
            values[tensor.Name] = data;
        }

        foreach (var tensor in table.Tensors) table.Write(tensor, values[tensor.Name]);
    }

    private static void Match(SafetensorsHeader header, TensorTable table, string path)
    {
        foreach (var tensor in table.Tensors)
        {
            var expected = $"F32 {Counted.Shape(tensor.Shape)}";
            if (!header.Entries.TryGetValue(tensor.Name, out var entry))
            {
                throw new CheckpointException($"'{path}' has no tensor '{tensor.Name}'; expected {expected}. Save the file from the same network.");
            }

            if (entry.Type != "F32" || !entry.Shape.SequenceEqual(tensor.Shape.Select(d => (long)d)))
            {
                throw new CheckpointException($"'{path}' holds '{tensor.Name}' as {entry.Type} [{string.Join(", ", entry.Shape)}]; expected {expected}. Save the file from the same network, in single precision.");
            }
        }

        var known = table.Tensors.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in header.Entries.Keys)
        {
            if (known.Contains(name) || name == IgnoredSuffix || name.EndsWith("." + IgnoredSuffix, StringComparison.Ordinal)) continue;
            throw new CheckpointException($"'{path}' holds a tensor '{name}' that the network does not have; expected only its {Counted.Of(known.Count, "tensor")}. Save the file from the same network.");
        }
    }

    private static void Write(FileStream file, TensorTable table)
    {
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (var tensor in table.Tensors)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.Shape) json.WriteNumberValue(dimension);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += (long)tensor.Size * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (header.Length % 8 != 0) header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        file.Write(length);
        header.WriteTo(file);
        foreach (var tensor in table.Tensors)
        {
            var data = new float[tensor.Size];
            table.Read(tensor, data);
            if (!BitConverter.IsLittleEndian) Reverse(data);
            file.Write(MemoryMarshal.AsBytes(data.AsSpan()));
        }
    }

    private static void ReadExactly(FileStream file, Span<byte> destination, string path)
    {
        try
        {
            file.ReadExactly(destination);
        }
        catch (EndOfStreamException exception)
        {
            throw new CheckpointException($"'{path}' ends in the middle of a tensor; it was cut off. Copy it again.", exception);
        }
    }

    private static void Reverse(Span<float> values)
    {
        var words = MemoryMarshal.Cast<float, uint>(values);
        BinaryPrimitives.ReverseEndianness(words, words);
    }
}
