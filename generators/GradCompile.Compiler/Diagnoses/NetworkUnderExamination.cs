using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Diagnoses.Gradients;
using GradCompile.Compiler.Diagnoses.Structure;
using GradCompile.Compiler.Forecasts;
using GradCompile.Compiler.Graphs;
using GradCompile.Compiler.Layers;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>What a rule may look at. What is worked out is worked out once, when the first rule asks, for changed networks too.</summary>
internal sealed class NetworkUnderExamination
{
    private readonly Lazy<NetworkForecast?> _forecast;
    private readonly Lazy<TrainingForecast?> _training;
    private readonly Lazy<IReadOnlyList<Diagnosis>> _standing;
    private readonly Lazy<IReadOnlyCollection<string>> _found;
    private readonly Lazy<IReadOnlyList<LayerSequence>> _sequences;
    private readonly Dictionary<DeclaredNetwork, NetworkUnderExamination?> _changed;

    public NetworkUnderExamination(NetworkModel model)
    {
        (Model, SeeksFixes, _changed) = (model, true, []);
        _forecast = new(() => Forecaster.Forecast(model));
        _training = new(() => model.Loss is null || Forecast is null ? null : new TrainingForecast(model, Forecast));
        _sequences = new(() => LayerSequence.Of(this));
        _standing = new(() => DiagnosisTable.Standing(WithoutFixes(), DiagnosisTable.Rules));
        _found = new(() => new HashSet<string>(Standing.Select(diagnosis => diagnosis.Id)));
    }

    private NetworkUnderExamination(NetworkUnderExamination same)
    {
        (Model, SeeksFixes, _changed) = (same.Model, false, same._changed);
        (_forecast, _training, _sequences, _standing, _found) = (same._forecast, same._training, same._sequences, same._standing, same._found);
    }

    public NetworkModel Model { get; }

    public DeclaredNetwork Declaration => Model.Declaration;

    /// <summary>Whether rules may try fixes: each trial examines a changed network, which itself tries none.</summary>
    public bool SeeksFixes { get; }

    /// <summary>Null for a network without weighted layers.</summary>
    public NetworkForecast? Forecast => _forecast.Value;

    /// <summary>The forecast by weighted layers; null also for a network without a loss, which is never trained.</summary>
    public TrainingForecast? Training => _training.Value;

    /// <summary>The layers as they follow each other: the network's own first, then each block's.</summary>
    public IReadOnlyList<LayerSequence> Sequences => _sequences.Value;

    /// <summary>What is found in this network, without fixes.</summary>
    public IReadOnlyList<Diagnosis> Standing => _standing.Value;

    /// <summary>The ids of all that is found in this network.</summary>
    public IReadOnlyCollection<string> Found => _found.Value;

    /// <summary>The network with something changed, which tries no fixes; null where it does not compile.</summary>
    public NetworkUnderExamination? Changed(DeclaredNetwork declaration)
    {
        if (!_changed.TryGetValue(declaration, out var changed))
        {
            changed = NetworkLowering.Lower(declaration).Model is { } model ? new NetworkUnderExamination(model).WithoutFixes() : null;
            _changed.Add(declaration, changed);
        }

        return changed;
    }

    /// <summary>The same, for which rules try no fixes.</summary>
    public NetworkUnderExamination WithoutFixes() => new(this);
}
