using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>The fix of a clip threshold: the forecast's own value.</summary>
internal static class ClipThreshold
{
    public static EquatableArray<Fix> Fixes(NetworkUnderExamination network, string id, DeclaredClip clip, double logMeasure)
    {
        var value = Figures.Rounded(Logarithms.PowerOfTen(logMeasure));
        return FixCandidate.Tried(network, id,
        [
            new FixCandidate(
                $"Clip at {Figures.Literal(value)}, the forecast's own value",
                declaration => declaration with { Clips = new EquatableArray<DeclaredClip>(clip with { Threshold = value }) },
                [Edit.SetPositional(clip.Origin, 0, Figures.Literal(value))]),
        ]);
    }
}
