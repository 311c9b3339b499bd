namespace GradCompile.Samples.Digits;

/// <summary>Images of 28×28 pixels, row after row, and their labels.</summary>
internal sealed record DigitSet(float[] Pixels, int[] Labels)
{
    public const int ImageSize = 28 * 28;

    public int Count => Labels.Length;

    /// <summary>So many images from <paramref name="start"/> on.</summary>
    public DigitSet Slice(int start, int count) => new(Pixels[(start * ImageSize)..((start + count) * ImageSize)], Labels[start..(start + count)]);
}
