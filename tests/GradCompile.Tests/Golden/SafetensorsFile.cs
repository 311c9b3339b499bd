using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace GradCompile.Tests;

/// <summary>Reads a reference file: a small reader of its own, so that the product's is not checked against itself.</summary>
internal static class SafetensorsFile
{
    public static Dictionary<string, float[]> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var json = JsonDocument.Parse(bytes.AsMemory(8, header));
        return json.RootElement.EnumerateObject().ToDictionary(
            tensor => tensor.Name,
            tensor =>
            {
                var offsets = tensor.Value.GetProperty("data_offsets");
                var (from, to) = (offsets[0].GetInt32(), offsets[1].GetInt32());
                return MemoryMarshal.Cast<byte, float>(bytes.AsSpan(8 + header + from, to - from)).ToArray();
            });
    }
}
