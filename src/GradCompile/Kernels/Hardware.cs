using System.ComponentModel;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>What the processor can do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hardware
{
    /// <summary>The name of the setting that chooses narrower vectors: an <c>AppContext</c> value of 512, 256 or 128.</summary>
    public const string VectorBitsSetting = "GradCompile.VectorBits";

    /// <summary>
    /// The width of the kernels: 512 with AVX-512, 256 with AVX2 and FMA, else 128. AVX-512 is asked for by name, since the
    /// runtime calls 512-bit vectors unaccelerated on processors where they are in fact the faster ones.
    /// </summary>
    public static int VectorBits { get; } = Chosen();

    private static int Chosen()
    {
        var best = Avx512F.IsSupported ? 512 : Avx2.IsSupported && Fma.IsSupported ? 256 : 128;
        var wish = AppContext.GetData(VectorBitsSetting) switch
        {
            int number => number,
            string text when int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
            _ => best,
        };
        return wish is 512 or 256 or 128 && wish <= best ? wish : best;
    }
}
