using System.ComponentModel;
using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.CompilerServices;

/// <summary>What the processor can do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Hardware
{
    /// <summary>
    /// The name of the setting that chooses narrower vectors: an <c>AppContext</c> value of 512, 256 or 128, as a number or a
    /// string, from <c>runtimeconfig.json</c> or set before the first network is made.
    /// </summary>
    public const string VectorBitsSetting = "GradCompile.VectorBits";

    private static int _vectorBits;

    /// <summary>
    /// The width of the kernels: 512 with AVX-512, 256 with AVX2 and FMA, else 128. AVX-512 is asked for by name, since the
    /// runtime calls 512-bit vectors unaccelerated on processors where they are in fact the faster ones. Read once.
    /// </summary>
    /// <exception cref="GradCompileException">The setting is no width, or one that the processor cannot run.</exception>
    public static int VectorBits
    {
        get
        {
            // Not by a static initialiser: its exception would hide the sentence. Two threads that come first choose the same.
            if (_vectorBits == 0) _vectorBits = Choose(AppContext.GetData(VectorBitsSetting), Widest);
            return _vectorBits;
        }
    }

    /// <summary>The widest of the widths that a network has kernels for, up to <paramref name="most"/> bits.</summary>
    internal static int Among(IReadOnlyList<int> widths, int most)
    {
        var widest = 0;
        foreach (var width in widths)
        {
            if (width <= most && width > widest) widest = width;
        }

        return widest;
    }

    private static int Widest => Avx512F.IsSupported ? 512 : Avx2.IsSupported && Fma.IsSupported ? 256 : 128;

    internal static int Choose(object? setting, int widest)
    {
        if (setting is null) return widest;
        var wish = setting is int number || int.TryParse(Convert.ToString(setting, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number : 0;
        if (wish is not (512 or 256 or 128))
        {
            throw new GradCompileException($"The setting {VectorBitsSetting} is \"{setting}\"; it must be 512, 256 or 128. Without it the processor's widest vectors are used.");
        }

        if (wish > widest)
        {
            throw new GradCompileException($"The setting {VectorBitsSetting} asks for vectors of {wish} bits, but this processor's widest have {widest}. Set {widest} or less, or leave the setting out.");
        }

        return wish;
    }
}
