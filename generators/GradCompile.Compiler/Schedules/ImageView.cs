using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Schedules;

/// <summary>
/// What poolings and borders need to know of an image in memory: with channels in the lanes an image is a sample, and its pixels hold
/// all channels; with samples in the lanes an image is a channel of sixteen samples, and its pixels hold those.
/// </summary>
/// <param name="Images">How many images there are.</param>
/// <param name="Pixel">Floats of a pixel: a multiple of 16.</param>
internal sealed record ImageView(Index Images, int Height, int Width, int Pixel)
{
    /// <summary>Floats of an image.</summary>
    public int Size => Height * Width * Pixel;
}
