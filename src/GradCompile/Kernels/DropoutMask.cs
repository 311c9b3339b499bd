using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace GradCompile.CompilerServices;

/// <summary>Dropout masks as a function of (key, element): nothing is stored, and the same mask can be drawn again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DropoutMask
{
    /// <summary>The key of one dropout layer in one step.</summary>
    /// <param name="dropoutKey">Drawn from seed and step.</param>
    /// <param name="layer">The layer's number among the network's dropouts.</param>
    public static (uint Low, uint High) LayerKey(ulong dropoutKey, int layer)
    {
        var key = SplitMix64.Mix(dropoutKey + ((ulong)(uint)layer * SplitMix64.Increment));
        return ((uint)key, (uint)(key >> 32));
    }

    /// <summary>For consecutive elements: <paramref name="scale"/> where an element is kept, else 0.</summary>
    /// <param name="low">The key's low word.</param>
    /// <param name="high">The key's high word.</param>
    /// <param name="element">The first lane's element.</param>
    /// <param name="threshold">rate·2³²: hashes below it are dropped.</param>
    /// <param name="scale">1/(1 − rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Keep512(uint low, uint high, uint element, uint threshold, float scale)
    {
        // Twice the finaliser of MurmurHash3, with one word of the key before each.
        var hash = (Vector512<uint>.Indices + Vector512.Create(element)) * Vector512.Create(0x9E3779B1u) + Vector512.Create(low);
        hash = Mix(hash) + Vector512.Create(high);
        hash = Mix(hash);
        return Vector512.ConditionalSelect(Vector512.LessThan(hash, Vector512.Create(threshold)).AsSingle(), Vector512<float>.Zero, Vector512.Create(scale));
    }

    /// <summary>For consecutive elements: <paramref name="scale"/> where an element is kept, else 0.</summary>
    /// <param name="low">The key's low word.</param>
    /// <param name="high">The key's high word.</param>
    /// <param name="element">The first lane's element.</param>
    /// <param name="threshold">rate·2³²: hashes below it are dropped.</param>
    /// <param name="scale">1/(1 − rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Keep256(uint low, uint high, uint element, uint threshold, float scale)
    {
        // Twice the finaliser of MurmurHash3, with one word of the key before each.
        var hash = (Vector256<uint>.Indices + Vector256.Create(element)) * Vector256.Create(0x9E3779B1u) + Vector256.Create(low);
        hash = Mix(hash) + Vector256.Create(high);
        hash = Mix(hash);
        return Vector256.ConditionalSelect(Vector256.LessThan(hash, Vector256.Create(threshold)).AsSingle(), Vector256<float>.Zero, Vector256.Create(scale));
    }

    /// <summary>For consecutive elements: <paramref name="scale"/> where an element is kept, else 0.</summary>
    /// <param name="low">The key's low word.</param>
    /// <param name="high">The key's high word.</param>
    /// <param name="element">The first lane's element.</param>
    /// <param name="threshold">rate·2³²: hashes below it are dropped.</param>
    /// <param name="scale">1/(1 − rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Keep128(uint low, uint high, uint element, uint threshold, float scale)
    {
        // Twice the finaliser of MurmurHash3, with one word of the key before each.
        var hash = (Vector128<uint>.Indices + Vector128.Create(element)) * Vector128.Create(0x9E3779B1u) + Vector128.Create(low);
        hash = Mix(hash) + Vector128.Create(high);
        hash = Mix(hash);
        return Vector128.ConditionalSelect(Vector128.LessThan(hash, Vector128.Create(threshold)).AsSingle(), Vector128<float>.Zero, Vector128.Create(scale));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mix(Vector512<uint> hash)
    {
        hash ^= Vector512.ShiftRightLogical(hash, 16);
        hash *= Vector512.Create(0x85EBCA6Bu);
        hash ^= Vector512.ShiftRightLogical(hash, 13);
        hash *= Vector512.Create(0xC2B2AE35u);
        return hash ^ Vector512.ShiftRightLogical(hash, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> hash)
    {
        hash ^= Vector256.ShiftRightLogical(hash, 16);
        hash *= Vector256.Create(0x85EBCA6Bu);
        hash ^= Vector256.ShiftRightLogical(hash, 13);
        hash *= Vector256.Create(0xC2B2AE35u);
        return hash ^ Vector256.ShiftRightLogical(hash, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mix(Vector128<uint> hash)
    {
        hash ^= Vector128.ShiftRightLogical(hash, 16);
        hash *= Vector128.Create(0x85EBCA6Bu);
        hash ^= Vector128.ShiftRightLogical(hash, 13);
        hash *= Vector128.Create(0xC2B2AE35u);
        return hash ^ Vector128.ShiftRightLogical(hash, 16);
    }
}
