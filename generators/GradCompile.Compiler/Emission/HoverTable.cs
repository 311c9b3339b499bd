using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>What an editor shows on hovering over the class's name: the layers, what they cost, and how their gradients start.</summary>
internal static class HoverTable
{
    /// <summary>A bar's full length stands for the largest gradient; each eighth of a character is a share of the decades below it.</summary>
    private const int BarLength = 8;

    private static readonly string[] Eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

    public static IReadOnlyList<string> Lines(Plan plan)
    {
        var lines = new List<string> { Identifiers.Xml(Title(plan.Model)), "<code>" };
        lines.AddRange(Table(plan).Select(Identifiers.Xml));
        lines.Add("</code>");
        if (plan.Forecast is not null)
        {
            lines.Add("Forecast at initialisation: <c>rms</c> of a layer's output before its activation, share of saturated units, norm of its weight gradient");
            lines.Add("relative to the last layer's; the bars are logarithmic. It is that of fresh weights, and of no others.");
        }

        if (plan is { SuggestedRate: { } rate, Model.Optimizer: { } optimizer })
        {
            lines.Add($"The rate is {Numbers.Text(optimizer.Rate)}; the forecast suggests about {Numbers.Text(rate)}, for {N(plan.Model.Declaration.Input.TrainingSteps)} steps of training.");
        }

        return lines;
    }

    private static string Title(NetworkModel model)
    {
        var parameters = model.Layers.Sum(l => l.Parameters);
        return $"A network from {model.Evaluation.Input.Shape} to {model.Evaluation.Output.Shape}: {N(parameters)} parameters, {N(model.Layers.Sum(l => l.Flops))} floating-point operations a row, {N(parameters * 4)} bytes of weights.";
    }

    private static IEnumerable<string> Table(Plan plan)
    {
        var rows = new List<string[]>
        {
            new[] { "layer", "kind", "output", "parameters", "rms", "saturated", "gradient", "" },
            new[] { "input", "", plan.Model.Evaluation.Input.Shape.ToString(), "", "", "", "", "" },
        };
        var forecasts = plan.Forecast?.Layers.ToDictionary(l => l.Name) ?? [];
        var last = plan.Forecast?.Layers.LastOrDefault()?.LogWeightGradient ?? 0;
        var (low, high) = Range(forecasts.Values);
        foreach (var layer in plan.Model.Layers)
        {
            forecasts.TryGetValue(layer.Name, out var forecast);
            rows.Add(
            [
                layer.Name, layer.Kind, layer.Output.ToString(), layer.Parameters == 0 ? "" : N(layer.Parameters),
                forecast is null ? "" : Number(forecast.ForwardRms),
                forecast is null || forecast.Saturated == 0 ? "" : forecast.Saturated.ToString("P0", CultureInfo.InvariantCulture),
                forecast is null ? "" : Number(Math.Pow(10, forecast.LogWeightGradient - last)),
                forecast is null ? "" : Bar(forecast.LogWeightGradient, low, high),
            ]);
        }

        var widths = Enumerable.Range(0, 8).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column is 0 or 1 or 7 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    /// <summary>The decades that the bars span: at least three, so that small differences look small.</summary>
    private static (double Low, double High) Range(IEnumerable<WeightedLayerForecast> layers)
    {
        var finite = layers.Select(l => l.LogWeightGradient).Where(g => !double.IsInfinity(g) && !double.IsNaN(g)).DefaultIfEmpty(0).ToList();
        return (Math.Min(finite.Min() - 0.5, finite.Max() - 3), finite.Max());
    }

    private static string Bar(double value, double low, double high)
    {
        if (double.IsNegativeInfinity(value)) return "";
        var eighths = (int)Math.Round(8 * BarLength * Math.Max(0, Math.Min(1, (value - low) / (high - low))));
        return new string('█', eighths / 8) + Eighths[eighths % 8];
    }

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
