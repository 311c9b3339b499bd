using System;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Layers;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>Tells causes apart by trying: what would be forecast if one thing were different.</summary>
internal static class Trial
{
    /// <summary>Whether a finding is gone from the changed network.</summary>
    public static bool IsGone(DeclaredNetwork changed, Func<TrainingForecast, bool> fires) =>
        NetworkLowering.Lower(changed).Model is { } model && Forecaster.Forecast(model) is { } forecast && !fires(new TrainingForecast(model, forecast));
}
