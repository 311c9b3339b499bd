using System.Globalization;

namespace GradCompile;

/// <summary>Images of one size, each a row of numbers from 0 to 1.</summary>
/// <param name="Count">Images.</param>
/// <param name="Height">Pixels from top to bottom.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Pixels">Count × height × width numbers.</param>
public sealed record IdxImages(int Count, int Height, int Width, float[] Pixels)
{
    /// <summary>As <c>60,000 images of 28×28</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count:N0} image{(Count == 1 ? "" : "s")} of {Height}×{Width}");
}
