using System.Linq;

namespace GradCompile.Compiler.Shapes;

/// <summary>The shape of one sample: (features) for a vector, (channels, height, width) for an image.</summary>
public sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Vector(int size) => new(new EquatableArray<int>(size));

    public static Shape Image(int channels, int height, int width) => new(new EquatableArray<int>(channels, height, width));

    /// <summary>The number of elements of a sample; it may be beyond what an array holds.</summary>
    public long Size => Dimensions.Aggregate(1L, (product, dimension) => product * dimension);

    public bool IsVector => Dimensions.Count == 1;

    public bool IsImage => Dimensions.Count == 3;

    /// <summary>The features of a vector, or the channels of an image: what a normalisation runs over.</summary>
    public int Channels => Dimensions[0];

    /// <summary>Elements of a sample that share a channel: 1 for a vector.</summary>
    public long Positions => Size / Channels;

    public override string ToString() => IsVector
        ? Dimensions[0].ToString(System.Globalization.CultureInfo.InvariantCulture)
        : string.Join("×", Dimensions.Select(d => d.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
