using System.Globalization;
using GradCompile.Compiler.Forecasts;

namespace GradCompile.Diagnoses.Report.Trials;

/// <summary>What the forecast says of each declaration, by layer, as a table to look for what decides.</summary>
internal static class FeatureTable
{
    public static void Print(IEnumerable<TrialDeclaration> trials, CurveTable curves)
    {
        foreach (var trial in trials)
        {
            var curve = curves.Find(TrialTrainer.Key(trial, 1)) ?? (trial.Known is { } known ? new Curve([(trial.Steps, known)]) : null);
            if (curve is null || Diagnoser.Forecast(trial.Source, TrialDeclaration.Class) is not { } forecast) continue;
            Console.WriteLine(string.Join('\t',
            [
                trial.Name, trial.Kind, trial.Inputs.ToString(), trial.Steps.ToString(CultureInfo.InvariantCulture), curve.ToString(), trial.Attributes, trial.Blocks,
                string.Join(' ', new[] { forecast.LogLogitSignal, forecast.LogLogitSecond, forecast.LogitDeviation, forecast.SoftmaxSharpness, forecast.LogVariance, forecast.LogSampleShare, forecast.LogSignalShareAfterAdam, forecast.LogGradientNorm, forecast.LogWeightsNorm, forecast.LogLargestSecond }.Select(Text)),
                string.Join(';', forecast.Layers.Select(Layer)),
            ]));
        }
    }

    private static string Layer(WeightedLayerForecast layer) => string.Join(' ', new[]
    {
        layer.FanIn, layer.Units, layer.LogForwardRms, layer.LogNoise, layer.Saturated, layer.Dead, layer.LogWeightGradient, layer.LogWeightNorm, layer.LogBackward, layer.LogKernel, layer.LogKernelPair, layer.LogKernelApart,
    }.Select(Text));

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
