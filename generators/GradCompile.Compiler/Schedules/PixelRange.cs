using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;
using static GradCompile.Compiler.Schedules.Shorthand;

namespace GradCompile.Compiler.Schedules;

/// <summary>Work on each pixel by itself, with channels in the lanes: it is cut by pixels, so that threads share even a single image.</summary>
internal static class PixelRange
{
    /// <summary>Pixels that are worth handing over.</summary>
    private const int Grain = 48;

    /// <summary>Units of a step over all pixels of an image of the batch.</summary>
    public static Split Over(int pixels) => new((Index)"pass.Rows" * pixels, Grain);

    /// <param name="routine">Takes places, steady arguments, and a number of pixels.</param>
    /// <param name="pass">The pass.</param>
    /// <param name="image">What is worked on.</param>
    /// <param name="places">Places of images like it, and of tensors by channel, in the routine's order.</param>
    /// <param name="isSteady">Which of them are of channels.</param>
    public static CallStatement Call(string routine, PassBuilder pass, Value image, IReadOnlyList<Place> places, System.Func<int, bool>? isSteady = null)
    {
        var offset = (Index)"from" * pass.View(image).Pixel;
        return new CallStatement(
            routine,
            [.. places.Select((place, i) => (Argument)(isSteady?.Invoke(i) == true ? place : place.At(offset))), (Index)"to - from"],
            Split: Over((int)image.Shape.Positions));
    }
}
