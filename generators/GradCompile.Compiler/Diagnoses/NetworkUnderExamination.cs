using System;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>What a rule may look at. The forecast is made once, when the first rule asks.</summary>
internal sealed class NetworkUnderExamination(NetworkModel model)
{
    private readonly Lazy<NetworkForecast?> _forecast = new(() => Forecaster.Forecast(model));

    public NetworkModel Model => model;

    public DeclaredNetwork Declaration => model.Declaration;

    /// <summary>Null for a network without weighted layers.</summary>
    public NetworkForecast? Forecast => _forecast.Value;
}
