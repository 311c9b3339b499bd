using System.Buffers.Binary;
using System.Text;

namespace GradCompile.Runtime.Tests.Support;

/// <summary>Safetensors files written by hand, sound or not. The sound one fits <see cref="Layouts.Linear"/>.</summary>
internal static class Safetensors
{
    public const int DataLength = (15 + 3 + 3 + 3) * sizeof(float);

    public const string Weight = """
        "dense1.weight":{"dtype":"F32","shape":[3,5],"data_offsets":[0,60]}
        """;

    public const string Bias = """
        "dense1.bias":{"dtype":"F32","shape":[3],"data_offsets":[60,72]}
        """;

    public const string Mean = """
        "batchnorm1.running_mean":{"dtype":"F32","shape":[3],"data_offsets":[72,84]}
        """;

    public const string Variance = """
        "batchnorm1.running_var":{"dtype":"F32","shape":[3],"data_offsets":[84,96]}
        """;

    /// <summary>1, 2, 3 … in the order of the file.</summary>
    public static byte[] Data(int length = DataLength)
    {
        var data = new byte[length];
        for (var i = 0; i + 4 <= length; i += 4) BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i), (i / 4) + 1);
        return data;
    }

    public static byte[] File(params string[] entries) => Raw("{" + string.Join(",", entries) + "}", Data());

    public static byte[] Raw(string header, byte[] data) => Raw(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Raw(byte[] header, byte[] data, ulong? length = null)
    {
        var file = new byte[8 + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, length ?? (ulong)header.Length);
        header.CopyTo(file, 8);
        data.CopyTo(file, 8 + header.Length);
        return file;
    }
}
