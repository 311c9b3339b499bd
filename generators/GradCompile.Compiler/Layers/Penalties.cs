using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Layers;

/// <summary>The penalty of one weight tensor.</summary>
internal static class Penalties
{
    /// <summary>The network's penalties added up, each coefficient replaced by the layer's own if it was written.</summary>
    public static (double L1, double L2) Resolve(DeclaredNetwork network, double? l1, double? l2, Origin origin)
    {
        if (l1 is { } ownL1) Numbers.NotNegative(ownL1, "L1", origin);
        if (l2 is { } ownL2) Numbers.NotNegative(ownL2, "L2", origin);
        return (l1 ?? network.Penalties.Sum(p => p.L1), l2 ?? network.Penalties.Sum(p => p.L2));
    }
}
