using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses.Gradients;

/// <summary>A fix that may help: the change of the text, and the same change of the declaration, so that it can be tried before it is offered.</summary>
internal sealed record FixCandidate(string Title, Func<DeclaredNetwork, DeclaredNetwork> Apply, IReadOnlyList<Edit> Edits)
{
    private const int Most = 3;

    /// <summary>The candidates after which <paramref name="id"/> is gone and nothing new has come, as fixes.</summary>
    public static EquatableArray<Fix> Tried(NetworkUnderExamination network, string id, IEnumerable<FixCandidate> candidates) => network.SeeksFixes
        ? candidates.GroupBy(candidate => candidate.Title).SelectMany(group => group.Where(candidate => RuleFailures.Guard(() => candidate.Helps(network, id), false)).Take(1)).Take(Most).Select(candidate => new Fix(candidate.Title, candidate.Edits.ToEquatableArray())).ToEquatableArray()
        : default;

    private bool Helps(NetworkUnderExamination network, string id) =>
        Edits.Count > 0 && network.Changed(Apply(network.Declaration)) is { } changed && !changed.Found.Contains(id) && changed.Found.All(network.Found.Contains);

    /// <summary>Changes of layers, each with its text.</summary>
    public static FixCandidate Of(string title, IEnumerable<LayerChange> changes)
    {
        var list = changes.ToList();
        var byOrigin = list.GroupBy(change => change.Target.Origin).ToDictionary(group => group.Key, group => group.First());
        return new FixCandidate(
            title,
            network => network with
            {
                Layers = Changed(network.Layers),
                Blocks = network.Blocks.Select(block => block with { Layers = Changed(block.Layers) }).ToEquatableArray(),
            },
            byOrigin.Values.SelectMany(change => change.Edits).ToList());

        EquatableArray<DeclaredLayer> Changed(EquatableArray<DeclaredLayer> layers) =>
            layers.SelectMany(layer => byOrigin.TryGetValue(layer.Origin, out var change) ? change.Becomes : [layer]).ToEquatableArray();
    }
}

/// <summary>What becomes of one layer attribute.</summary>
internal sealed record LayerChange(DeclaredLayer Target, IReadOnlyList<DeclaredLayer> Becomes, IReadOnlyList<Edit> Edits);
