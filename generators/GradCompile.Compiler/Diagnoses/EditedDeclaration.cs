using System;
using System.Collections.Generic;
using System.Linq;
using GradCompile.Compiler.Declared;

namespace GradCompile.Compiler.Diagnoses;

/// <summary>A fix applied to the declaration, as the code fix applies it to the text, so that it can be tried before it is offered.</summary>
internal sealed class EditedDeclaration
{
    private readonly Dictionary<Origin, DeclaredLayer> _layers = [];
    private readonly Dictionary<Origin, List<Origin>> _followers = [];
    private readonly HashSet<Origin> _removed = [];
    private DeclaredNetwork _network;

    private EditedDeclaration(DeclaredNetwork network)
    {
        _network = network;
        foreach (var layer in network.Layers.Concat(network.Blocks.SelectMany(block => block.Layers))) _layers[layer.Origin] = layer;
    }

    /// <summary>The declaration as it will be; null where an edit is none that is understood here.</summary>
    public static DeclaredNetwork? Of(DeclaredNetwork network, Fix fix)
    {
        var edited = new EditedDeclaration(network);
        return fix.Edits.All(edited.Apply) ? edited.Network() : null;
    }

    private DeclaredNetwork Network()
    {
        var atStart = _followers.TryGetValue(_network.Input.Origin, out var first) ? first.Select(origin => _layers[origin]) : [];
        return _network with
        {
            Layers = atStart.Concat(Of(_network.Layers)).ToEquatableArray(),
            Blocks = _network.Blocks.Select(block => block with { Layers = Of(block.Layers).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    private IEnumerable<DeclaredLayer> Of(IEnumerable<DeclaredLayer> layers)
    {
        foreach (var layer in layers)
        {
            if (!_removed.Contains(layer.Origin)) yield return _layers[layer.Origin];
            if (!_followers.TryGetValue(layer.Origin, out var followers)) continue;
            foreach (var follower in followers) yield return _layers[follower];
        }
    }

    private bool Apply(Edit edit)
    {
        switch (edit.Kind)
        {
            case EditKind.InsertAfter:
                return Insert(edit.Target, edit.Text);
            case EditKind.MoveAfter when _layers.ContainsKey(edit.Target) && edit.Other is { } leader:
                _removed.Add(edit.Target);
                Follow(leader, edit.Target);
                return true;
            case EditKind.Remove when _layers.ContainsKey(edit.Target):
                return _removed.Add(edit.Target);
            case EditKind.Replace when _layers.ContainsKey(edit.Target):
                if (EditedLayer.Parse(edit.Text, edit.Target) is not { } other) return false;
                _layers[edit.Target] = other;
                return true;
            case EditKind.SetArgument or EditKind.SetPositional or EditKind.RemoveArgument when _layers.TryGetValue(edit.Target, out var layer):
                if (EditedLayer.Of(layer, edit) is not { } changed) return false;
                _layers[edit.Target] = changed;
                return true;
            default:
                return EditedTraining.Of(_network, edit) is { } training && Take(training);
        }
    }

    private bool Insert(Origin target, string text)
    {
        var origin = target with { Attribute = -2 - target.Attribute };
        if (EditedLayer.Parse(text, origin) is { } layer)
        {
            _layers[origin] = layer;
            Follow(target, origin);
            return true;
        }

        return EditedTraining.Parse(_network, text, target) is { } training && Take(training);
    }

    private void Follow(Origin leader, Origin follower)
    {
        if (!_followers.TryGetValue(leader, out var followers)) _followers.Add(leader, followers = []);
        followers.Add(follower);
    }

    private bool Take(DeclaredNetwork changed)
    {
        _network = changed;
        return true;
    }
}
