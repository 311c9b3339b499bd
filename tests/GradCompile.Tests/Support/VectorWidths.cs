using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GradCompile.Tests;

/// <summary>The widths whose kernels this processor can run.</summary>
internal static class VectorWidths
{
    public static IEnumerable<int> All
    {
        get
        {
            if (Avx512F.IsSupported) yield return 512;
            if (Vector256.IsHardwareAccelerated && Fma.IsSupported) yield return 256;
            yield return 128;
        }
    }
}
