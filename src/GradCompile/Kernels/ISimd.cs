namespace GradCompile.CompilerServices;

/// <summary>A vector of floats of some width, so that the mathematics is written once. Every method is one or a few instructions.</summary>
internal interface ISimd<TSelf>
    where TSelf : struct, ISimd<TSelf>
{
    static abstract TSelf Create(float value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>All bits set in the lanes where it holds.</summary>
    static abstract TSelf operator <(TSelf left, TSelf right);

    /// <summary>All bits set in the lanes where it holds.</summary>
    static abstract TSelf operator >(TSelf left, TSelf right);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TSelf Fma(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Select(TSelf condition, TSelf yes, TSelf no);

    static abstract TSelf Abs(TSelf value);

    /// <summary>No less than one bound, no more than the other; not a number stays so.</summary>
    static abstract TSelf Clamp(TSelf value, float least, float most);

    /// <summary>No more than a bound; not a number stays so.</summary>
    static abstract TSelf AtMost(TSelf value, float most);

    /// <summary>The low bits as those of an exponent: 2ⁿ for 2²³·1.5 + 127 + n, n from −126 to 127.</summary>
    static abstract TSelf ExponentBits(TSelf value);

    /// <summary>2ⁿ for whole n from −126 to 127, given as floats.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>value·2ⁿ, for a value around 1 and whole n from −252 to 254: denormals are rounded once, and too much is infinite.</summary>
    static abstract TSelf Scale(TSelf value, TSelf n);

    /// <summary>The mantissa, between √½ and √2, of a positive normal number.</summary>
    static abstract TSelf Mantissa(TSelf value);

    /// <summary>The exponent that goes with <see cref="Mantissa"/>.</summary>
    static abstract TSelf Exponent(TSelf value);

    /// <summary>The magnitude of one with the sign of the other.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);
}
