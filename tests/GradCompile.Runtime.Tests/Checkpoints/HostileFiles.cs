using System.Text;
using GradCompile.Runtime.Tests.Support;

namespace GradCompile.Runtime.Tests.Checkpoints;

/// <summary>Files that must be refused, by what is wrong with them, each with a word that the message must say.</summary>
internal static class HostileFiles
{
    public static readonly IReadOnlyDictionary<string, (byte[] File, string Says)> All = new Dictionary<string, (byte[], string)>
    {
        ["empty"] = ([], "0 bytes"),
        ["seven bytes"] = (new byte[7], "7 bytes"),
        ["zeros, as a crash leaves them"] = (new byte[100], "header of 0 bytes"),
        ["data behind an empty object"] = (Safetensors.Raw("{}", Safetensors.Data()), "names no tensor, but has 96 bytes"),
        ["data behind metadata alone"] = (Safetensors.Raw("{\"__metadata__\":{}}", Safetensors.Data(1)), "names no tensor, but has 1 byte of data"),
        ["no header"] = (Safetensors.Raw("", []), "JSON"),
        ["header length beyond the file"] = (Safetensors.Raw("{}"u8.ToArray(), [], 3), "header of 3 bytes"),
        ["header length of 2⁶⁴ − 1"] = (Safetensors.Raw("{}"u8.ToArray(), [], ulong.MaxValue), "18446744073709551615"),
        ["header length of 2⁶³"] = (Safetensors.Raw("{}"u8.ToArray(), [], 1UL << 63), "9223372036854775808"),
        ["no JSON"] = (Safetensors.Raw("dense1.weight", Safetensors.Data()), "JSON"),
        ["an array"] = (Safetensors.Raw("[]", Safetensors.Data()), "JSON"),
        ["cut in the header's text"] = (Safetensors.Raw("{" + Safetensors.Weight, Safetensors.Data()), "JSON"),
        ["two objects"] = (Safetensors.Raw("{}{}", []), "JSON"),
        ["a trailing comma"] = (Safetensors.Raw("{" + Safetensors.Weight + ",}", Safetensors.Data()), "JSON"),
        ["a comment"] = (Safetensors.Raw("{/* */}", []), "JSON"),
        ["a name that is not UTF-8"] = (Safetensors.Raw([.. "{\""u8, 0xff, 0xfe, .. "\":{}}"u8], Safetensors.Data()), "JSON"),
        ["deep metadata"] = (Safetensors.Raw("{\"__metadata__\":" + new string('[', 10_000) + new string(']', 10_000) + "}", []), "__metadata__"),
        ["a deep entry"] = (In(Safetensors.Weight, "[3,5]", new string('[', 10_000) + new string(']', 10_000)), "JSON"),
        ["metadata that is a number"] = (Replace(Safetensors.Weight, "\"__metadata__\":1," + Safetensors.Weight), "__metadata__"),
        ["metadata of numbers"] = (Replace(Safetensors.Weight, "\"__metadata__\":{\"a\":1}," + Safetensors.Weight), "__metadata__"),
        ["metadata twice"] = (Replace(Safetensors.Weight, "\"__metadata__\":{},\"__metadata__\":{}," + Safetensors.Weight), "__metadata__"),
        ["a tensor twice"] = (Safetensors.File(Safetensors.Weight, Safetensors.Weight, Safetensors.Bias, Safetensors.Mean, Safetensors.Variance), "'dense1.weight' twice"),
        ["a tensor twice, once escaped"] = (Safetensors.File(Safetensors.Weight, Safetensors.Weight.Replace("dense1", "d\\u0065nse1", StringComparison.Ordinal), Safetensors.Bias, Safetensors.Mean, Safetensors.Variance), "'dense1.weight' twice"),
        ["an entry that is a string"] = (Replace(Safetensors.Bias, "\"dense1.bias\":\"F32\""), "JSON"),
        ["no dtype"] = (In(Safetensors.Bias, "\"dtype\":\"F32\",", ""), "'dense1.bias'"),
        ["no shape"] = (In(Safetensors.Bias, "\"shape\":[3],", ""), "'dense1.bias'"),
        ["no offsets"] = (In(Safetensors.Bias, ",\"data_offsets\":[60,72]", ""), "'dense1.bias'"),
        ["one offset"] = (In(Safetensors.Bias, "[60,72]", "[60]"), "'dense1.bias'"),
        ["three offsets"] = (In(Safetensors.Bias, "[60,72]", "[60,66,72]"), "'dense1.bias'"),
        ["a property twice"] = (In(Safetensors.Bias, "\"shape\":[3]", "\"shape\":[3],\"shape\":[3]"), "'shape'"),
        ["an unknown property"] = (In(Safetensors.Bias, "\"shape\":[3]", "\"shape\":[3],\"stride\":[1]"), "'stride'"),
        ["a dtype that is a number"] = (In(Safetensors.Bias, "\"F32\"", "32"), "JSON"),
        ["an unknown dtype"] = (In(Safetensors.Bias, "F32", "F31"), "F31"),
        ["another dtype"] = (In(Safetensors.Bias, "F32", "I32"), "I32"),
        ["another shape"] = (In(Safetensors.Weight, "[3,5]", "[5,3]"), "[5, 3]; expected F32 [3, 5]"),
        ["another rank"] = (In(Safetensors.Weight, "[3,5]", "[15]"), "[15]; expected F32 [3, 5]"),
        ["a negative dimension"] = (In(Safetensors.Weight, "[3,5]", "[-3,-5]"), "[-3, -5]"),
        ["a fraction"] = (In(Safetensors.Weight, "[3,5]", "[3,5.5]"), "JSON"),
        ["a dimension beyond 64 bits"] = (In(Safetensors.Weight, "[3,5]", "[3,99999999999999999999]"), "JSON"),
        ["a product beyond 64 bits"] = (In(Safetensors.Weight, "[3,5]", "[4611686018427387904,4611686018427387904]"), "4611686018427387904"),
        ["a thousand dimensions"] = (In(Safetensors.Weight, "[3,5]", "[3,5" + string.Concat(Enumerable.Repeat(",1", 1000)) + "]"), "JSON"),
        ["offsets the wrong way round"] = (In(Safetensors.Bias, "[60,72]", "[72,60]"), "72 to 60"),
        ["negative offsets"] = (In(Safetensors.Bias, "[60,72]", "[-12,0]"), "-12 to 0"),
        ["offsets beyond the data"] = (In(Safetensors.Variance, "[84,96]", "[9223372036854775795,9223372036854775807]"), "batchnorm1.running_var"),
        ["offsets of another size"] = (In(Safetensors.Bias, "[60,72]", "[60,76]"), "60 to 76"),
        ["two tensors in one place"] = (In(Safetensors.Mean, "[72,84]", "[60,72]"), "expected 72"),
        ["overlapping tensors"] = (In(Safetensors.Mean, "[72,84]", "[68,80]"), "byte 68"),
        ["a gap"] = (Safetensors.Raw(Header(Safetensors.Variance, Safetensors.Variance.Replace("[84,96]", "[88,100]", StringComparison.Ordinal)), Safetensors.Data(100)), "expected 84"),
        ["a gap at the beginning"] = (In(Safetensors.Weight, "[0,60]", "[4,64]"), "byte 4"),
        ["data cut off"] = (Safetensors.Raw(Header("", ""), Safetensors.Data(95)), "95 bytes of data"),
        ["data that nobody owns"] = (Safetensors.Raw(Header("", ""), Safetensors.Data(97)), "97 bytes of data"),
        ["a missing tensor"] = (Safetensors.Raw("{" + string.Join(",", Safetensors.Weight, Safetensors.Bias, Safetensors.Mean) + "}", Safetensors.Data(84)), "no tensor 'batchnorm1.running_var'"),
        ["no tensor at all"] = (Safetensors.Raw("{}", []), "no tensor 'dense1.weight'"),
        ["a tensor too many"] = (Safetensors.Raw(Header(Safetensors.Variance, Safetensors.Variance + ",\"dense2.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[96,100]}"), Safetensors.Data(100)), "'dense2.bias'"),
        ["a tensor of no elements too many"] = (Replace(Safetensors.Variance, Safetensors.Variance + ",\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[96,96]}"), "'x'"),
    };

    private static string Header(string from, string to)
    {
        var header = "{" + string.Join(",", Safetensors.Weight, Safetensors.Bias, Safetensors.Mean, Safetensors.Variance) + "}";
        return from.Length == 0 ? header : header.Replace(from, to, StringComparison.Ordinal);
    }

    private static byte[] Replace(string from, string to) => Safetensors.Raw(Encoding.UTF8.GetBytes(Header(from, to)), Safetensors.Data());

    private static byte[] In(string entry, string from, string to) => Replace(entry, entry.Replace(from, to, StringComparison.Ordinal));
}
