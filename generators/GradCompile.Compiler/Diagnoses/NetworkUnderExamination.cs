using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Diagnoses.Structure;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>What a rule may look at. The forecast is made once, when the first rule asks.</summary>
internal sealed class NetworkUnderExamination
{
    private readonly Lazy<NetworkForecast?> _forecast;
    private readonly Lazy<TrainingForecast?> _training;
    private readonly Lazy<IReadOnlyCollection<string>> _found;
    private readonly Lazy<IReadOnlyList<LayerSequence>> _sequences;

    /// <param name="seeksMends">Whether rules may try mends: each trial examines a changed network, which itself tries none.</param>
    public NetworkUnderExamination(NetworkModel model, bool seeksMends = true)
    {
        (Model, SeeksMends) = (model, seeksMends);
        _forecast = new(() => Forecaster.Forecast(model));
        _training = new(() => model.Loss is null || Forecast is null ? null : new TrainingForecast(model, Forecast));
        _sequences = new(() => LayerSequence.Of(this));
        _found = new(() => new HashSet<string>(DiagnosisTable.Examine(new NetworkUnderExamination(model, seeksMends: false)).Select(diagnosis => diagnosis.Id)));
    }

    public NetworkModel Model { get; }

    public DeclaredNetwork Declaration => Model.Declaration;

    public bool SeeksMends { get; }

    /// <summary>Null for a network without weighted layers.</summary>
    public NetworkForecast? Forecast => _forecast.Value;

    /// <summary>The forecast by weighted layers; null also for a network without a loss, which is never trained.</summary>
    public TrainingForecast? Training => _training.Value;

    /// <summary>The layers as they follow each other: the network's own first, then each block's.</summary>
    public IReadOnlyList<LayerSequence> Sequences => _sequences.Value;

    /// <summary>The ids of all that is found in this network.</summary>
    public IReadOnlyCollection<string> Found => _found.Value;
}
